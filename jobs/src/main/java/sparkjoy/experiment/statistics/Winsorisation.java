package sparkjoy.experiment.statistics;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;

/**
 * One cap for the units of all arms pooled, so that it cannot itself make a difference between arms: the smallest value
 * that at least this share of the units does not exceed (an inverted distribution function, SQL's percentile_disc).
 *
 * @param share of the units that stay as they are, strictly between 0 and 1
 */
public record Winsorisation(double share) {

    public Winsorisation {
        Probability.check("share", share);
    }

    /**
     * The cap; empty without units.
     *
     * @param unitsByValue the number of units of all arms with each value
     */
    public OptionalDouble cap(SortedMap<Double, Long> unitsByValue) {
        long all = unitsByValue.values().stream().mapToLong(Long::longValue).sum();
        // 0.07 of 100 units are 7 of them, in doubles too.
        double needed = share * all * (1 - 1e-12);
        long reached = 0;
        for (Map.Entry<Double, Long> entry : unitsByValue.entrySet()) {
            reached += entry.getValue();
            if (reached >= needed && reached > 0) {
                return OptionalDouble.of(entry.getKey());
            }
        }
        return OptionalDouble.empty();
    }
}
