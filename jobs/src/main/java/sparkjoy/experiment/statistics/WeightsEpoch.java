package sparkjoy.experiment.statistics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The units assigned while one set of weights was in force.
 *
 * @param units by arm, each unit once; arms that the weights do not name may occur
 * @param weights by arm, on any positive scale; 0 means that nobody should be in the arm
 */
public record WeightsEpoch(Map<String, Long> units, Map<String, ? extends Number> weights) {

    public WeightsEpoch {
        units = Map.copyOf(units);
        weights = Map.copyOf(weights);
        units.forEach((arm, count) -> check(arm, "units", count));
        weights.forEach((arm, weight) -> check(arm, "weight", weight));
    }

    /** Units in arms with a weight. */
    public long expectedUnits() {
        return arms().stream().mapToLong(this::units).sum();
    }

    /** Arms with a weight, sorted by name. */
    public List<String> arms() {
        return weights.keySet().stream().filter(arm -> weight(arm) > 0).sorted().toList();
    }

    /** These arms alone, with their units. */
    WeightsEpoch only(List<String> arms) {
        Map<String, Long> ownUnits = new HashMap<>(units);
        Map<String, Number> ownWeights = new HashMap<>(weights);
        ownUnits.keySet().retainAll(arms);
        ownWeights.keySet().retainAll(arms);
        return new WeightsEpoch(ownUnits, ownWeights);
    }

    long units(String arm) {
        return units.getOrDefault(arm, 0L);
    }

    /** The share of units that the arm should have. */
    public double share(String arm) {
        return weight(arm) / arms().stream().mapToDouble(this::weight).sum();
    }

    private double weight(String arm) {
        return weights.containsKey(arm) ? weights.get(arm).doubleValue() : 0;
    }

    private static void check(String arm, String name, Number number) {
        if (!(number.doubleValue() >= 0) || Double.isInfinite(number.doubleValue())) {
            throw new IllegalArgumentException(
                    "arm '%s': %s is %s; give 0 or a number above".formatted(arm, name, number));
        }
    }
}
