package sparkjoy.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import sparkjoy.SharedSpark;
import sparkjoy.experiment.statistics.AlwaysValidPower;
import sparkjoy.experiment.statistics.Effect;
import sparkjoy.experiment.statistics.Sequential;
import sparkjoy.spec.Spec;
import sparkjoy.spec.SpecReader;

/** How long three arms take to show something, by small tables of assignments. */
final class TrafficTest {
    private static final LocalDate LOOK = LocalDate.parse("2026-03-10");

    @Test
    void daysWithoutUnitsCountAndThoseAfterTheLookOrAWeekAgoDoNot() {
        Traffic traffic = traffic(
                "('u1', 'A', 'VALID', '2026-03-03 23:59:59')",
                "('u2', 'A', 'VALID', '2026-03-04 00:00:00')",
                "('u3', 'A', 'VALID', '2026-03-10 23:59:59')",
                "('u4', 'A', 'VALID', '2026-03-11 00:00:00')",
                "('u5', 'B', 'VALID', '2026-03-08 10:00:00')",
                "('u6', 'B', 'CROSSOVER', '2026-03-08 10:00:00')",
                "('u7', 'B', 'VALID', null)");

        assertThat(traffic.unitsPerDay()).isEqualTo(Map.of("A", 2.0 / 7, "B", 1.0 / 7));
    }

    @Test
    void aYoungExperimentHasTheDaysSinceItsFirstUnit() {
        Traffic traffic =
                traffic("('u1', 'A', 'VALID', '2026-03-09 10:00:00')", "('u2', 'A', 'VALID', '2026-03-09 11:00:00')");

        assertThat(traffic.unitsPerDay()).isEqualTo(Map.of("A", 1.0));
    }

    /** A line sees a lift of 100 % with 1,000 units, so one of 10 % needs 100 times as many: the other arm's help nothing. */
    @Test
    void ofThreeArmsOnlyTheTwoOfALineBringItUnits() {
        Traffic traffic = new Traffic(Map.of("A", 1_000.0, "B", 150.0, "C", 898.0));

        List<Outlook> outlooks =
                Outlook.all(List.of(line("B"), line("C")), traffic, spec().metrics(), new Outlook.Rule(0.1, false));

        assertThat(outlooks).extracting(Outlook::unitsPerDay).containsExactly(1_150.0, 1_898.0);
        assertThat(outlooks).extracting(Outlook::days).containsExactly(Optional.of(87L), Optional.of(53L));
    }

    /** Of 1,000 units, whose standard error makes 100 % of the baseline the smallest lift that is seen. */
    private static ReadoutLine line(String variant) {
        double standardError = 1 / (1.959963984540054 + 0.8416212335729143);
        return Lines.line("spend", variant, 0, standardError, 1, 1, Optional.empty());
    }

    /** Two tests in the family; a guardrail is tested by itself, and without a baseline there is nothing to see. */
    @Test
    void whatCanBeSeenFollowsTheRuleOfTheVerdict() {
        ReadoutLine guard = Lines.guardrail(line("B"));
        Traffic traffic = new Traffic(Map.of("A", 500.0, "B", 500.0, "C", 500.0));
        List<ReadoutLine> lines = List.of(line("B"), line("C"), guard);

        List<Outlook> over = Outlook.all(lines, traffic, spec().metrics(), new Outlook.Rule(0.05, false));
        List<Outlook> running = Outlook.all(lines, traffic, spec().metrics(), new Outlook.Rule(0.05, true));

        assertThat(over).extracting(Outlook::alpha).containsExactly(0.025, 0.025, 0.05);
        assertThat(running).extracting(Outlook::alpha).containsExactly(0.025, 0.025, 0.05);
        assertThat(running).extracting(Outlook::isAlwaysValid).containsExactly(true, true, false);
        assertThat(over.get(2).detectableLift()).isCloseTo(1, within(1e-9));
        assertThat(over.get(0).detectableLift()).isBetween(1.08, 1.12);
        assertThat(running.get(0).detectableLift()).isBetween(1.4, 2.0);
        assertThat(running.get(0).days().orElseThrow())
                .as("what takes twice the days is not said to take half of them")
                .isGreaterThan(3 * over.get(2).days().orElseThrow() / 2);
    }

    /** The effect that is seen now is seen with the units of now. */
    @Test
    void anAlwaysValidTestSeesItsSmallestEffectWithTheUnitsThatItHas() {
        AlwaysValidPower power = new AlwaysValidPower(new Sequential(0.05, 5000), 0.0125, 0.8);
        for (long units : List.of(200L, 5_000L, 3_000_000L)) {
            Effect effect = new Effect(0, 0.3, units - 2.0, units);
            double detectable = power.minimumDetectable(effect);

            assertThat(power.unitsNeeded(effect, detectable * (1 + 1e-9))).isCloseTo(units, within(1L));
            assertThat(new Sequential(0.05, 5000)
                            .pValue(new Effect(detectable - 0.3 * 0.8416212335729143, 0.3, 9, units)))
                    .as("less the power it is just seen")
                    .isCloseTo(0.0125, within(1e-9));
        }
    }

    private static Traffic traffic(String... units) {
        return Traffic.all(assignments(units), Map.of("home", LOOK)).get("home");
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
