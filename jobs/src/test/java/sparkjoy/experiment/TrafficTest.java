package sparkjoy.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import sparkjoy.SharedSpark;
import sparkjoy.spec.Spec;
import sparkjoy.spec.SpecReader;

/** How long three arms take to show something, by small tables of assignments. */
final class TrafficTest {
    private static final LocalDate LOOK = LocalDate.parse("2026-03-10");

    @Test
    void daysWithoutUnitsCountAndThoseAfterTheLookOrAWeekAgoDoNot() {
        Traffic traffic = Traffic.of(
                assignments(
                        "('u1', 'A', 'VALID', '2026-03-03 23:59:59')",
                        "('u2', 'A', 'VALID', '2026-03-04 00:00:00')",
                        "('u3', 'A', 'VALID', '2026-03-10 23:59:59')",
                        "('u4', 'A', 'VALID', '2026-03-11 00:00:00')",
                        "('u5', 'B', 'VALID', '2026-03-08 10:00:00')",
                        "('u6', 'B', 'CROSSOVER', '2026-03-08 10:00:00')",
                        "('u7', 'B', 'VALID', null)"),
                "home",
                LOOK);

        assertThat(traffic.unitsPerDay()).isEqualTo(Map.of("A", 2.0 / 7, "B", 1.0 / 7));
    }

    @Test
    void aYoungExperimentHasTheDaysSinceItsFirstUnit() {
        Traffic traffic = Traffic.of(
                assignments(
                        "('u1', 'A', 'VALID', '2026-03-09 10:00:00')", "('u2', 'A', 'VALID', '2026-03-09 11:00:00')"),
                "home",
                LOOK);

        assertThat(traffic.unitsPerDay()).isEqualTo(Map.of("A", 1.0));
    }

    /** A line sees a lift of 100 % with 1,000 units, so one of 10 % needs 100 times as many: the other arm's help nothing. */
    @Test
    void ofThreeArmsOnlyTheTwoOfALineBringItUnits() {
        Traffic traffic = new Traffic(Map.of("A", 1_000.0, "B", 150.0, "C", 898.0));

        List<Outlook> outlooks = Outlook.all(
                List.of(line("B"), line("C")),
                traffic,
                spec(),
                spec().experiments().get("home"));

        assertThat(outlooks).extracting(Outlook::unitsPerDay).containsExactly(1_150.0, 1_898.0);
        assertThat(outlooks).extracting(Outlook::days).containsExactly(Optional.of(87L), Optional.of(53L));
    }

    /** Of 1,000 units, whose standard error makes 100 % of the baseline the smallest lift that is seen. */
    private static ReadoutLine line(String variant) {
        double standardError = 1 / (1.959963984540054 + 0.8416212335729143);
        ReadoutLine.Estimate estimate = new ReadoutLine.Estimate(
                "welch", 500, 500, 1, 1, 0, 0, standardError, 998, -1, 1, 1, Optional.of(1.0), 1, 0.5, 0);
        return new ReadoutLine("spend", variant, "A", "OK", "", false, true, Optional.of(estimate));
    }

    private static Dataset<Row> assignments(String... units) {
        return SharedSpark.session()
                .sql("SELECT 'home' AS experiment_id, unit_id, variant, status, DATE'2026-03-01' AS weights_epoch,"
                        + " timestamp(exposed) AS first_exposed_at, null AS vertical, null AS platform,"
                        + " null AS app_version FROM VALUES " + String.join(", ", units)
                        + " AS t(unit_id, variant, status, exposed)");
    }

    private static Spec spec() {
        return new SpecReader()
                .read(
                        List.of(Path.of("../docs/minimal.yaml")),
                        List.of(
                                "metrics.spend={kind: mean, numerator: {action: order, value: amount}, mde: 0.1}",
                                "experiments.home={baseline: A, from: 2026-03-01, metrics: [spend],"
                                        + " weights: [{from: 2026-03-01, arms: {A: 1, B: 1, C: 1}}]}"),
                        Map.of());
    }
}
