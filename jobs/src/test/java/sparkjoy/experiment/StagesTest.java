package sparkjoy.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
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

    /** 52 platforms, of which the last has two units: it and the first 49 by name are told apart. */
    @Test
    void rareValuesOfADimensionAreTakenTogether() {
        String[] units = IntStream.range(0, 53)
                .mapToObj(i -> "('u%02d', 'BOT', '2026-03-02 10:00:00', null, 'p%02d', DATE'2026-03-01')"
                        .formatted(i, Math.min(i, 51)))
                .toArray(String[]::new);

        List<String> counts = counts(units);

        assertThat(counts)
                .hasSize(52)
                .contains(
                        "ASSIGNED 2026-03-02 (all) (all) 53 0",
                        "ASSIGNED 2026-03-02 platform (other) 2 0",
                        "ASSIGNED 2026-03-02 platform p48 1 0",
                        "ASSIGNED 2026-03-02 platform p51 2 0");
    }

    /** 22 variants that nobody configured, of which the last has two units: it and the first 19 by name are told apart. */
    @Test
    void rareStrayVariantsAreTakenTogether() {
        String units = IntStream.range(0, 23)
                .mapToObj(i -> "('u%02d', 'v%02d')".formatted(i, Math.min(i, 21)))
                .collect(Collectors.joining(", "));
        Dataset<Row> assignments = SharedSpark.session()
                .sql("SELECT 'home' AS experiment_id, unit_id, variant, 'UNKNOWN_VARIANT' AS status,"
                        + " timestamp'2026-03-02 10:00:00' AS first_assigned_at,"
                        + " cast(null AS TIMESTAMP) AS first_exposed_at, null AS platform, null AS vertical,"
                        + " null AS app_version, true AS is_hash_match, DATE'2026-03-01' AS weights_epoch"
                        + " FROM VALUES ('a', 'A'), " + units + " AS t(unit_id, variant)");

        Dataset<Row> counts = stages("platform").counts(assignments).filter("dimension = '(all)'");

        assertThat(shown(counts, "variant", "users"))
                .hasSize(22)
                .contains("(other) 2", "A 1", "v18 1", "v21 2")
                .doesNotContain("v19 1");
    }

    /** Of a unit that is no longer VALID, or whose hash is not known, nothing is said. */
    @Test
    void hashMismatchesAreCountedByTheVersionOfTheApp() {
        Dataset<Row> assignments = SharedSpark.session()
                .sql("SELECT 'home' AS experiment_id, unit_id, 'A' AS variant, status, is_hash_match, app_version,"
                        + " timestamp'2026-03-02 10:00:00' AS first_assigned_at,"
                        + " cast(null AS TIMESTAMP) AS first_exposed_at, null AS platform, null AS vertical,"
                        + " DATE'2026-03-01' AS weights_epoch FROM VALUES"
                        + " ('u1', 'VALID', false, '2.0'), ('u2', 'VALID', false, '2.0'), ('u3', 'VALID', true, '2.0'),"
                        + " ('u4', 'VALID', true, '1.0'), ('u5', 'CROSSOVER', false, '1.0'),"
                        + " ('u6', 'VALID', null, '1.0'), ('u7', 'VALID', false, null)"
                        + " AS t(unit_id, status, is_hash_match, app_version)");

        Dataset<Row> counts = stages("app_version").counts(assignments);

        assertThat(shown(counts, "dimension", "dimension_value", "users", "mismatches"))
                .containsExactly(
                        "(all) (all) 7 3", "app_version (none) 1 1", "app_version 1.0 3 0", "app_version 2.0 3 2");
    }

    private static List<String> counts(String... units) {
        Dataset<Row> assignments = SharedSpark.session()
                .sql("SELECT 'home' AS experiment_id, unit_id, 'A' AS variant, status,"
                        + " timestamp(assigned) AS first_assigned_at, timestamp(exposed) AS first_exposed_at,"
                        + " platform, weights_epoch, null AS vertical, null AS app_version,"
                        + " true AS is_hash_match FROM VALUES " + String.join(", ", units)
                        + " AS t(unit_id, status, assigned, exposed, platform, weights_epoch)");
        return shown(
                stages("platform").counts(assignments),
                "stage",
                "day",
                "dimension",
                "dimension_value",
                "users",
                "crossovers");
    }

    private static Stages stages(String dimension) {
        Spec spec = new SpecReader()
                .read(
                        List.of(Path.of("../docs/minimal.yaml")),
                        List.of("experiments.home={baseline: A, from: 2026-03-01, dimensions: [" + dimension + "],"
                                + " weights: [{from: 2026-03-01, arms: {A: 50, B: 50}}]}"),
                        Map.of());
        return new Stages(spec.experiments(), spec.metrics());
    }

    private static List<String> shown(Dataset<Row> rows, String... expressions) {
        return rows.selectExpr(expressions).collectAsList().stream()
                .map(row -> row.mkString(" "))
                .sorted()
                .toList();
    }
}
