package sparkjoy.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static sparkjoy.experiment.statistics.Vectors.number;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Effects are those of gbstats, scipy, statsmodels and tea-tasting. */
final class EffectTest {
    private static final Offset<Double> CLOSE = within(1e-9);
    private static final Comparison COMPARISON = new Comparison(2);

    @Test
    void proportionsAgreeWithGbstats() {
        JsonNode expected = Vectors.named("binomial_conversion").get("output");
        Finding<ArmEstimate> control = Arms.proportion("C", 4000, 300);
        Finding<ArmEstimate> variant = Arms.proportion("T", 4040, 360);

        Effect absolute = effect(COMPARISON.absolute(control, variant));
        Effect relative = effect(COMPARISON.relative(control, variant));

        assertSame(absolute, expected.get("absolute"));
        assertSame(relative, expected.get("relative"));
        assertSequential(absolute, expected.get("sequential_absolute"));
        assertSequential(relative, expected.get("sequential_relative"));
        // The pooled z test takes the variance under no difference: near, and another convention.
        assertThat(absolute.pValue()).isCloseTo(number(expected, "/cross_check/pooled_p"), within(1e-4));
    }

    @Test
    void meansAgreeWithGbstatsAndScipy() {
        JsonNode expected = Vectors.named("mean_gmv_per_user").get("output");
        Finding<ArmEstimate> control = Arms.mean("C", Vectors.spending("control"));
        Finding<ArmEstimate> variant = Arms.mean("T", Vectors.spending("treatment"));

        Effect absolute = effect(COMPARISON.absolute(control, variant));

        assertSame(absolute, expected.get("absolute"));
        assertSame(effect(COMPARISON.relative(control, variant)), expected.get("relative"));
        assertThat(absolute.pValue()).isCloseTo(number(expected, "/cross_check/p"), CLOSE);
        assertThat(absolute.estimate() / absolute.standardError()).isCloseTo(number(expected, "/cross_check/t"), CLOSE);
    }

    @Test
    void ratiosAgreeWithGbstats() {
        JsonNode vector = Vectors.named("ratio_ctr_delta");
        JsonNode expected = vector.get("output");
        Finding<ArmEstimate> control = Arms.ratio("C", Vectors.ratios(vector.at("/input/control")));
        Finding<ArmEstimate> variant = Arms.ratio("T", Vectors.ratios(vector.at("/input/treatment")));

        assertThat(unitVariance(control)).isCloseTo(number(expected, "/control_variance"), CLOSE);
        assertThat(unitVariance(variant)).isCloseTo(number(expected, "/treatment_variance"), CLOSE);
        assertSame(effect(COMPARISON.absolute(control, variant)), expected.get("absolute"));
        assertSame(effect(COMPARISON.relative(control, variant)), expected.get("relative"));
    }

    @Test
    void ratiosOfSummaryRowsAgreeWithGbstats() {
        JsonNode vector = Vectors.named("ratio_ctr_overdispersed");
        Finding<ArmEstimate> control = Arms.ratio("C", ofSums(vector.at("/input/control")));
        Finding<ArmEstimate> variant = Arms.ratio("T", ofSums(vector.at("/input/treatment")));

        Effect effect = effect(COMPARISON.absolute(control, variant));

        assertSame(effect, vector.at("/output/absolute"));
        assertThat(effect.pValue()).isGreaterThan(1000 * number(vector, "/output/naive_impression_p"));
    }

    /** Relative to the unadjusted baseline like gbstats; the standard error is the influence function's, 1.6 % above its. */
    @Test
    void historyAdjustsMeansLikeGbstats() {
        JsonNode vector = Vectors.named("cuped_mean");
        JsonNode expected = vector.get("output");
        Moments control = Vectors.withHistory(vector.at("/input/control"));
        Moments variant = Vectors.withHistory(vector.at("/input/treatment"));
        Cuped cuped = Cuped.ofMean(List.of(control, variant));
        Finding<ArmEstimate> adjustedControl = cuped.adjusted("C", control);
        Finding<ArmEstimate> adjustedVariant = cuped.adjusted("T", variant);

        Effect relative = effect(COMPARISON.relative(adjustedControl, adjustedVariant));

        assertThat(cuped.theta()).isCloseTo(number(expected, "/theta"), CLOSE);
        assertThat(adjustedControl.value().orElseThrow().value() - cuped.theta() * cuped.centre())
                .isCloseTo(number(expected, "/adjusted_mean_control"), CLOSE);
        assertThat(unitVariance(adjustedControl)).isCloseTo(number(expected, "/variance_control"), CLOSE);
        assertThat(unitVariance(adjustedVariant)).isCloseTo(number(expected, "/variance_treatment"), CLOSE);
        assertSame(
                effect(COMPARISON.absolute(Arms.mean("C", control), Arms.mean("T", variant))),
                expected.get("unadjusted_absolute"));
        assertSame(effect(COMPARISON.absolute(adjustedControl, adjustedVariant)), expected.get("adjusted_absolute"));
        assertThat(relative.estimate()).isCloseTo(number(expected, "/relative_estimate_influence_function"), CLOSE);
        assertThat(relative.estimate()).isCloseTo(number(expected, "/adjusted_relative_pypi_0_8_0/estimate"), CLOSE);
        assertThat(relative.standardError()).isCloseTo(number(expected, "/relative_stderr_influence_function"), CLOSE);
        assertThat(relative.standardError())
                .isCloseTo(number(expected, "/adjusted_relative_pypi_0_8_0/stderr"), within(0.0011));
    }

    @Test
    void historyTellsHowMuchVarianceItTakesAway() {
        JsonNode vector = Vectors.named("cuped_mean");
        Moments control = Vectors.withHistory(vector.at("/input/control"));
        Moments variant = Vectors.withHistory(vector.at("/input/treatment"));
        Cuped cuped = Cuped.ofMean(List.of(control, variant));

        Finding<Double> reduction = ArmEstimate.varianceReduction(
                cuped.adjusted("C", control).value().orElseThrow(),
                cuped.adjusted("T", variant).value().orElseThrow());

        double before = number(vector, "/output/unadjusted_absolute/stderr");
        double after = number(vector, "/output/adjusted_absolute/stderr");
        assertThat(reduction.value().orElseThrow()).isCloseTo(1 - after * after / (before * before), CLOSE);
    }

    /** tea-tasting tells relative intervals on a logarithmic scale; what is compared is what both mean alike. */
    @Test
    void meansRatiosAndHistoryAgreeWithTeaTasting() {
        JsonNode expected = Vectors.named("tea_tasting_cross_check").get("output");
        JsonNode ratio = Vectors.named("ratio_ctr_delta").get("input");
        JsonNode history = Vectors.named("cuped_mean").get("input");
        List<Moments> arms =
                List.of(Vectors.withHistory(history.get("control")), Vectors.withHistory(history.get("treatment")));
        Cuped cuped = Cuped.ofMean(arms);

        assertSame(
                Arms.mean("C", Vectors.spending("control")),
                Arms.mean("T", Vectors.spending("treatment")),
                expected.get("mean"));
        assertSame(
                Arms.ratio("C", Vectors.ratios(ratio.get("control"))),
                Arms.ratio("T", Vectors.ratios(ratio.get("treatment"))),
                expected.get("ratio"));
        assertSame(cuped.adjusted("C", arms.get(0)), cuped.adjusted("T", arms.get(1)), expected.get("cuped"));
    }

    /** A negative baseline turns the sign of a ratio of means, not that of the lift. */
    @Test
    void aRiseFromANegativeBaselineIsPositive() {
        Finding<ArmEstimate> control = Arms.mean("C", Vectors.values(-4, -5, -6));
        Finding<ArmEstimate> variant = Arms.mean("T", Vectors.values(-3, -4, -5));

        Effect effect = effect(COMPARISON.relative(control, variant));

        assertThat(effect.estimate()).isCloseTo(0.2, CLOSE);
        // V_T / C² + V_C T² / C⁴ with both variances 1/3, C = -5 and T = -4.
        assertThat(effect.standardError()).isCloseTo(Math.sqrt((1 + 16 / 25.0) / 75), CLOSE);
    }

    @Test
    void historyAdjustsRatiosToTheSameAsByUnits() {
        double[][] control = {{1, 10, 2, 12}, {0, 4, 0, 3}, {2, 12, 1, 15}, {3, 20, 2, 16}, {0, 3, 1, 5}};
        double[][] variant = {{2, 11, 1, 9}, {1, 6, 1, 8}, {3, 13, 3, 14}, {4, 18, 2, 20}, {0, 4, 0, 2}};
        Cuped cuped = Cuped.ofRatio(List.of(moments(control), moments(variant)));

        Effect effect = effect(
                COMPARISON.absolute(cuped.adjusted("C", moments(control)), cuped.adjusted("T", moments(variant))));

        double theta = cuped.theta();
        double variance = linearised(control, theta) + linearised(variant, theta);
        assertThat(effect.standardError()).isCloseTo(Math.sqrt(variance), CLOSE);
        assertThat(effect.estimate()).isCloseTo((10 / 52.0 - 6 / 49.0) - theta * (7 / 53.0 - 6 / 51.0), CLOSE);
    }

    /** The variance of the mean of (m - R d) / d̄ - theta (x - P e) / ē, unit by unit. */
    private static double linearised(double[][] rows, double theta) {
        Moments sums = moments(rows);
        double[] mean = new double[4];
        for (Measure measure : Measure.values()) {
            mean[measure.index()] = sums.mean(measure);
        }
        Moments linear = new Moments();
        for (double[] row : rows) {
            double after = (row[0] - mean[0] / mean[1] * row[1]) / mean[1];
            double before = (row[2] - mean[2] / mean[3] * row[3]) / mean[3];
            linear.add(after - theta * before, 1, 0, 0);
        }
        return linear.variance(Measure.NUMERATOR) / rows.length;
    }

    private static Moments moments(double[][] rows) {
        Moments moments = new Moments();
        for (double[] row : rows) {
            moments.add(row[0], row[1], row[2], row[3]);
        }
        return moments;
    }

    private static Moments ofSums(JsonNode sums) {
        double n = number(sums, "/n");
        double m = number(sums, "/m_sum");
        double d = number(sums, "/d_sum");
        double[][] covariances = new double[4][4];
        covariances[0][0] = (number(sums, "/m_sum_squares") - m * m / n) / (n - 1);
        covariances[1][1] = (number(sums, "/d_sum_squares") - d * d / n) / (n - 1);
        covariances[0][1] = (number(sums, "/md_sum") - m * d / n) / (n - 1);
        covariances[1][0] = covariances[0][1];
        return Moments.of((long) n, new double[] {m / n, d / n, 0, 0}, covariances);
    }

    private static Effect effect(Finding<Effect> finding) {
        assertThat(finding.reason()).isEmpty();
        return finding.value().orElseThrow();
    }

    private static double unitVariance(Finding<ArmEstimate> arm) {
        ArmEstimate estimate = arm.value().orElseThrow();
        return estimate.variance() * estimate.units();
    }

    private static void assertSame(Effect effect, JsonNode expected) {
        assertThat(effect.estimate()).isCloseTo(number(expected, "/estimate"), CLOSE);
        assertThat(effect.standardError()).isCloseTo(number(expected, "/stderr"), CLOSE);
        assertThat(effect.degreesOfFreedom()).isCloseTo(number(expected, "/dof"), within(1e-7));
        assertThat(effect.pValue()).isCloseTo(number(expected, "/p_value"), CLOSE);
        assertThat(effect.interval(0.05).low()).isCloseTo(number(expected, "/ci/0"), CLOSE);
        assertThat(effect.interval(0.05).high()).isCloseTo(number(expected, "/ci/1"), CLOSE);
    }

    private static void assertSequential(Effect effect, JsonNode expected) {
        Sequential sequential = new Sequential(0.05, number(expected, "/tuning"));
        assertThat(sequential.pValue(effect)).isCloseTo(number(expected, "/p_value"), CLOSE);
        assertThat(sequential.interval(effect).low()).isCloseTo(number(expected, "/ci/0"), CLOSE);
        assertThat(sequential.interval(effect).high()).isCloseTo(number(expected, "/ci/1"), CLOSE);
    }

    private static void assertSame(Finding<ArmEstimate> control, Finding<ArmEstimate> variant, JsonNode expected) {
        Effect effect = effect(COMPARISON.absolute(control, variant));
        ArmEstimate baseline = control.value().orElseThrow();
        assertThat(baseline.value()).isCloseTo(number(expected, "/control"), CLOSE);
        assertThat(variant.value().orElseThrow().value()).isCloseTo(number(expected, "/treatment"), CLOSE);
        assertThat(effect.estimate()).isCloseTo(number(expected, "/effect_size"), CLOSE);
        assertThat(effect.interval(0.05).low()).isCloseTo(number(expected, "/effect_size_ci_lower"), CLOSE);
        assertThat(effect.interval(0.05).high()).isCloseTo(number(expected, "/effect_size_ci_upper"), CLOSE);
        assertThat(effect.pValue()).isCloseTo(number(expected, "/pvalue"), CLOSE);
        assertThat(effect.estimate() / baseline.value()).isCloseTo(number(expected, "/rel_effect_size"), CLOSE);
    }
}
