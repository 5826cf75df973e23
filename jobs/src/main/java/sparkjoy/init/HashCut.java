package sparkjoy.init;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The range from 0 to 1 cut into one piece per arm, so that as many units as possible are in the piece of their arm.
 *
 * @param placed units in the order of their share
 * @param arms in the order of their pieces
 * @param starts which unit is the first of each piece
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record HashCut(List<Placed> placed, List<String> arms, int[] starts) {
    /** A unit's place in the range, and the arm that it saw. */
    record Placed(double share, String arm) {}

    static HashCut of(List<Placed> units) {
        List<Placed> placed = units.stream()
                .sorted(Comparator.comparingDouble(Placed::share).thenComparing(Placed::arm))
                .toList();
        List<String> arms = inOrder(placed);
        return new HashCut(placed, arms, arms.isEmpty() ? new int[0] : starts(placed, arms));
    }

    /** Arms by the middle one of their units. */
    private static List<String> inOrder(List<Placed> placed) {
        Map<String, List<Double>> shares = placed.stream()
                .collect(Collectors.groupingBy(Placed::arm, Collectors.mapping(Placed::share, Collectors.toList())));
        return shares.entrySet().stream()
                .sorted(Comparator.comparingDouble(
                        arm -> arm.getValue().get(arm.getValue().size() / 2)))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static int[] starts(List<Placed> placed, List<String> arms) {
        int[] misses = new int[arms.size()];
        int[][] starts = new int[arms.size()][arms.size()];
        for (int index = 0; index < placed.size(); index++) {
            for (int arm = arms.size() - 1; arm >= 0; arm--) {
                if (arm > 0 && misses[arm - 1] < misses[arm]) {
                    misses[arm] = misses[arm - 1];
                    starts[arm] = starts[arm - 1].clone();
                    starts[arm][arm] = index;
                }
                misses[arm] += placed.get(index).arm().equals(arms.get(arm)) ? 0 : 1;
            }
        }
        return starts[arms.size() - 1];
    }

    /** How many units are in the piece of their arm, by arm. */
    Map<String, Integer> matched() {
        Map<String, Integer> matched = new LinkedHashMap<>();
        arms.forEach(arm -> matched.put(arm, 0));
        for (int index = 0; index < placed.size(); index++) {
            int at = index;
            int piece = (int)
                    Arrays.stream(starts).skip(1).filter(start -> start <= at).count();
            if (arms.get(piece).equals(placed.get(index).arm())) {
                matched.merge(arms.get(piece), 1, Integer::sum);
            }
        }
        return matched;
    }

    /** The weights that give the pieces their lengths. */
    CutWeights weights() {
        return new CutWeights(
                arms,
                Arrays.stream(starts)
                        .skip(1)
                        .mapToObj(start -> new CutWeights.Gap(
                                placed.get(Math.max(0, start - 1)).share(),
                                placed.get(start).share()))
                        .toList());
    }
}
