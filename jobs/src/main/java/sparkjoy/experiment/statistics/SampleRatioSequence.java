package sparkjoy.experiment.statistics;

import java.util.List;
import org.apache.commons.numbers.gamma.LogBeta;

/**
 * The sample ratio judged as often as one likes (Lindon and Malek 2022): the Bayes factor of a Dirichlet-multinomial with
 * parameters 10000 θ against the multinomial with shares θ, BF = B(a + n) / B(a) / Π θ_i^n_i. Epochs are independent, so
 * their factors multiply.
 */
public final class SampleRatioSequence {
    /** How many units of prior data the alternative is worth; the larger, the closer to the weights it looks. */
    private static final double CONCENTRATION = 10_000;

    private SampleRatioSequence() {}

    /**
     * p = min(1, 1 / BF) of this look; what stays valid over looks is the minimum so far: {@link Looks}. Stray units do not
     * count; 1 means that nothing speaks against the weights, as before the first unit.
     */
    public static double pValue(List<WeightsEpoch> epochs) {
        double logFactor =
                epochs.stream().mapToDouble(SampleRatioSequence::logFactor).sum();
        return Math.min(1, Math.exp(-logFactor));
    }

    /** The Dirichlet-multinomial as a chain of beta-binomials: an arm against all that follow it. */
    private static double logFactor(WeightsEpoch epoch) {
        double share = 1;
        long units = epoch.expectedUnits();
        double sum = 0;
        for (String arm : epoch.arms()) {
            double restShare = share - epoch.share(arm);
            long restUnits = units - epoch.units(arm);
            sum += restShare > 0 ? logFactor(epoch, arm, restShare, restUnits) : 0;
            sum -= epoch.units(arm) * Math.log(epoch.share(arm));
            share = restShare;
            units = restUnits;
        }
        return sum;
    }

    private static double logFactor(WeightsEpoch epoch, String arm, double restShare, long restUnits) {
        double own = CONCENTRATION * epoch.share(arm);
        double rest = CONCENTRATION * restShare;
        return LogBeta.value(own + epoch.units(arm), rest + restUnits) - LogBeta.value(own, rest);
    }
}
