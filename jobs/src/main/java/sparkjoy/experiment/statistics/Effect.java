package sparkjoy.experiment.statistics;

import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The difference that a variant makes, and how sure that is.
 *
 * @param estimate variant less baseline, in the unit of the metric or as a share of the baseline
 * @param standardError above 0, in the same unit
 * @param degreesOfFreedom of the standard error
 * @param units of both arms together
 */
public record Effect(double estimate, double standardError, double degreesOfFreedom, long units) {

    /** Two-sided p of no difference, by Student's t. */
    public double pValue() {
        double statistic = Math.abs(estimate) / standardError;
        return 2 * TDistribution.of(degreesOfFreedom).survivalProbability(statistic);
    }

    /** The confidence interval of level 1 - alpha. */
    public Interval interval(double alpha) {
        Probability.check("alpha", alpha);
        double quantile = TDistribution.of(degreesOfFreedom).inverseSurvivalProbability(alpha / 2);
        return Interval.around(estimate, quantile * standardError);
    }
}
