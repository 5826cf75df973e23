package sparkjoy.experiment;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import sparkjoy.experiment.statistics.WeightsEpoch;
import sparkjoy.spec.Experiment;

/** The units of one experiment that reached a stage up to a day, of one value of a dimension. Grows day by day. */
final class HealthCell {
    private final Experiment experiment;
    private final NavigableMap<LocalDate, Map<String, Long>> unitsByEpoch = new TreeMap<>();
    private final Map<String, Long> units = new TreeMap<>();
    private final Map<String, Long> crossovers = new TreeMap<>();
    private long mismatches;

    HealthCell(Experiment experiment) {
        this.experiment = experiment;
    }

    void add(StageCount count) {
        unitsByEpoch
                .computeIfAbsent(count.epoch(), epoch -> new TreeMap<>())
                .merge(count.variant(), count.users(), Long::sum);
        units.merge(count.variant(), count.users(), Long::sum);
        crossovers.merge(count.variant(), count.crossovers(), Long::sum);
        mismatches += count.mismatches();
    }

    /** By variant, sorted. */
    Map<String, Long> units() {
        return units;
    }

    Map<String, Long> crossovers() {
        return crossovers;
    }

    long mismatches() {
        return mismatches;
    }

    long users() {
        return units.values().stream().mapToLong(Long::longValue).sum();
    }

    long crossed() {
        return crossovers.values().stream().mapToLong(Long::longValue).sum();
    }

    List<WeightsEpoch> epochs() {
        return unitsByEpoch.entrySet().stream()
                .map(epoch -> new WeightsEpoch(epoch.getValue(), weights(epoch.getKey())))
                .toList();
    }

    /** Units by arm that the weights in force give nobody: those that they name with 0, or do not name at all. */
    Map<String, Long> strays(boolean isNamed) {
        Map<String, Long> strays = new TreeMap<>();
        unitsByEpoch.forEach((epoch, variants) -> variants.forEach((variant, users) -> {
            Map<String, ? extends Number> weights = weights(epoch);
            boolean isStray =
                    !weights.containsKey(variant) || weights.get(variant).doubleValue() == 0;
            if (isStray && weights.containsKey(variant) == isNamed) {
                strays.merge(variant, users, Long::sum);
            }
        }));
        return strays;
    }

    /** The share that each arm with a weight should have of the units of all such arms, epochs together. */
    Map<String, Double> expectedShares() {
        double all = epochs().stream().mapToLong(WeightsEpoch::expectedUnits).sum();
        Map<String, Double> units = new TreeMap<>();
        epochs().forEach(epoch ->
                epoch.arms().forEach(arm -> units.merge(arm, epoch.share(arm) * epoch.expectedUnits(), Double::sum)));
        units.replaceAll((arm, expected) -> expected / all);
        return all == 0 ? Map.of() : units;
    }

    private Map<String, ? extends Number> weights(LocalDate epoch) {
        return experiment.weights().stream()
                .filter(weights -> weights.from().equals(epoch))
                .findFirst()
                .map(Experiment.Weights::arms)
                .orElse(Map.of());
    }
}
