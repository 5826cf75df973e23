package sparkjoy.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whether arms lose units in different proportions. */
final class AsymmetryTest {

    /** X² = 2 · 17.5² / 22.5 + 2 · 17.5² / 477.5 by hand, without a correction for continuity. */
    @Test
    void unequalLossesAreUnlikely() {
        double p = Asymmetry.pValue(Map.of("A", 40L, "B", 5L), Map.of("A", 500L, "B", 500L))
                .value()
                .orElseThrow();

        assertThat(p).isCloseTo(9.345949862486772e-08, within(1e-14));
    }

    @Test
    void equalSharesOfUnequalArmsAreLikely() {
        assertThat(Asymmetry.pValue(Map.of("A", 90L, "B", 10L), Map.of("A", 900L, "B", 100L))
                        .value())
                .contains(1.0);
    }

    @Test
    void fewLossesProveNothing() {
        Finding<Double> found = Asymmetry.pValue(Map.of("A", 3L), Map.of("A", 500L, "B", 500L));

        assertThat(found.status()).isEqualTo(Status.NOT_ENOUGH_DATA);
        assertThat(found.reason()).contains("3 of 1000 units are lost");
    }
}
