package sparkjoy.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** One cap for all arms. */
final class WinsorisationTest {

    @Test
    void theCapIsTheValueThatTheShareDoesNotExceed() {
        TreeMap<Double, Long> units = new TreeMap<>(Map.of(0.0, 90L, 5.0, 8L, 70.0, 1L, 900.0, 1L));

        assertThat(new Winsorisation(0.5).cap(units)).isEqualTo(OptionalDouble.of(0));
        assertThat(new Winsorisation(0.98).cap(units)).isEqualTo(OptionalDouble.of(5));
        assertThat(new Winsorisation(0.99).cap(units)).isEqualTo(OptionalDouble.of(70));
        assertThat(new Winsorisation(0.999).cap(units)).isEqualTo(OptionalDouble.of(900));
    }

    @Test
    void aShareThatRoundsUpTakesNoMoreUnits() {
        TreeMap<Double, Long> units = new TreeMap<>(Map.of(1.0, 7L, 2.0, 93L));

        assertThat(new Winsorisation(0.07).cap(units)).isEqualTo(OptionalDouble.of(1));
    }

    @Test
    void withoutUnitsThereIsNoCap() {
        assertThat(new Winsorisation(0.99).cap(new TreeMap<>())).isEmpty();
    }

    @Test
    void aPercentageIsNoShare() {
        assertThatThrownBy(() -> new Winsorisation(99)).hasMessageContaining("share is 99.0");
    }
}
