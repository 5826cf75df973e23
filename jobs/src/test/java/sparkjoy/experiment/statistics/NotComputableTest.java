package sparkjoy.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What cannot be computed has no number, but a status and a reason that names the arm. */
final class NotComputableTest {
    private static final Comparison COMPARISON = new Comparison(2);
    private static final Finding<ArmEstimate> SOUND = Arms.proportion("Model_A", 100, 10);

    /** The cases for which gbstats gives p = 1 and a chance of 0.5. */
    @Test
    void theEdgeCasesOfTheVectorsHaveNoNumbers() {
        assertThat(Vectors.named("edge_cases").get("cases").fieldNames())
                .toIterable()
                .containsExactly("zero_control_conversions", "all_equal_values", "empty_treatment", "single_user");

        assertNone(
                COMPARISON.relative(Arms.proportion("Model_A", 100, 0), Arms.proportion("Model_B", 100, 5)),
                Status.ZERO_BASELINE,
                "arm 'Model_A': the baseline of 100 units is 0");
        assertNone(
                COMPARISON.absolute(
                        Arms.mean("Model_A", Vectors.values(5, 5, 5)), Arms.mean("Model_B", Vectors.values(5, 5))),
                Status.ZERO_VARIANCE,
                "all units of an arm are the same: the metric is 5.0 for 3 units of arm 'Model_A' and 5.0"
                        + " for 2 units of arm"
                        + " 'Model_B'");
        assertNone(
                COMPARISON.absolute(SOUND, Arms.proportion("Model_B", 0, 0)),
                Status.EMPTY_ARM,
                "arm 'Model_B' has no units");
        assertNone(
                COMPARISON.relative(Arms.mean("Model_A", Vectors.values(5)), Arms.mean("Model_B", Vectors.values(4))),
                Status.NOT_ENOUGH_DATA,
                "arm 'Model_A' has 1 units, 2 are needed");
    }

    @Test
    void anArmBelowTheMinimumOfUnitsIsNotCompared() {
        assertNone(
                new Comparison(1000).absolute(Arms.proportion("Model_A", 1000, 10), SOUND),
                Status.NOT_ENOUGH_DATA,
                "arm 'Model_A' has 100 units, 1000 are needed");
    }

    /** Conversion falls from 12 % to nothing: chance is that of the other arm. */
    @Test
    void oneArmWithoutVarianceIsCompared() {
        Finding<ArmEstimate> some = Arms.proportion("Model_A", 2000, 240);
        Finding<ArmEstimate> none = Arms.proportion("Model_B", 2000, 0);

        Effect collapse = COMPARISON.absolute(some, none).value().orElseThrow();
        Effect rise = COMPARISON.absolute(none, some).value().orElseThrow();
        Effect lift = COMPARISON.relative(some, none).value().orElseThrow();

        assertThat(collapse.estimate()).isEqualTo(-0.12);
        assertThat(collapse.standardError()).isCloseTo(Math.sqrt(0.12 * 0.88 / 2000), within(1e-15));
        assertThat(collapse.degreesOfFreedom()).isCloseTo(1999, within(1e-9));
        assertThat(collapse.pValue()).isLessThan(1e-50);
        assertThat(rise.pValue()).isEqualTo(collapse.pValue());
        assertThat(lift.estimate()).isEqualTo(-1);
        assertThat(COMPARISON
                        .absolute(SOUND, Arms.mean("Model_B", Vectors.values(5, 5, 5)))
                        .status())
                .isEqualTo(Status.OK);
    }

    /** All against none is sure, but no number says how sure. */
    @Test
    void twoArmsWithoutVarianceHaveNoNumbersEvenWhereTheyDiffer() {
        assertNone(
                COMPARISON.absolute(Arms.proportion("Model_A", 50, 0), Arms.proportion("Model_B", 60, 60)),
                Status.ZERO_VARIANCE,
                "all units of an arm are the same: the metric is 0.0 for 50 units of arm 'Model_A' and"
                        + " 1.0 for 60 units of"
                        + " arm 'Model_B'");
    }

    @Test
    void aRatioNeedsADenominator() {
        Moments moments = new Moments().add(1, 0, 0, 0).add(2, 0, 0, 0);

        assertNone(
                COMPARISON.absolute(SOUND, Arms.ratio("Model_B", moments)),
                Status.NOT_ENOUGH_DATA,
                "arm 'Model_B': the denominators of 2 units sum to 0");
    }

    @Test
    void aNumberThatIsNoneIsNamed() {
        assertNone(
                COMPARISON.absolute(SOUND, Arms.mean("Model_B", Vectors.values(1, Double.NaN, 2))),
                Status.FAILED,
                "arm 'Model_B': value NaN with variance NaN is not a finite number");
    }

    @Test
    void withoutUnitsThereIsNoSampleRatio() {
        Finding<SampleRatio> none =
                SampleRatio.of(List.of(new WeightsEpoch(Map.of("A", 0L, "B", 0L), Map.of("A", 1, "B", 1))));

        assertNone(none, Status.NOT_ENOUGH_DATA, "0 units: no epoch has two arms that expect 5 units");
    }

    @Test
    void noVarianceCannotBeReduced() {
        Moments moments = Vectors.values(5, 5);

        Finding<ArmEstimate> adjusted = Cuped.ofMean(List.of(moments)).adjusted("Model_A", moments);
        Finding<Double> reduction = adjusted.flatMap(one -> ArmEstimate.varianceReduction(one, one));

        assertNone(reduction, Status.ZERO_VARIANCE, "no arm has a variance that could be reduced");
    }

    @Test
    void aHistoryWithoutVarianceAdjustsNothing() {
        Moments control = new Moments().add(1, 1, 0, 0).add(3, 1, 0, 0);
        Moments variant = new Moments().add(2, 1, 0, 0).add(3, 1, 0, 0);

        Cuped mean = Cuped.ofMean(List.of(control, variant));
        Cuped ratio = Cuped.ofRatio(List.of(control, variant));

        assertThat(mean.theta()).isZero();
        assertThat(mean.adjusted("A", control)).isEqualTo(Arms.mean("A", control));
        assertThat(ratio.adjusted("A", control)).isEqualTo(Arms.ratio("A", control));
    }

    @Test
    void whatIsNotBetweenNoneAndAllUnitsIsNoProportion() {
        assertNone(
                Arms.proportion("Model_B", 2, 4),
                Status.FAILED,
                "arm 'Model_B': 2.0 of 2 units is not a proportion; count a unit as 0 or 1");
        assertNone(
                Arms.proportion("Model_B", Vectors.values(1, Double.NaN)),
                Status.FAILED,
                "arm 'Model_B': NaN of 2 units is not a proportion; count a unit as 0 or 1");
    }

    private static void assertNone(Finding<?> finding, Status status, String reason) {
        assertThat(finding.value()).isEmpty();
        assertThat(finding.status()).isEqualTo(status);
        assertThat(finding.reason()).isEqualTo(reason);
    }
}
