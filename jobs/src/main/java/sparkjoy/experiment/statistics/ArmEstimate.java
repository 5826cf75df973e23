package sparkjoy.experiment.statistics;

/**
 * A metric's value in one arm with what chance does to it. Where the value is adjusted by history, lifts are still told
 * relative to the unadjusted value; else the two are the same.
 *
 * @param arm the variant's name
 * @param value the metric, adjusted where history is used
 * @param variance of the value, not of one unit
 * @param degreesOfFreedom of that variance
 * @param unadjusted the metric as it is seen
 * @param unadjustedVariance of the unadjusted value
 * @param covariance of value and unadjusted value
 */
public record ArmEstimate(
        String arm,
        long units,
        double value,
        double variance,
        double degreesOfFreedom,
        double unadjusted,
        double unadjustedVariance,
        double covariance) {

    static ArmEstimate unadjusted(String arm, long units, double value, double variance) {
        return new ArmEstimate(arm, units, value, variance, units - 1.0, value, variance, variance);
    }

    /** The share of two arms' variance that the adjustment takes away; negative where it adds some. */
    public static Finding<Double> varianceReduction(ArmEstimate control, ArmEstimate variant) {
        double before = control.unadjustedVariance() + variant.unadjustedVariance();
        double after = control.variance() + variant.variance();
        return before > 0
                ? Finding.of(1 - after / before)
                : Finding.none(Status.ZERO_VARIANCE, "no arm has a variance that could be reduced");
    }

    boolean isFinite() {
        return Double.isFinite(value)
                && Double.isFinite(variance)
                && Double.isFinite(unadjusted)
                && Double.isFinite(unadjustedVariance)
                && Double.isFinite(covariance);
    }
}
