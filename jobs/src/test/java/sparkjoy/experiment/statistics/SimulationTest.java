package sparkjoy.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A thousand experiments whose truth is known, always the same ones: alarms and intervals keep what they promise. */
final class SimulationTest {
    private static final int EXPERIMENTS = 1000;
    private static final int LOOKS = 20;
    private static final double ALPHA = 0.05;
    private static final Comparison COMPARISON = new Comparison(2);

    /** 2,000 users a side, looked at after each hundred. */
    @Test
    void withoutADifferenceAlarmsAreAsRareAsPromised() {
        SplittableRandom random = new SplittableRandom(20260302);
        Sequential sequential = new Sequential(ALPHA, Sequential.DEFAULT_TUNING);
        int alarms = 0;
        int alarmsAtAnyLook = 0;
        int peekedAlarms = 0;
        for (int i = 0; i < EXPERIMENTS; i++) {
            List<Effect> looks = looks(new Shoppers(random, 0));
            alarms += looks.get(LOOKS - 1).pValue() < ALPHA ? 1 : 0;
            alarmsAtAnyLook += last(looks, sequential) < ALPHA ? 1 : 0;
            peekedAlarms += looks.stream().anyMatch(look -> look.pValue() < ALPHA) ? 1 : 0;
        }

        assertThat(alarms).isBetween(35, 70);
        assertThat(alarmsAtAnyLook).isLessThan(50);
        assertThat(peekedAlarms).as("the plain p is not made for peeking").isGreaterThan(150);
    }

    /** Absolute and relative, of rates and of clicks a user, with history and without. */
    @Test
    void intervalsCoverTheTrueLift() {
        SplittableRandom random = new SplittableRandom(20260303);
        double lift = 0.1;
        int[] covered = new int[4];
        double narrower = 0;
        for (int i = 0; i < EXPERIMENTS; i++) {
            Moments control = new Shoppers(random, 0).addTo(new Moments(), 1000);
            Moments variant = new Shoppers(random, lift).addTo(new Moments(), 1000);
            Cuped ofRatio = Cuped.ofRatio(List.of(control, variant));
            Cuped ofMean = Cuped.ofMean(List.of(control, variant));
            Finding<ArmEstimate> plainControl = Arms.ratio("C", control);
            Finding<ArmEstimate> plainVariant = Arms.ratio("T", variant);
            Finding<ArmEstimate> adjustedControl = ofRatio.adjusted("C", control);
            Finding<ArmEstimate> adjustedVariant = ofRatio.adjusted("T", variant);

            covered[0] += covers(COMPARISON.absolute(plainControl, plainVariant), lift * Shoppers.RATE);
            covered[1] += covers(COMPARISON.relative(plainControl, plainVariant), lift);
            covered[2] += covers(COMPARISON.relative(adjustedControl, adjustedVariant), lift);
            covered[3] +=
                    covers(COMPARISON.relative(ofMean.adjusted("C", control), ofMean.adjusted("T", variant)), lift);
            narrower += ofMean.adjusted("C", control)
                            .flatMap(one -> ofMean.adjusted("T", variant)
                                    .flatMap(other -> ArmEstimate.varianceReduction(one, other)))
                            .value()
                            .orElseThrow()
                    / EXPERIMENTS;
        }

        assertThat(covered).satisfies(counts -> assertThat(IntStream.of(counts)).allMatch(n -> n >= 930 && n <= 970));
        assertThat(narrower).as("history takes variance away").isGreaterThan(0.3);
    }

    /** Ten thousand assignments of 4,000 users by fair coins; looked at once, and after each two hundred. */
    @Test
    void fairCoinsHardlyEverAlarm() {
        SplittableRandom random = new SplittableRandom(20260304);
        int experiments = 10_000;
        int alarms = 0;
        int alarmsAtAnyLook = 0;
        for (int i = 0; i < experiments; i++) {
            long first = 0;
            double smallest = 1;
            for (int look = 1; look <= LOOKS; look++) {
                first += heads(random, 200);
                smallest = Math.min(smallest, SampleRatioSequence.pValue(List.of(epoch(first, 200L * look))));
            }
            alarms += SampleRatio.of(List.of(epoch(first, 4000)))
                            .value()
                            .orElseThrow()
                            .isMismatch()
                    ? 1
                    : 0;
            alarmsAtAnyLook += smallest < 0.001 ? 1 : 0;
        }

        assertThat(alarms).isLessThan(experiments / 500);
        assertThat(alarmsAtAnyLook).isLessThanOrEqualTo(experiments / 1000);
    }

    private static List<Effect> looks(Shoppers shoppers) {
        Moments control = new Moments();
        Moments variant = new Moments();
        return IntStream.range(0, LOOKS)
                .mapToObj(look -> COMPARISON.absolute(
                        Arms.ratio("C", shoppers.addTo(control, 100)), Arms.ratio("T", shoppers.addTo(variant, 100))))
                .map(effect -> effect.value().orElseThrow())
                .toList();
    }

    private static double last(List<Effect> looks, Sequential sequential) {
        List<OptionalDouble> minima = Looks.runningMinimum(looks.stream()
                .map(look -> OptionalDouble.of(sequential.pValue(look)))
                .toList());
        return minima.get(minima.size() - 1).getAsDouble();
    }

    private static int covers(Finding<Effect> effect, double truth) {
        return effect.value().orElseThrow().interval(ALPHA).contains(truth) ? 1 : 0;
    }

    private static int heads(SplittableRandom random, int coins) {
        int heads = 0;
        for (int coin = 0; coin < coins; coin++) {
            heads += random.nextBoolean() ? 1 : 0;
        }
        return heads;
    }

    private static WeightsEpoch epoch(long first, long all) {
        return new WeightsEpoch(Map.of("A", first, "B", all - first), Map.of("A", 1, "B", 1));
    }
}
