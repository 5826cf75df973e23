package sparkjoy.experiment;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import sparkjoy.spec.Experiment;

/**
 * The units of a cell in arms that the weights do not name or give nobody. No readout holds them. A few come from anybody
 * who can send an event; more than the specification's share, beyond chance, say that the assignment itself leaks.
 *
 * @param byArm units by arm, sorted
 * @param units of the cell, these among them
 */
record Strays(Map<String, Long> byArm, long units) {

    static Strays of(HealthCell cell) {
        Map<String, Long> byArm = new TreeMap<>(cell.strays(true));
        cell.strays(false).forEach((arm, units) -> byArm.merge(arm, units, Long::sum));
        return new Strays(byArm, cell.users());
    }

    boolean isEmpty() {
        return byArm.isEmpty();
    }

    /** Whether so many would be less likely than stray_alpha if stray_share were the true share. */
    boolean isLeak(Experiment experiment) {
        return !isEmpty() && pValue(experiment.strayShare()) < experiment.strayAlpha();
    }

    /** The chance of as many strays or more, if each unit is one with this probability. */
    double pValue(double share) {
        return BinomialDistribution.of(Math.toIntExact(units), share).survivalProbability(Math.toIntExact(count()) - 1);
    }

    long count() {
        return byArm.values().stream().mapToLong(Long::longValue).sum();
    }

    String named() {
        return byArm.entrySet().stream()
                .map(arm -> String.format(Locale.ROOT, "%s %,d", arm.getKey(), arm.getValue()))
                .collect(Collectors.joining(", "));
    }
}
