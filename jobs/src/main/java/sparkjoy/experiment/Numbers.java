package sparkjoy.experiment;

import java.util.Optional;
import sparkjoy.experiment.statistics.Effect;
import sparkjoy.experiment.statistics.Interval;

/**
 * What a readout says of a variant against the baseline; in the metric's unit but for the lift.
 *
 * @param effect of adjusted values where history is used
 * @param lift effect as a share of the baseline, with the uncertainty of the baseline in its error; empty where that is 0
 * @param alpha the intervals hold the effect with probability 1 - alpha
 * @param sequentialP of this look
 * @param expectedLoss what is lost in the mean by choosing the variant
 * @param margin empty where the metric has none
 * @param history the arms before the first exposure; empty where nothing can be said of them
 * @param values behind the quantile of a quantile of events; else empty
 */
record Numbers(
        Method method,
        long controlUnits,
        long variantUnits,
        Means means,
        Effect effect,
        Optional<Effect> lift,
        double alpha,
        Interval interval,
        double sequentialP,
        Interval sequentialInterval,
        double chanceToWin,
        double expectedLoss,
        Optional<Margin> margin,
        Optional<History> history,
        Optional<Values> values) {

    /**
     * How the numbers came about.
     *
     * @param name proportion, welch, delta or quantile; +cuped where history is used, +epochs where epochs are put together
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
     * The metric before the first exposure, where arms differ by chance alone if the assignment is fair.
     *
     * @param pValue two-sided, of no difference
     */
    record History(double control, double variant, double pValue) {}

    /** How many events have a value, in each arm. */
    record Values(long control, long variant) {}

    /**
     * Whether a harm as large as the metric's margin is excluded.
     *
     * @param pValue of such a harm, if looked at once; 1 where the estimate is beyond the margin
     * @param sequentialP the same of this look, for looking every day
     */
    record Margin(double pValue, double sequentialP) {}

    Numbers withHistory(Optional<History> before) {
        return with(controlUnits, variantUnits, before, values);
    }

    /** Where the estimates count values. */
    Numbers ofUnits(long control, long variant, Optional<Values> behind) {
        return with(control, variant, history, behind);
    }

    private Numbers with(long control, long variant, Optional<History> before, Optional<Values> behind) {
        return new Numbers(
                method,
                control,
                variant,
                means,
                effect,
                lift,
                alpha,
                interval,
                sequentialP,
                sequentialInterval,
                chanceToWin,
                expectedLoss,
                margin,
                before,
                behind);
    }

    /** What a reader of the numbers has to know; else empty. */
    String note() {
        return lift.isPresent()
                ? ""
                : "the baseline of %d units is 0, so there is no relative effect".formatted(controlUnits);
    }
}
