package sparkjoy.experiment.statistics;

/** The estimates of one arm without adjustment: proportion, mean, ratio and quantile; and those of its history. */
public final class Arms {
    private Arms() {}

    /** The share p of units for which something is true; variance p (1 - p) / n, without Bessel's correction. */
    public static Finding<ArmEstimate> proportion(String arm, long units, long successes) {
        return proportion(arm, units, (double) successes / units);
    }

    /** The same of units whose numerator is 0 or 1. */
    public static Finding<ArmEstimate> proportion(String arm, Moments moments) {
        return proportion(arm, moments.units(), moments.mean(Measure.NUMERATOR));
    }

    /** The mean of the numerator over units; variance s² / n, s² with n - 1. */
    public static Finding<ArmEstimate> mean(String arm, Moments moments) {
        return linear(arm, moments, Linear.ofMean(moments));
    }

    /**
     * The ratio R of the sums of numerator and denominator, such as a click-through rate whose unit of randomisation is
     * the user; variance by the delta method (Deng, Knoblich and Lu 2018): (s²m - 2 R s_md + R² s²d) / (d̄² n).
     */
    public static Finding<ArmEstimate> ratio(String arm, Moments moments) {
        if (moments.units() > 0 && moments.mean(Measure.DENOMINATOR) == 0) {
            return Finding.none(
                    Status.NOT_ENOUGH_DATA,
                    "arm '%s': the denominators of %d units sum to 0".formatted(arm, moments.units()));
        }
        return linear(arm, moments, Linear.ofRatio(moments, Measure.NUMERATOR, Measure.DENOMINATOR));
    }

    /**
     * A quantile of values; variance by order statistics, widened by how alike the values of one unit are (Deng, Knoblich and
     * Lu 2018). Its units and degrees of freedom are those of the values, as GrowthBook counts them.
     *
     * @param level of the quantile, such as 0.95
     */
    public static Finding<ArmEstimate> quantile(String arm, double level, QuantileSample sample) {
        if (sample.units() == 0) {
            return empty(arm);
        }
        long fewest = QuantileSample.fewestValues(level);
        if (sample.values() < fewest) {
            return Finding.none(
                    Status.NOT_ENOUGH_DATA,
                    "arm '%s' has %d values, the quantile %s needs %d".formatted(arm, sample.values(), level, fewest));
        }
        if (sample.perUnit().isPresent() && sample.units() < 2) {
            return Finding.none(
                    Status.NOT_ENOUGH_DATA, "arm '%s': all %d values are of one unit".formatted(arm, sample.values()));
        }
        double variance = sample.independentVariance() * sample.inflation(level);
        return variance > 0
                ? Finding.of(ArmEstimate.unadjusted(arm, sample.values(), sample.quantile(), variance))
                : Finding.none(
                        Status.ZERO_VARIANCE,
                        "arm '%s': too many of %d values equal the quantile %s: its variance cannot be estimated"
                                .formatted(arm, sample.values(), sample.quantile()));
    }

    /**
     * The metric before the first exposure, where no arm can differ but by chance: the mean of the history, or for a ratio
     * the ratio of its sums.
     */
    public static Finding<ArmEstimate> history(String arm, Moments moments, boolean isRatio) {
        if (isRatio && moments.units() > 0 && moments.mean(Measure.PRE_DENOMINATOR) == 0) {
            return Finding.none(
                    Status.NOT_ENOUGH_DATA,
                    "arm '%s': the denominators of the history of %d units sum to 0".formatted(arm, moments.units()));
        }
        return linear(
                arm,
                moments,
                isRatio
                        ? Linear.ofRatio(moments, Measure.PRE_NUMERATOR, Measure.PRE_DENOMINATOR)
                        : Linear.ofHistory(moments));
    }

    static <T> Finding<T> empty(String arm) {
        return Finding.none(Status.EMPTY_ARM, "arm '%s' has no units".formatted(arm));
    }

    private static Finding<ArmEstimate> proportion(String arm, long units, double share) {
        if (units == 0) {
            return empty(arm);
        }
        if (!(share >= 0 && share <= 1)) {
            return Finding.none(
                    Status.FAILED,
                    "arm '%s': %s of %d units is not a proportion; count a unit as 0 or 1"
                            .formatted(arm, share, units));
        }
        return Finding.of(ArmEstimate.unadjusted(arm, units, share, share * (1 - share) / units));
    }

    private static Finding<ArmEstimate> linear(String arm, Moments moments, Linear metric) {
        long units = moments.units();
        return units == 0
                ? empty(arm)
                : Finding.of(ArmEstimate.unadjusted(arm, units, metric.value(), metric.variance(moments) / units));
    }
}
