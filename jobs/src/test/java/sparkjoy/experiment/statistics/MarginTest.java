package sparkjoy.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How far a variant is from a harm of a share of the baseline. */
final class MarginTest {
    private static final Comparison COMPARISON = new Comparison(2);

    /** By the delta method of the lift these would be 7.4, 4.4 and 3.6 errors: few events, small error. */
    @ParameterizedTest
    @CsvSource({"8, 1, 0.078, 2.48", "8, 2, 0.068, 2.06", "7, 2, 0.057, 1.82"})
    void aVariantThatHappensToHaveFewEventsProvesLittle(int control, int variant, double estimate, double errors) {
        Effect effect = shown(100, control, variant, 0.1, false);

        assertThat(effect.estimate()).isCloseTo(estimate, within(1e-12));
        assertThat(effect.estimate() / effect.standardError()).isCloseTo(errors, within(0.01));
    }

    @Test
    void aMarginCountsFromWhatIsGood() {
        assertThat(shown(1000, 200, 190, 0.1, true).estimate()).isCloseTo(0.01, within(1e-12));
        assertThat(shown(1000, 200, 170, 0.1, true).estimate()).isCloseTo(-0.01, within(1e-12));
        assertThat(shown(1000, 200, 210, 0.1, false).estimate()).isCloseTo(0.01, within(1e-12));
        assertThat(shown(1000, 200, 230, 0.1, false).estimate()).isCloseTo(-0.01, within(1e-12));
    }

    /** A harm of nothing is not accepted. */
    @Test
    void aBaselineOfZeroAcceptsNoHarm() {
        assertThat(shown(1000, 0, 5, 0.1, false).estimate()).isEqualTo(-0.005);
        assertThat(shown(1000, 0, 5, 0.1, true).estimate()).isEqualTo(0.005);
    }

    private static Effect shown(long units, long control, long variant, double margin, boolean isMoreBetter) {
        Finding<ArmEstimate> one = Arms.proportion("A", units, control);
        Finding<ArmEstimate> other = Arms.proportion("B", units, variant);
        Effect effect = COMPARISON.absolute(one, other).value().orElseThrow();
        return Comparison.withinMargin(
                one.value().orElseThrow(), other.value().orElseThrow(), effect, margin, isMoreBetter);
    }
}
