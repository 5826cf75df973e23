package sparkjoy.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What an experiment can see now, and when it will see more. */
final class PowerTest {
    private static final Power USUAL = new Power(0.05, 0.8);
    private static final Effect EFFECT = new Effect(0.01, 0.02, 9_998, 10_000);

    /** 1.959963984540054 + 0.8416212335729143 standard errors. */
    @Test
    void theUsualTestSeesTwoPointEightStandardErrors() {
        assertThat(USUAL.minimumDetectable(EFFECT)).isCloseTo(0.02 * 2.8015852181129683, within(1e-14));
    }

    @Test
    void halfTheEffectNeedsFourTimesTheUnits() {
        double now = USUAL.minimumDetectable(EFFECT);

        assertThat(USUAL.unitsNeeded(EFFECT, now * (1 + 1e-12))).isEqualTo(10_000);
        assertThat(USUAL.unitsNeeded(EFFECT, now / 2 * (1 + 1e-12))).isEqualTo(40_000);
    }

    @Test
    void daysAreWholeOnes() {
        double half = USUAL.minimumDetectable(EFFECT) / 2 * (1 + 1e-12);

        assertThat(USUAL.daysNeeded(EFFECT, half, 1_000)).isEqualTo(OptionalLong.of(30));
        assertThat(USUAL.daysNeeded(EFFECT, half, 999)).isEqualTo(OptionalLong.of(31));
        assertThat(USUAL.daysNeeded(EFFECT, half, 0)).isEmpty();
        assertThat(USUAL.daysNeeded(EFFECT, 4 * half, 0)).isEqualTo(OptionalLong.of(0));
    }

    @Test
    void noEffectIsNoTarget() {
        assertThatThrownBy(() -> USUAL.unitsNeeded(EFFECT, 0)).hasMessageContaining("target is 0.0");
        assertThatThrownBy(() -> new Power(0.05, 0.01)).hasMessageContaining("give a power above alpha");
    }
}
