package sparkjoy.experiment.statistics;

import java.util.List;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.inference.ChiSquareTest;

/**
 * How far the shares of the arms are from the weights: Pearson's X² = Σ (O - E)² / E over arms with a weight, per epoch,
 * with statistics and degrees of freedom summed over epochs. Epochs that expect fewer than five units in an arm are left
 * out, for there X² is no chi-square; so are epochs with a single arm.
 *
 * @param statistic X²
 * @param degreesOfFreedom arms less 1, summed over epochs
 * @param pValue of a larger X² by chance
 * @param shareDeviation how far the arm that is farthest off is from its share, as a share of all units: the mean over
 *     epochs by their units, so that opposite deviations do not cancel
 * @param units that were tested
 */
public record SampleRatio(double statistic, int degreesOfFreedom, double pValue, double shareDeviation, long units) {
    public static final double ALARM_P_VALUE = 0.001;
    public static final double ALARM_SHARE_DEVIATION = 0.001;

    private static final double EXPECTED_UNITS = 5;

    /** Of one epoch, or of all epochs together. */
    public static Finding<SampleRatio> of(List<WeightsEpoch> epochs) {
        List<WeightsEpoch> tested =
                epochs.stream().filter(SampleRatio::isTestable).toList();
        if (tested.isEmpty()) {
            return Finding.none(
                    Status.NOT_ENOUGH_DATA,
                    "%d units: no epoch has two arms that expect %.0f units".formatted(units(epochs), EXPECTED_UNITS));
        }
        double statistic = tested.stream().mapToDouble(SampleRatio::statistic).sum();
        int degreesOfFreedom =
                tested.stream().mapToInt(epoch -> epoch.arms().size() - 1).sum();
        double pValue = ChiSquaredDistribution.of(degreesOfFreedom).survivalProbability(statistic);
        return Finding.of(new SampleRatio(statistic, degreesOfFreedom, pValue, deviation(tested), units(tested)));
    }

    /** A sample ratio mismatch: not by chance (p below 0.001), and not too small to matter (0.1 percentage points). */
    public boolean isMismatch() {
        return pValue < ALARM_P_VALUE && shareDeviation >= ALARM_SHARE_DEVIATION;
    }

    private static boolean isTestable(WeightsEpoch epoch) {
        List<String> arms = epoch.arms();
        return arms.size() > 1
                && arms.stream().allMatch(arm -> epoch.share(arm) * epoch.expectedUnits() >= EXPECTED_UNITS);
    }

    private static double statistic(WeightsEpoch epoch) {
        double[] expected = epoch.arms().stream()
                .mapToDouble(arm -> epoch.share(arm) * epoch.expectedUnits())
                .toArray();
        long[] observed = epoch.arms().stream().mapToLong(epoch::units).toArray();
        return ChiSquareTest.withDefaults().statistic(expected, observed);
    }

    private static double deviation(List<WeightsEpoch> epochs) {
        return epochs.stream()
                        .flatMap(epoch -> epoch.arms().stream())
                        .distinct()
                        .mapToDouble(arm -> epochs.stream()
                                .mapToDouble(
                                        epoch -> Math.abs(epoch.units(arm) - share(epoch, arm) * epoch.expectedUnits()))
                                .sum())
                        .max()
                        .orElse(0)
                / units(epochs);
    }

    private static double share(WeightsEpoch epoch, String arm) {
        return epoch.arms().contains(arm) ? epoch.share(arm) : 0;
    }

    private static long units(List<WeightsEpoch> epochs) {
        return epochs.stream().mapToLong(WeightsEpoch::expectedUnits).sum();
    }
}
