package sparkjoy.init;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Weights under which a hash gives each unit the arm that it saw. Units leave a gap between two arms, so that more than one
 * weight may fit.
 *
 * @param arms in the order of their pieces
 * @param gaps between each arm and the next
 */
record CutWeights(List<String> arms, List<Gap> gaps) {
    private static final int WHOLE = 100;
    private static final BigDecimal PERCENT = BigDecimal.valueOf(WHOLE);
    private static final List<BigDecimal> STEPS =
            Stream.of("0.05", "0.01", "0.001", "0.0001").map(BigDecimal::new).toList();

    /** From the last unit of one arm to the first of the next: somewhere here the one piece ends. */
    record Gap(double from, double to) {
        boolean holds(double end) {
            return end >= from && end < to;
        }

        private BigDecimal roundest() {
            BigDecimal middle = BigDecimal.valueOf((from + to) / 2);
            return STEPS.stream()
                    .map(step -> middle.divide(step, 0, RoundingMode.HALF_UP).multiply(step))
                    .filter(end -> holds(end.doubleValue()))
                    .findFirst()
                    .orElse(middle.setScale(6, RoundingMode.HALF_UP));
        }
    }

    /** Equal weights where they fit, else the roundest percentages. */
    Map<String, BigDecimal> roundest() {
        return areEqualPossible() ? equal() : lengths();
    }

    private boolean areEqualPossible() {
        return IntStream.range(0, gaps.size()).allMatch(arm -> gaps.get(arm).holds((arm + 1) / (double) arms.size()));
    }

    /** In percent where that is a whole number, else 1 each: 33.33 is not a third. */
    private Map<String, BigDecimal> equal() {
        int weight = WHOLE % arms.size() == 0 ? WHOLE / arms.size() : 1;
        Map<String, BigDecimal> weights = new LinkedHashMap<>();
        arms.forEach(arm -> weights.put(arm, BigDecimal.valueOf(weight)));
        return weights;
    }

    private Map<String, BigDecimal> lengths() {
        List<BigDecimal> ends = new ArrayList<>(gaps.stream().map(Gap::roundest).toList());
        ends.add(BigDecimal.ONE);
        Map<String, BigDecimal> weights = new LinkedHashMap<>();
        BigDecimal start = BigDecimal.ZERO;
        for (int arm = 0; arm < arms.size(); arm++) {
            BigDecimal length = ends.get(arm).subtract(start).multiply(PERCENT);
            weights.put(
                    arms.get(arm), new BigDecimal(length.stripTrailingZeros().toPlainString()));
            start = ends.get(arm);
        }
        return weights;
    }

    /** Whether no other whole percentages and no equal pieces fit. */
    boolean areOnly() {
        double[] usual = DoubleStream.concat(
                        IntStream.range(1, WHOLE).mapToDouble(percent -> percent / (double) WHOLE),
                        IntStream.range(1, arms.size()).mapToDouble(piece -> piece / (double) arms.size()))
                .distinct()
                .toArray();
        return gaps.stream()
                .allMatch(gap -> DoubleStream.of(usual).filter(gap::holds).count() == 1);
    }

    /** The weights, and their ranges where others fit as well. */
    String text() {
        String weights = roundest().entrySet().stream()
                .map(arm -> arm.getKey() + " " + arm.getValue().toPlainString())
                .collect(Collectors.joining(", "));
        return areOnly() ? weights : weights + ", or others: " + String.join(", ", ranges());
    }

    private List<String> ranges() {
        return IntStream.range(0, arms.size())
                .mapToObj(arm -> {
                    Gap before = arm == 0 ? new Gap(0, 0) : gaps.get(arm - 1);
                    Gap after = arm == gaps.size() ? new Gap(1, 1) : gaps.get(arm);
                    return arms.get(arm) + " " + percent(Math.max(0, after.from() - before.to()), RoundingMode.FLOOR)
                            + " to " + percent(after.to() - before.from(), RoundingMode.CEILING) + " %";
                })
                .toList();
    }

    private static String percent(double share, RoundingMode rounding) {
        return BigDecimal.valueOf(share)
                .multiply(PERCENT)
                .setScale(2, rounding)
                .stripTrailingZeros()
                .toPlainString();
    }
}
