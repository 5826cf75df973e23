package sparkjoy.experiment.statistics;

import java.util.List;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.inference.ChiSquareTest;

/**
 * How far the shares of the arms are from the weights: Pearson's X² = Σ (O - E)² / E over arms with a weight, per epoch,
 * with statistics and degrees of freedom summed over epochs. Arms that expect fewer than five units of an epoch are left
 * out of the test, for there X² is not chi-square; the shares of the others are tested among themselves. An epoch in which
 * fewer than two arms remain is left out.
 *
 * @param statistic X²
 * @param degreesOfFreedom arms less 1, summed over epochs
 * @param pValue of a larger X² by chance
 * @param likelihoodRatioPValue the same of G = 2 Σ O ln(O / E), which holds better far out where an arm expects few units
 * @param shareDeviation how far the arm that is farthest off is from its share, as a share of all units: the mean over
 *     epochs by their units, so that opposite deviations do not cancel; arms that are too small to test count too
 * @param units of the epochs that were tested
 * @param leftOut arms that some tested epoch is too small to test, sorted
 */
public record SampleRatio(
        double statistic,
        int degreesOfFreedom,
        double pValue,
        double likelihoodRatioPValue,
        double shareDeviation,
        long units,
        List<String> leftOut) {
    public static final double ALARM_P_VALUE = 0.001;
    public static final double ALARM_SHARE_DEVIATION = 0.001;

    private static final double EXPECTED_UNITS = 5;

    /** Of one epoch, or of all epochs together. */
    public static Finding<SampleRatio> of(List<WeightsEpoch> epochs) {
        List<WeightsEpoch> testable = epochs.stream()
                .filter(epoch -> testable(epoch).arms().size() > 1)
                .toList();
        if (testable.isEmpty()) {
            return Finding.none(
                    Status.NOT_ENOUGH_DATA,
                    "%d units: no epoch has two arms that expect %.0f units".formatted(units(epochs), EXPECTED_UNITS));
        }
        List<WeightsEpoch> tested = testable.stream().map(SampleRatio::testable).toList();
        double statistic = tested.stream().mapToDouble(SampleRatio::statistic).sum();
        int degreesOfFreedom =
                tested.stream().mapToInt(epoch -> epoch.arms().size() - 1).sum();
        double likelihoodRatio =
                tested.stream().mapToDouble(SampleRatio::likelihoodRatio).sum();
        ChiSquaredDistribution byChance = ChiSquaredDistribution.of(degreesOfFreedom);
        return Finding.of(new SampleRatio(
                statistic,
                degreesOfFreedom,
                byChance.survivalProbability(statistic),
                byChance.survivalProbability(likelihoodRatio),
                shareDeviation(testable),
                units(testable),
                leftOut(testable)));
    }

    /** A sample ratio mismatch: not by chance (p below 0.001), and not too small to matter (0.1 percentage points). */
    public boolean isMismatch() {
        return pValue < ALARM_P_VALUE && shareDeviation >= ALARM_SHARE_DEVIATION;
    }

    /** The arms that are large enough, which may be fewer again once the units of the small ones are gone. */
    private static WeightsEpoch testable(WeightsEpoch epoch) {
        List<String> large = epoch.arms().stream()
                .filter(arm -> epoch.share(arm) * epoch.expectedUnits() >= EXPECTED_UNITS)
                .toList();
        return large.size() == epoch.arms().size() ? epoch : testable(epoch.only(large));
    }

    private static List<String> leftOut(List<WeightsEpoch> epochs) {
        return epochs.stream()
                .flatMap(epoch -> {
                    List<String> tested = testable(epoch).arms();
                    return epoch.arms().stream().filter(arm -> !tested.contains(arm));
                })
                .distinct()
                .sorted()
                .toList();
    }

    private static double likelihoodRatio(WeightsEpoch epoch) {
        return 2
                * epoch.arms().stream()
                        .filter(arm -> epoch.units(arm) > 0)
                        .mapToDouble(arm -> epoch.units(arm)
                                * Math.log(epoch.units(arm) / (epoch.share(arm) * epoch.expectedUnits())))
                        .sum();
    }

    private static double statistic(WeightsEpoch epoch) {
        double[] expected = epoch.arms().stream()
                .mapToDouble(arm -> epoch.share(arm) * epoch.expectedUnits())
                .toArray();
        long[] observed = epoch.arms().stream().mapToLong(epoch::units).toArray();
        return ChiSquareTest.withDefaults().statistic(expected, observed);
    }

    /** How far the arm that is farthest off is from its share, also where units are too few to test; 0 without units. */
    public static double shareDeviation(List<WeightsEpoch> epochs) {
        double farthest = epochs.stream()
                .flatMap(epoch -> epoch.arms().stream())
                .distinct()
                .mapToDouble(arm -> epochs.stream()
                        .mapToDouble(epoch -> Math.abs(epoch.units(arm) - share(epoch, arm) * epoch.expectedUnits()))
                        .sum())
                .max()
                .orElse(0);
        return farthest / Math.max(1, units(epochs));
    }

    private static double share(WeightsEpoch epoch, String arm) {
        return epoch.arms().contains(arm) ? epoch.share(arm) : 0;
    }

    private static long units(List<WeightsEpoch> epochs) {
        return epochs.stream().mapToLong(WeightsEpoch::expectedUnits).sum();
    }
}
