package sparkjoy.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sparkjoy.SharedSpark;
import sparkjoy.spec.Spec;
import sparkjoy.spec.SpecReader;

/** How far units come, by a small table of assignments. */
final class StagesTest {

    @Test
    void unitsReachStagesDayByDayAndDimensionByDimension() {
        List<String> counts = counts(
                "('u1', 'VALID',     '2026-03-02 10:00:00', '2026-03-02 10:00:00', 'ios', DATE'2026-03-01')",
                "('u2', 'BOT',       '2026-03-02 11:00:00', '2026-03-03 10:00:00', null,  DATE'2026-03-01')",
                "('u3', 'CROSSOVER', '2026-03-02 12:00:00', null,                  'ios', DATE'2026-03-01')",
                "('u4', 'BOT',       '2026-02-02 12:00:00', '2026-02-02 12:00:00', 'ios', null)",
                "(null, 'NO_UNIT',   '2026-03-02 12:00:00', '2026-03-02 12:00:00', 'ios', DATE'2026-03-01')");

        assertThat(counts)
                .containsExactly(
                        "AFTER_BOT_FILTER 2026-03-02 (all) (all) 1 0",
                        "AFTER_BOT_FILTER 2026-03-02 platform ios 1 0",
                        "ASSIGNED 2026-03-02 (all) (all) 3 1",
                        "ASSIGNED 2026-03-02 platform (none) 1 0",
                        "ASSIGNED 2026-03-02 platform ios 2 1",
                        "EXPOSED 2026-03-02 (all) (all) 1 0",
                        "EXPOSED 2026-03-02 platform ios 1 0",
                        "EXPOSED 2026-03-03 (all) (all) 1 0",
                        "EXPOSED 2026-03-03 platform (none) 1 0",
                        "READOUT 2026-03-05 (all) (all) 1 0",
                        "READOUT 2026-03-05 platform ios 1 0");
    }

    private static List<String> counts(String... units) {
        Spec spec = new SpecReader()
                .read(
                        List.of(Path.of("../docs/minimal.yaml")),
                        List.of("experiments.home={baseline: A, from: 2026-03-01, dimensions: [platform],"
                                + " weights: [{from: 2026-03-01, arms: {A: 50, B: 50}}]}"),
                        Map.of());
        return new Stages(spec.experiments(), spec.metrics())
                        .counts(SharedSpark.session()
                                .sql("SELECT 'home' AS experiment_id, unit_id, 'A' AS variant, status,"
                                        + " timestamp(assigned) AS first_assigned_at, timestamp(exposed) AS first_exposed_at,"
                                        + " platform, weights_epoch, null AS vertical, null AS app_version,"
                                        + " true AS is_hash_match FROM VALUES " + String.join(", ", units)
                                        + " AS t(unit_id, status, assigned, exposed, platform, weights_epoch)"))
                        .selectExpr("stage", "day", "dimension", "dimension_value", "users", "crossovers")
                        .collectAsList()
                        .stream()
                        .map(row -> row.mkString(" "))
                        .sorted()
                        .toList();
    }
}
