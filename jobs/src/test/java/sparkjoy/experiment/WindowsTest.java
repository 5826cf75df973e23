package sparkjoy.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sparkjoy.spec.Spec;
import sparkjoy.spec.SpecReader;

/** When an experiment is over, whose longest window is that of 36 hours. */
final class WindowsTest {

    /** A unit first exposed at the last moment of 4 March has its window until noon of 6 March. */
    @Test
    void anExperimentIsOverWithTheLastWindowOfItsLastDay() {
        Windows windows = windows("experiments.home.to=2026-03-05");

        assertThat(windows.isOver(LocalDate.parse("2026-03-04"))).isFalse();
        assertThat(windows.isOver(LocalDate.parse("2026-03-05"))).isFalse();
        assertThat(windows.isOver(LocalDate.parse("2026-03-06"))).isTrue();
    }

    @Test
    void withoutAnEndItGoesOn() {
        assertThat(windows().isOver(LocalDate.parse("2036-03-05"))).isFalse();
    }

    private static Windows windows(String... overrides) {
        List<String> all = new ArrayList<>(List.of(
                "metrics.long={kind: mean, numerator: {action: click}, window: 36h}",
                "metrics.short={kind: mean, numerator: {action: click}, window: 1h}",
                "experiments.home={baseline: A, from: 2026-03-01, metrics: [long, short],"
                        + " weights: [{from: 2026-03-01, arms: {A: 50, B: 50}}]}"));
        all.addAll(List.of(overrides));
        Spec spec = new SpecReader().read(List.of(Path.of("../docs/minimal.yaml")), all, Map.of());
        return new Windows(spec.experiments().get("home"), spec.metrics());
    }
}
