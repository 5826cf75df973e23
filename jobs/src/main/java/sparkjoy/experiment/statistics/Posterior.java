package sparkjoy.experiment.statistics;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * What is believed of an effect after the data: a normal distribution, from a normal prior and the normal likelihood of
 * the effect.
 *
 * @param mean in the unit of the effect
 * @param standardDeviation above 0, in that unit
 */
public record Posterior(double mean, double standardDeviation) {
    private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

    public static Posterior of(Effect effect, Prior prior) {
        double dataPrecision = 1 / (effect.standardError() * effect.standardError());
        double priorPrecision = 1 / prior.variance();
        double precision = dataPrecision + priorPrecision;
        double mean = (effect.estimate() * dataPrecision + prior.mean() * priorPrecision) / precision;
        return new Posterior(mean, Math.sqrt(1 / precision));
    }

    /** The probability that the variant is above the baseline. */
    public double chanceToWin() {
        return STANDARD.survivalProbability(-mean / standardDeviation);
    }

    /** What is lost in the mean by choosing the variant: E[max(0, -effect)] = sd φ(z) - mean Φ(-z), z = mean / sd. */
    public double expectedLoss() {
        double z = mean / standardDeviation;
        return standardDeviation * STANDARD.density(z) - mean * STANDARD.survivalProbability(z);
    }

    /** For a metric of which less is better: its chance to win and expected loss are those of the opposite effect. */
    public Posterior opposite() {
        return new Posterior(-mean, standardDeviation);
    }

    /** Holds the effect with probability 1 - alpha, as much of it on either side. */
    public Interval interval(double alpha) {
        Probability.check("alpha", alpha);
        return Interval.around(mean, standardDeviation * STANDARD.inverseSurvivalProbability(alpha / 2));
    }
}
