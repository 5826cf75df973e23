package sparkjoy.experiment;

import java.util.Optional;
import sparkjoy.experiment.statistics.Effect;
import sparkjoy.experiment.statistics.Interval;

/**
 * What a readout says of a variant against the baseline; in the metric's unit but for the lift.
 *
 * @param effect of adjusted values where history is used
 * @param lift effect as a share of the baseline; empty where that is 0
 * @param sequentialP of this look
 * @param expectedLoss what is lost in the mean by choosing the variant
 * @param margin empty where the metric has none
 */
record Numbers(
        Method method,
        long controlUnits,
        long variantUnits,
        Means means,
        Effect effect,
        Optional<Double> lift,
        Interval interval,
        double sequentialP,
        Interval sequentialInterval,
        double chanceToWin,
        double expectedLoss,
        Optional<Margin> margin) {

    /**
     * How the numbers came about.
     *
     * @param name proportion, welch or delta; +cuped where history is used, +epochs where epochs are put together
     * @param theta empty where the method knows no history
     * @param srmP of the units of this readout; empty where they are too few
     */
    record Method(String name, Optional<Double> theta, Optional<Double> varianceReduction, Optional<Double> srmP) {}

    /**
     * The metric in both arms, not adjusted by history.
     *
     * @param rawControl without the cap
     * @param cap the value at which numerators are capped; empty where they are not
     */
    record Means(double control, double variant, double rawControl, double rawVariant, Optional<Double> cap) {}

    /**
     * Whether a harm as large as the metric's margin is excluded.
     *
     * @param pValue of such a harm, if looked at once; 1 where the estimate is beyond the margin
     * @param sequentialP the same of this look, for looking every day
     */
    record Margin(double pValue, double sequentialP) {}

    /** What a reader of the numbers has to know; else empty. */
    String note() {
        return lift.isPresent()
                ? ""
                : "the baseline of %d units is 0, so there is no relative effect".formatted(controlUnits);
    }
}
