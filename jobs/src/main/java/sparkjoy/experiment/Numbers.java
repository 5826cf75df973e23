package sparkjoy.experiment;

import java.util.Optional;
import sparkjoy.experiment.statistics.Effect;
import sparkjoy.experiment.statistics.Interval;

/**
 * What a readout tells of a variant against the baseline; in the metric's unit but for the lift.
 *
 * @param effect of adjusted values where history is used
 * @param lift effect as a share of the baseline
 * @param sequentialP of this look
 * @param expectedLoss what is lost in the mean by choosing the variant
 */
record Numbers(
        Method method,
        long controlUnits,
        long variantUnits,
        double controlMean,
        double variantMean,
        Effect effect,
        double lift,
        Interval interval,
        double sequentialP,
        Interval sequentialInterval,
        double chanceToWin,
        double expectedLoss) {

    /**
     * How the numbers came about.
     *
     * @param name proportion, welch or delta; +cuped where history is used, +epochs where epochs are put together
     * @param theta empty where the method knows no history
     * @param srmP of the units of this readout; empty where they are too few
     */
    record Method(String name, Optional<Double> theta, Optional<Double> varianceReduction, Optional<Double> srmP) {}
}
