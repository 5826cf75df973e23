package sparkjoy.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import sparkjoy.lake.TableContracts;
import sparkjoy.spec.Spec;
import sparkjoy.spec.SpecReader;

/** What counts of units say about an assignment; counts are made by hand. */
final class HealthTest {
    private static final LocalDate FIRST = LocalDate.parse("2026-03-02");
    private static final List<String> COLUMNS = Arrays.asList(TableContracts.ofJar()
            .find("gold.assignment_health")
            .orElseThrow()
            .schema()
            .fieldNames());

    @Test
    void sharesThatFitTheWeightsAreFine() {
        Row row = last(spec(), count("A", 5_040), count("B", 4_960));

        assertThat(text(row, "verdict")).isEqualTo("OK");
        assertThat(text(row, "reason")).isEmpty();
        assertThat(number(row, "chi2")).isEqualTo(0.64);
        assertThat(number(row, "max_share_deviation")).isEqualTo(0.004);
    }

    @Test
    void sharesThatDoNotAreAMismatchWithItsNumbers() {
        Row row = last(spec(), count("A", 5_400), count("B", 4_600));

        assertThat(text(row, "verdict")).isEqualTo("SRM");
        assertThat(text(row, "reason"))
                .contains("A has 54.00 % of 10,000 units instead of 50.00 %", "(p = 1.2e-15), always-valid p = ");
        assertThat(number(row, "p_value")).isLessThan(1e-14);
        assertThat(number(row, "p_always_valid")).isLessThan(1e-6);
    }

    @Test
    void manyUnitsInArmsWithoutAWeightAreALeak() {
        Spec spec = spec("experiments.home.weights=[{from: 2026-03-01, arms: {A: 50, B: 50, off: 0}}]");

        Row row = last(spec, count("A", 500), count("B", 500), count("off", 12), count("Z", 13));

        assertThat(text(row, "verdict")).isEqualTo("LEAK");
        assertThat(text(row, "reason")).isEqualTo("units in arms without a weight: Z 13, off 12");
        assertThat(row.get(at("unknown_variant_users"))).isEqualTo(13L);
        assertThat(row.get(at("zero_weight_users"))).isEqualTo(12L);
        assertThat(number(row, "p_value")).isEqualTo(1);
    }

    /** Anybody who can send an event can send two. */
    @Test
    void aFewStraysAreNamedAndCountedAndWithholdNothing() {
        Spec spec = spec("experiments.home.weights=[{from: 2026-03-01, arms: {A: 50, B: 50, off: 0}}]");
        for (long[] strays : new long[][] {{2, 0}, {0, 2}, {4, 5}}) {
            Row row = last(spec, count("A", 1000), count("B", 1000), count("off", strays[0]), count("Z", strays[1]));

            assertThat(text(row, "verdict")).isEqualTo("WARN");
            assertThat(text(row, "reason")).contains("left out as stray: ", " units in arms without a weight: ");
            assertThat(row.get(at("zero_weight_users"))).isEqualTo(strays[0]);
        }
        assertThat(text(last(spec, count("A", 10), count("B", 10), count("Z", 1)), "verdict"))
                .as("one of 21 may be chance")
                .isEqualTo("WARN");
    }

    @Test
    void theSpecificationSaysHowManyStraysAreALeak() {
        StageCount[] counts = {count("A", 1000), count("B", 1000), count("Z", 2)};

        assertThat(text(last(spec("experiments.home.stray_share=0"), counts), "verdict"))
                .isEqualTo("LEAK");
        assertThat(text(last(spec("experiments.home.stray_share=0.0001"), counts), "verdict"))
                .isEqualTo("WARN");
        assertThat(text(
                        last(spec("experiments.home.stray_share=0.0001", "experiments.home.stray_alpha=0.05"), counts),
                        "verdict"))
                .isEqualTo("LEAK");
        assertThat(text(last(spec("experiments.home.stray_share=1"), count("A", 5), count("Z", 900)), "verdict"))
                .isEqualTo("WARN");
    }

    @Test
    void eachFindingIsKeptAndTheMostSevereIsTheVerdict() {
        Row row = last(spec(), count("A", 900, 40, 3), count("B", 500, 5, 0), count("Z", 100));

        assertThat(text(row, "verdict")).isEqualTo("LEAK");
        assertThat(Arrays.stream((Row[]) row.get(at("findings"))).map(finding -> finding.getString(0)))
                .containsExactly("LEAK", "SRM", "WARN", "WARN");
        assertThat(text(row, "reason")).contains("Z 100", "A has 64.29 %", "3 units are not in the variant");
    }

    /** 50 / 50 / 0.05 with 1,700, 1,297 and 3 units: the third arm expects 1.5. */
    @Test
    void aTinyArmDoesNotSwitchTheTestOff() {
        Spec spec = spec("experiments.home.weights=[{from: 2026-03-01, arms: {A: 50, B: 50, T: 0.05}}]");

        Row mismatch = last(spec, count("A", 1_700), count("B", 1_297), count("T", 3));
        Row sound = last(spec, count("A", 1_500), count("B", 1_497), count("T", 3));
        Row swollen = last(spec, count("A", 1_500), count("B", 1_497), count("T", 300));

        assertThat(text(mismatch, "verdict")).isEqualTo("SRM");
        assertThat(text(mismatch, "reason"))
                .contains("p = 1.", "fewer than 5 units are expected in T: left out of the test of shares");
        assertThat(text(sound, "verdict")).isEqualTo("OK");
        assertThat(text(sound, "reason"))
                .isEqualTo("fewer than 5 units are expected in T: left out of the test of shares");
        assertThat(text(swollen, "verdict")).isEqualTo("SRM");
    }

    @Test
    void tooFewUnitsForATestNeverHideWhatIsFound() {
        Spec spec = spec("experiments.home.weights=[{from: 2026-03-01, arms: {A: 999, T: 1}}]");

        assertThat(text(last(spec, count("A", 700), count("T", 300)), "verdict"))
                .isEqualTo("SRM");
        assertThat(text(last(spec(), count("A", 4, 0, 2), count("B", 1)), "verdict"))
                .isEqualTo("WARN");
        assertThat(text(last(spec(), count("A", 2), count("B", 1), count("Z", 40)), "verdict"))
                .isEqualTo("LEAK");
    }

    /** p = 0.0004: one of many days looks like that by chance. */
    @Test
    void whatOneLookCallsAMismatchIsAWarning() {
        Row row = last(spec(), count("A", 5_177), count("B", 4_823));

        assertThat(number(row, "p_value")).isBetween(0.0003, 0.0005);
        assertThat(text(row, "verdict")).isEqualTo("WARN");
        assertThat(text(row, "reason")).contains("may not match the weights", "p = 4.0e-04");
    }

    @Test
    void aFewUnitsProveNothing() {
        Row row = last(spec(), count("A", 4), count("B", 1));

        assertThat(text(row, "verdict")).isEqualTo("NOT_ENOUGH");
        assertThat(text(row, "reason")).contains("5 units");
        assertThat(row.isNullAt(at("p_value"))).isTrue();
    }

    @Test
    void crossoversAndHashMismatchesAreAWarningWithTheirNumbers() {
        Row row = last(spec(), count("A", 500, 40, 0), count("B", 500, 5, 3));

        assertThat(text(row, "verdict")).isEqualTo("WARN");
        assertThat(text(row, "reason"))
                .contains(
                        "4.50 % of the units saw more than one variant",
                        "in different proportions",
                        "A 40 of 500, B 5 of 500",
                        "3 units are not in the variant that the hash gives");
        assertThat(row.get(at("crossovers"))).isEqualTo(45L);
        assertThat(number(row, "crossover_share")).isEqualTo(0.045);
    }

    /** Together 70 to 30 looks like a mismatch of any weights; each epoch fits its own. */
    @Test
    void changedWeightsAreTestedEpochByEpochAndSummed() {
        Spec spec = spec("experiments.home.weights=[{from: 2026-03-01, arms: {A: 90, B: 10}}, {from: 2026-03-02,"
                + " arms: {A: 50, B: 50}}]");
        LocalDate second = LocalDate.parse("2026-03-02");

        List<Row> rows = rows(
                spec,
                count("A", 900),
                count("B", 100),
                ofEpoch(second, count("A", 500)),
                ofEpoch(second, count("B", 500)));

        assertThat(text(row(rows, "(all)"), "verdict")).isEqualTo("OK");
        assertThat(row(rows, "(all)").get(at("df"))).isEqualTo(2);
        assertThat(structs(row(rows, "(all)"), "expected_share")).isEqualTo("[[A,0.7], [B,0.3]]");
        assertThat(row(rows, "2026-03-01").get(at("df"))).isEqualTo(1);
        assertThat(structs(row(rows, "2026-03-02"), "users_by_variant")).isEqualTo("[[A,500], [B,500]]");
    }

    @Test
    void everyDayIsALookAndTheAlwaysValidPKeepsItsMinimum() {
        Health health = new Health(spec().experiments(), spec().metrics(), FIRST.plusDays(2), ArmVersions.NONE);

        List<Row> rows =
                health.rows(List.of(count("A", 900), count("B", 100), on(FIRST.plusDays(1), count("B", 800)))).stream()
                        .filter(row -> text(row, "dimension").equals("(all)"))
                        .toList();

        assertThat(rows)
                .extracting(row -> row.get(at("as_of_date")).toString())
                .containsExactly("2026-03-02", "2026-03-03", "2026-03-04");
        assertThat(rows).extracting(row -> text(row, "verdict")).containsExactly("SRM", "WARN", "WARN");
        assertThat(number(rows.get(2), "p_value")).isEqualTo(1);
        assertThat(number(rows.get(2), "p_always_valid")).isEqualTo(number(rows.get(0), "p_always_valid"));
    }

    @Test
    void anOverrideIsRecordedWhereItIsNeeded() {
        Spec spec = spec("experiments.home.srm_override=ticket 4711");

        assertThat(text(last(spec, count("A", 900), count("B", 100)), "reason")).endsWith("all the same: ticket 4711");
        assertThat(text(last(spec, count("A", 500), count("B", 500)), "reason")).isEmpty();
        assertThat(text(last(spec, count("A", 500), count("B", 500), count("Z", 90)), "reason"))
                .as("another reason has another override")
                .isEqualTo("units in arms without a weight: Z 90");
        assertThat(text(
                        last(
                                spec("experiments.home.leak_override=a load test"),
                                count("A", 500),
                                count("B", 500),
                                count("Z", 90)),
                        "reason"))
                .endsWith("all the same: a load test");
    }

    @Test
    void lastLookIsTheOneAfterWhichNothingCanChange() {
        Spec spec = spec("experiments.home.to=2026-03-03");
        Health health = new Health(spec.experiments(), spec.metrics(), LocalDate.parse("2026-05-01"), ArmVersions.NONE);

        List<Row> rows = health.rows(List.of(count("A", 10), count("B", 10)));

        assertThat(rows)
                .last()
                .extracting(row -> row.get(at("as_of_date")).toString())
                .isEqualTo("2026-03-05");
    }

    private static Row last(Spec spec, StageCount... counts) {
        return row(rows(spec, counts), "(all)");
    }

    private static List<Row> rows(Spec spec, StageCount... counts) {
        return new Health(spec.experiments(), spec.metrics(), FIRST, ArmVersions.NONE).rows(List.of(counts));
    }

    private static Row row(List<Row> rows, String value) {
        return rows.stream()
                .filter(row -> text(row, "dimension_value").equals(value))
                .findFirst()
                .orElseThrow();
    }

    private static int at(String column) {
        return COLUMNS.indexOf(column);
    }

    private static String text(Row row, String column) {
        return row.getString(at(column));
    }

    private static String structs(Row row, String column) {
        return Arrays.toString((Row[]) row.get(at(column)));
    }

    private static double number(Row row, String column) {
        return row.getDouble(at(column));
    }

    private static StageCount count(String variant, long users) {
        return count(variant, users, 0, 0);
    }

    private static StageCount count(String variant, long users, long crossovers, long mismatches) {
        LocalDate epoch = LocalDate.parse("2026-03-01");
        return new StageCount(
                "home", Stage.AFTER_BOT_FILTER, FIRST, "(all)", "(all)", epoch, variant, users, crossovers, mismatches);
    }

    private static StageCount ofEpoch(LocalDate epoch, StageCount count) {
        return changed(count, epoch, count.day());
    }

    private static StageCount on(LocalDate day, StageCount count) {
        return changed(count, count.epoch(), day);
    }

    private static StageCount changed(StageCount count, LocalDate epoch, LocalDate day) {
        return new StageCount(
                count.experiment(),
                count.stage(),
                day,
                count.dimension(),
                count.value(),
                epoch,
                count.variant(),
                count.users(),
                count.crossovers(),
                count.mismatches());
    }

    private static Spec spec(String... overrides) {
        List<String> all = new ArrayList<>(
                List.of("experiments.home={baseline: A, from: 2026-03-01, weights: [{from: 2026-03-01, arms: {A:"
                        + " 50, B: 50}}]}"));
        all.addAll(List.of(overrides));
        return new SpecReader().read(List.of(Path.of("../docs/minimal.yaml")), all, Map.of());
    }
}
