package sparkjoy.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static sparkjoy.experiment.statistics.Vectors.number;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.commons.numbers.core.Sum;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** Sample ratios are judged as scipy, gbstats and ssrm-test do. */
final class SampleRatioTest {
    private static final Percentage NINE_DIGITS = Percentage.withPercentage(1e-7);

    @Test
    void chiSquaresAgreeWithScipy() {
        for (JsonNode expected : Vectors.named("srm_chi_square").get("input_output")) {
            Finding<SampleRatio> ratio = SampleRatio.of(List.of(epoch(expected)));

            if (expected.get("scipy_p").isNull()) {
                assertThat(ratio.status()).isEqualTo(Status.NOT_ENOUGH_DATA);
            } else {
                SampleRatio found = ratio.value().orElseThrow();
                assertThat(found.pValue()).isCloseTo(number(expected, "/scipy_p"), NINE_DIGITS);
                assertThat(found.isMismatch())
                        .isEqualTo(expected.get("srm_at_0_001").asBoolean());
            }
        }
    }

    /** gbstats counts the arm's users and its degree of freedom; here they are told apart. */
    @Test
    void unitsInAnArmOfWeightZeroAreNotTested() {
        WeightsEpoch epoch = epoch(Vectors.named("srm_chi_square").get("zero_weight_case"));

        SampleRatio ratio = SampleRatio.of(List.of(epoch)).value().orElseThrow();

        assertThat(ratio.degreesOfFreedom()).isEqualTo(1);
        assertThat(ratio.units()).isEqualTo(10_000);
        assertThat(ratio.pValue()).isEqualTo(1);
    }

    @Test
    void unitsInAnUnknownArmAreNotExpected() {
        WeightsEpoch epoch = new WeightsEpoch(Map.of("A", 50L, "B", 50L, "Z", 3L), Map.of("A", 1, "B", 1));

        assertThat(epoch.expectedUnits()).isEqualTo(100);
    }

    /** Both epochs fit their weights; their sum would fit neither. */
    @Test
    void changedWeightsAreNoMismatch() {
        WeightsEpoch ramp = new WeightsEpoch(Map.of("A", 9000L, "B", 1000L), Map.of("A", 0.9, "B", 0.1));
        WeightsEpoch even = new WeightsEpoch(Map.of("A", 5040L, "B", 4960L), Map.of("A", 0.5, "B", 0.5));

        SampleRatio ratio = SampleRatio.of(List.of(ramp, even)).value().orElseThrow();

        assertThat(ratio.degreesOfFreedom()).isEqualTo(2);
        assertThat(ratio.statistic()).isCloseTo(0.64, within(1e-12));
        assertThat(ratio.pValue()).isCloseTo(Math.exp(-0.32), within(1e-12));
        assertThat(ratio.shareDeviation()).isCloseTo(0.002, within(1e-12));
    }

    @Test
    void oppositeMismatchesDoNotCancel() {
        WeightsEpoch first = new WeightsEpoch(Map.of("A", 5200L, "B", 4800L), Map.of("A", 1, "B", 1));
        WeightsEpoch second = new WeightsEpoch(Map.of("A", 4800L, "B", 5200L), Map.of("A", 1, "B", 1));

        SampleRatio ratio = SampleRatio.of(List.of(first, second)).value().orElseThrow();

        assertThat(ratio.isMismatch()).isTrue();
        assertThat(ratio.shareDeviation()).isCloseTo(0.02, within(1e-12));
    }

    @Test
    void aTinyDeviationOfManyUnitsIsNoAlarm() {
        WeightsEpoch epoch = new WeightsEpoch(Map.of("A", 50_040_000L, "B", 49_960_000L), Map.of("A", 1, "B", 1));

        SampleRatio ratio = SampleRatio.of(List.of(epoch)).value().orElseThrow();

        assertThat(ratio.pValue()).isLessThan(1e-12);
        assertThat(ratio.isMismatch()).isFalse();
    }

    @Test
    void anEpochThatHasHardlyBegunIsLeftOut() {
        WeightsEpoch full = new WeightsEpoch(Map.of("A", 5100L, "B", 4900L), Map.of("A", 1, "B", 1));
        WeightsEpoch begun = new WeightsEpoch(Map.of("A", 3L), Map.of("A", 1, "B", 1));

        assertThat(SampleRatio.of(List.of(full, begun))).isEqualTo(SampleRatio.of(List.of(full)));
    }

    /** 50 / 50 / 0.05: the third arm expects 1.5 units and does not switch the test off. */
    @Test
    void armsThatAreTooSmallAreLeftOutAndTheOthersTested() {
        Map<String, Double> weights = Map.of("A", 50.0, "B", 50.0, "T", 0.05);
        WeightsEpoch tiny = new WeightsEpoch(Map.of("A", 1700L, "B", 1297L, "T", 3L), weights);
        WeightsEpoch without = new WeightsEpoch(Map.of("A", 1700L, "B", 1297L), Map.of("A", 1, "B", 1));

        SampleRatio ratio = SampleRatio.of(List.of(tiny)).value().orElseThrow();

        SampleRatio expected = SampleRatio.of(List.of(without)).value().orElseThrow();
        assertThat(ratio.leftOut()).containsExactly("T");
        assertThat(ratio.degreesOfFreedom()).isEqualTo(1);
        assertThat(ratio.pValue()).isCloseTo(expected.pValue(), NINE_DIGITS).isLessThan(1e-12);
    }

    /** Pearson's test does not hold for an arm of one expected unit; the always-valid one holds for any. */
    @Test
    void aSmallArmThatIsFarTooLargeIsStillFound() {
        WeightsEpoch epoch = new WeightsEpoch(Map.of("A", 700L, "T", 300L), Map.of("A", 999, "T", 1));

        assertThat(SampleRatio.of(List.of(epoch)).status()).isEqualTo(Status.NOT_ENOUGH_DATA);
        assertThat(SampleRatio.shareDeviation(List.of(epoch))).isCloseTo(0.299, within(1e-12));
        assertThat(SampleRatioSequence.pValue(List.of(epoch))).isLessThan(1e-9);
    }

    @Test
    void anEpochWithASingleArmIsLeftOut() {
        WeightsEpoch full = new WeightsEpoch(Map.of("A", 5100L, "B", 4900L), Map.of("A", 1, "B", 1));
        WeightsEpoch single = new WeightsEpoch(Map.of("A", 700L), Map.of("A", 1, "B", 0));

        assertThat(SampleRatio.of(List.of(full, single))).isEqualTo(SampleRatio.of(List.of(full)));
        assertThat(SampleRatioSequence.pValue(List.of(full, single)))
                .isEqualTo(SampleRatioSequence.pValue(List.of(full)));
    }

    /** The reference takes differences of large logarithms of gamma, which leaves it eight digits. */
    @Test
    void alwaysValidValuesAgreeWithTheReference() {
        for (JsonNode expected : Vectors.named("srm_sequential").get("cases")) {
            double pValue = SampleRatioSequence.pValue(List.of(epoch(expected)));

            assertThat(pValue).isCloseTo(number(expected, "/p_always_valid"), Percentage.withPercentage(1e-6));
        }
    }

    /** B(a + n) / B(a) multiplied out unit by unit. */
    @Test
    void alwaysValidValuesOfMillionsOfUnitsKeepTheirDigits() {
        Sum logarithm = Sum.create();
        for (long units : List.of(821_588L, 815_482L)) {
            LongStream.range(0, units).forEach(i -> logarithm.add(Math.log((5000.0 + i) / 0.5)));
        }
        LongStream.range(0, 821_588 + 815_482).forEach(i -> logarithm.add(-Math.log(10_000.0 + i)));

        double pValue = SampleRatioSequence.pValue(
                List.of(new WeightsEpoch(Map.of("A", 821_588L, "B", 815_482L), Map.of("A", 1, "B", 1))));

        assertThat(pValue).isCloseTo(Math.exp(-logarithm.getAsDouble()), NINE_DIGITS);
    }

    /** The order of arms is that of their names, which has no meaning. */
    @Test
    void alwaysValidValuesDoNotDependOnTheOrderOfThreeArms() {
        double first = SampleRatioSequence.pValue(
                List.of(new WeightsEpoch(Map.of("A", 5300L, "B", 3000L, "C", 1900L), Map.of("A", 5, "B", 3, "C", 2))));
        double second = SampleRatioSequence.pValue(
                List.of(new WeightsEpoch(Map.of("C", 5300L, "A", 3000L, "B", 1900L), Map.of("C", 5, "A", 3, "B", 2))));

        assertThat(first).isCloseTo(second, NINE_DIGITS).isBetween(0.001, 0.99);
    }

    @Test
    void withoutUnitsNothingSpeaksAgainstTheWeights() {
        assertThat(SampleRatioSequence.pValue(List.of(new WeightsEpoch(Map.of(), Map.of("A", 1, "B", 1)))))
                .isEqualTo(1);
    }

    @Test
    void epochsMultiplyTheirFactors() {
        WeightsEpoch epoch = new WeightsEpoch(Map.of("A", 8800L, "B", 1200L), Map.of("A", 0.9, "B", 0.1));
        double once = SampleRatioSequence.pValue(List.of(epoch));

        assertThat(SampleRatioSequence.pValue(List.of(epoch, epoch))).isCloseTo(once * once, NINE_DIGITS);
    }

    @Test
    void aNegativeWeightIsRefused() {
        assertThatThrownBy(() -> new WeightsEpoch(Map.of(), Map.of("A", -0.5)))
                .hasMessage("arm 'A': weight is -0.5; give 0 or a number above");
    }

    private static WeightsEpoch epoch(JsonNode vector) {
        double[] users = Vectors.numbers(vector.get("users"));
        double[] weights = Vectors.numbers(vector.get("weights"));
        Map<String, Long> units = new LinkedHashMap<>();
        Map<String, Double> shares = new LinkedHashMap<>();
        for (int i = 0; i < users.length; i++) {
            units.put("arm" + i, (long) users[i]);
            shares.put("arm" + i, weights[i]);
        }
        return new WeightsEpoch(units, shares);
    }
}
