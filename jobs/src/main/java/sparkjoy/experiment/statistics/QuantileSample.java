package sparkjoy.experiment.statistics;

import java.util.Optional;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * A quantile of the values of one arm, with the order statistics from which its variance follows (Deng, Knoblich and Lu
 * 2018, "Applying the Delta Method in Metric Analytics", section 4.2).
 *
 * @param units that are compared, also those without a value
 * @param values of them all
 * @param quantile the sample quantile of the metric's level, linear between neighbours (Hyndman and Fan's type 7)
 * @param low the sample quantile of {@link #low(double, long)}
 * @param high the sample quantile of {@link #high(double, long)}
 * @param perUnit where units have several values: as numerator how many of a unit's values are at most the quantile, as
 *     denominator how many it has; empty where each unit has one value
 */
public record QuantileSample(
        long units, long values, double quantile, double low, double high, Optional<Moments> perUnit) {
    /** Half the width of a two-sided 95 % interval, in standard errors. */
    public static final double WIDTH = NormalDistribution.of(0, 1).inverseSurvivalProbability(0.025);

    /** The level whose sample quantile is the lower end of a 95 % interval of the quantile, for independent values. */
    public static double low(double level, long values) {
        return level - WIDTH * Math.sqrt(level * (1 - level) / values);
    }

    /** The level of the upper end. */
    public static double high(double level, long values) {
        return level + WIDTH * Math.sqrt(level * (1 - level) / values);
    }

    /** The fewest values for which both ends are quantiles: levels between 0 and 1. */
    public static long fewestValues(double level) {
        double odds = level / (1 - level);
        return (long) Math.floor(WIDTH * WIDTH * Math.max(odds, 1 / odds)) + 1;
    }

    /** Of the quantile if all values were independent. */
    double independentVariance() {
        double deviation = (high - low) / (2 * WIDTH);
        return (values - 1.0) / values * deviation * deviation;
    }

    /** By how much the values of one unit being alike widens the variance; 1 for one value per unit. */
    double inflation(double level) {
        double independent = level * (1 - level) / values;
        return perUnit.map(moments -> Linear.ofRatio(moments, Measure.NUMERATOR, Measure.DENOMINATOR)
                                .variance(moments)
                        / moments.units()
                        / independent)
                .orElse(1.0);
    }
}
