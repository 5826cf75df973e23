package sparkjoy.gold;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import sparkjoy.SharedSpark;
import sparkjoy.error.UserError;
import sparkjoy.spec.Spec;
import sparkjoy.spec.SpecReader;

/**
 * What events say of units, by small tables: message id, experiment, unit, time in March 2026, variant, action, bot. The
 * experiment `home` goes from 1 to 20 March, its weights change on the 10th; `plain` has no end and no salt.
 */
final class AssignmentsTest {
    private static final String[] COLUMNS = {
        "experiment_id",
        "unit_id",
        "status",
        "variant",
        "variants",
        "variants_seen",
        "first_assigned_at",
        "last_assigned_at",
        "first_exposed_at",
        "exposures",
        "weights_epoch",
        "expected_variant"
    };

    @Test
    void eachStatusHasItsReason() {
        Dataset<Row> units = assigned(
                "('m01', 'home', 'valid',    '02 10', 'A',   'exposure', false)",
                "('m02', 'home', 'crossed',  '02 10', 'A',   'exposure', false)",
                "('m03', 'home', 'crossed',  '19 23', 'B',   'exposure', false)",
                "('m04', 'home', 'nobodys',  '02 10', 'off', 'exposure', false)",
                "('m05', 'home', 'unknown',  '02 10', 'Z',   'exposure', false)",
                "('m06', 'home', 'machine',  '02 10', 'A',   'exposure', false)",
                "('m07', 'home', 'machine',  '02 11', 'A',   'click',    true)",
                "('m08', 'home', null,       '02 10', 'A',   'exposure', false)",
                "('m09', 'away', 'stranger', '02 10', 'A',   'exposure', false)");

        assertThat(shown(units, "unit_id", "status"))
                .containsExactly(
                        "crossed CROSSOVER",
                        "machine BOT",
                        "nobodys ZERO_WEIGHT",
                        "null NO_UNIT",
                        "stranger UNCONFIGURED",
                        "unknown UNKNOWN_VARIANT",
                        "valid VALID");
    }

    @Test
    void whoIsFirstSeenBeforeTheStartOrFromTheEndOnIsOutside() {
        Dataset<Row> units = assigned(
                "('m1', 'home', 'early',  '00 23', 'A', 'exposure', false)",
                "('m2', 'home', 'early',  '02 10', 'A', 'exposure', false)",
                "('m3', 'home', 'first',  '01 00', 'A', 'exposure', false)",
                "('m4', 'home', 'last',   '19 23', 'A', 'exposure', false)",
                "('m5', 'home', 'late',   '20 00', 'A', 'exposure', false)",
                "('m6', 'home', 'late',   '21 00', 'B', 'exposure', true)",
                "('m7', 'plain', 'later', '29 00', 'A', 'exposure', false)");

        assertThat(shown(units, "unit_id", "status", "variants_seen", "exposures"))
                .containsExactly(
                        "early OUTSIDE_DATES 1 2",
                        "first VALID 1 1",
                        "last VALID 1 1",
                        "late OUTSIDE_DATES 0 0",
                        "later VALID 1 1");
    }

    @Test
    void whatAUnitIsShownAfterTheEndIsNoEvidence() {
        Dataset<Row> units = assigned(
                "('m1', 'home', 'shown',   '02 10', 'A', 'exposure', false)",
                "('m2', 'home', 'shown',   '20 00', 'B', 'exposure', true)",
                "('m3', 'home', 'clicked', '19 23', 'A', 'click',    false)",
                "('m4', 'home', 'clicked', '20 00', 'A', 'exposure', false)");

        assertThat(shown(units, "unit_id", "status", "variants_seen", "exposures", "day(first_exposed_at)"))
                .containsExactly("clicked VALID 1 0 null", "shown VALID 1 1 2");
    }

    @Test
    void ofTwoVariantsAtOneTimeTheOneOfTheSmallerMessageIdIsFirst() {
        Dataset<Row> units = assigned(
                "('m2', 'home', 'u1', '02 10', 'A', 'exposure', false)",
                "('m1', 'home', 'u1', '02 10', 'B', 'exposure', false)",
                "('m0', 'home', 'u1', '02 11', 'A', 'exposure', false)");

        assertThat(shown(units, "variant", "variants_seen", "status")).containsExactly("B 2 CROSSOVER");
    }

    @Test
    void theWeightsInForceAtTheFirstAssignmentStand() {
        Dataset<Row> units = assigned(
                "('m1', 'home', 'before', '09 23', 'off', 'exposure', false)",
                "('m2', 'home', 'since',  '10 00', 'off', 'exposure', false)",
                "('m3', 'home', 'early',  '00 23', 'A',   'exposure', false)",
                "('m4', 'away', 'other',  '10 00', 'A',   'exposure', false)");

        assertThat(shown(units, "unit_id", "weights_epoch", "status"))
                .containsExactly(
                        "before 2026-03-01 ZERO_WEIGHT",
                        "early null OUTSIDE_DATES",
                        "other null UNCONFIGURED",
                        "since 2026-03-10 VALID");
    }

    @Test
    void withoutASaltNothingIsSaidOfTheHash() {
        Dataset<Row> units = assigned(
                "('m1', 'plain', 'u1', '02 10', 'A', 'exposure', false)",
                "('m2', 'home',  'u1', '02 10', 'A', 'exposure', false)");

        assertThat(shown(
                        units,
                        "experiment_id",
                        "expected_variant IS NULL",
                        "is_hash_match IS NULL",
                        "is_hash_match = (expected_variant = variant)"))
                .containsExactly("home false false true", "plain true true null");
    }

    @Test
    void whereNoExposureIsLoggedAnyEventWithAVariantExposes() {
        String[] events = {
            "('m1', 'home', 'u1', '02 10', 'A', 'click', false)",
            "('m2', 'home', 'u1', '03 10', 'A', null, false)",
            "('m3', 'home', 'u2', '20 00', 'A', 'click', false)"
        };

        assertThat(shown(assigned(events), "unit_id", "exposures", "day(first_exposed_at)"))
                .containsExactly("u1 0 null", "u2 0 null");
        assertThat(shown(
                        assigned(spec("experiments.home.exposed_by=any_event"), events),
                        "unit_id",
                        "exposures",
                        "day(first_exposed_at)"))
                .containsExactly("u1 2 2", "u2 0 null");
    }

    /** Of a unit whose share is no number from 0 to below 1 nothing is said; a share that is reached goes to the next arm. */
    @Test
    void anotherHashGivesTheArmInWhoseShareAUnitLies() {
        Spec spec = spec(
                "experiments.home.weights=[{from: 2026-03-01, arms: {A: 90, B: 9, C: 1}}]",
                "experiments.home.hash=double(substring(unit_id, 2)) / length(salt)");

        Dataset<Row> units = assigned(
                spec,
                "('m1', 'home', 'u0',    '02 10', 'A', 'exposure', false)",
                "('m2', 'home', 'u3.59', '02 10', 'A', 'exposure', false)",
                "('m3', 'home', 'u3.6',  '02 10', 'A', 'exposure', false)",
                "('m4', 'home', 'u3.97', '02 10', 'C', 'exposure', false)",
                "('m5', 'home', 'u4',    '02 10', 'A', 'exposure', false)");

        assertThat(shown(units, "unit_id", "expected_variant", "is_hash_match"))
                .containsExactly("u0 A true", "u3.59 A true", "u3.6 B false", "u3.97 C true", "u4 null null");
    }

    @Test
    void aHashOverWhatThereIsNotIsToldByItsExperiment() {
        Spec spec = spec("experiments.home.hash=xxhash64(salt, unitid) / 2");

        assertThatThrownBy(() -> assigned(spec, "('m1', 'home', 'u1', '02 10', 'A', 'exposure', false)"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(
                        "experiments.home.hash 'xxhash64(salt, unitid) / 2' is not a number over salt and unit_id")
                .hasMessageContaining("`unitid`");
    }

    @Test
    void assignmentsMergedWithLaterEventsAreThoseOfAllEvents() {
        String[] events = {
            "('m01', 'home', 'valid',   '02 10', 'A', 'exposure', false)",
            "('m02', 'home', 'crossed', '19 23', 'B', 'exposure', false)",
            "('m03', 'home', 'machine', '02 10', 'A', 'exposure', false)",
            "('m04', 'home', null,      '02 10', 'A', 'exposure', false)",
            "('m05', 'away', 'strange', '02 10', 'A', 'exposure', true)",
            "('m06', 'home', 'late',    '21 00', 'B', 'exposure', true)",
            "('m07', 'home', 'crossed', '02 10', 'A', 'click',    false)",
            "('m08', 'home', 'valid',   '03 10', 'A', 'exposure', false)",
            "('m09', 'home', 'machine', '02 11', 'A', 'click',    true)",
            "('m10', 'home', null,      '02 11', 'B', 'exposure', true)",
            "('m11', 'home', 'crossed', '20 00', 'Z', 'exposure', false)",
            "('m12', 'home', 'late',    '02 00', 'A', 'exposure', false)",
            "('m13', 'home', 'new',     '05 00', 'A', 'exposure', false)"
        };
        List<String> all = shown(assigned(events), COLUMNS);

        for (int first = 1; first < events.length; first++) {
            Dataset<Row> merged =
                    merged(assigned(Arrays.copyOf(events, first)), Arrays.copyOfRange(events, first, events.length));

            assertThat(merged.filter(Assignments.UNSURE).count()).isZero();
            assertThat(shown(merged, COLUMNS)).as("after %d events", first).isEqualTo(all);
        }
    }

    @Test
    void twoFirstEventsOfOneTimeAreUnsure() {
        Dataset<Row> merged = merged(
                assigned(
                        "('m2', 'home', 'tied',  '02 10', 'B', 'exposure', false)",
                        "('m4', 'home', 'clear', '02 10', 'B', 'exposure', false)"),
                "('m1', 'home', 'tied',  '02 10', 'A', 'exposure', false)",
                "('m3', 'home', 'clear', '02 11', 'A', 'exposure', false)");

        assertThat(shown(merged.filter(Assignments.UNSURE), "unit_id")).containsExactly("tied");
    }

    @Test
    void rowsWithoutTheirVariantsAreUnsureWhateverArrives() {
        Dataset<Row> older = assigned("('m1', 'home', 'stood', '02 10', 'A', 'exposure', false)")
                .withColumn("variants", lit(null).cast("ARRAY<STRING>"));

        Dataset<Row> merged = merged(older, "('m2', 'home', 'new', '02 10', 'B', 'exposure', false)");

        assertThat(shown(merged.filter(Assignments.UNSURE), "unit_id")).containsExactly("stood");
    }

    private static Dataset<Row> merged(Dataset<Row> standing, String... events) {
        return new Assignments(new WeightsEpochs(spec().experiments()))
                .merged(
                        standing.withColumn("model_versions", lit(null).cast("ARRAY<STRING>")),
                        Assignments.evidence(rows(events)),
                        lit(true));
    }

    private static Dataset<Row> assigned(String... events) {
        return assigned(spec(), events);
    }

    private static Dataset<Row> assigned(Spec spec, String... events) {
        return new Assignments(new WeightsEpochs(spec.experiments())).computed(Assignments.evidence(rows(events)));
    }

    private static Dataset<Row> rows(String... events) {
        return SharedSpark.session()
                .sql("SELECT *, timestamp(timestamp'2026-02-28 00:00:00' + make_interval(0, 0, 0,"
                        + " int(substring(at, 1, 2)), int(substring(at, 4)))) AS occurred_at, null AS vertical,"
                        + " null AS platform, null AS app_version FROM VALUES " + String.join(", ", events)
                        + " AS t(message_id, experiment_id, unit_id, at, variant, action, is_bot)");
    }

    private static Spec spec(String... overrides) {
        List<String> all = new ArrayList<>(List.of(
                "experiments.home={salt: home, baseline: A, from: 2026-03-01, to: 2026-03-20, weights: ["
                        + "{from: 2026-03-01, arms: {A: 50, B: 50, off: 0}},"
                        + " {from: 2026-03-10, arms: {A: 50, B: 40, off: 10}}]}",
                "experiments.plain={baseline: A, from: 2026-03-01,"
                        + " weights: [{from: 2026-03-01, arms: {A: 50, B: 50}}]}"));
        all.addAll(List.of(overrides));
        return new SpecReader().read(List.of(Path.of("../docs/minimal.yaml")), all, Map.of());
    }

    private static List<String> shown(Dataset<Row> rows, String... expressions) {
        return rows.selectExpr(expressions).collectAsList().stream()
                .map(row -> row.mkString(" "))
                .sorted()
                .toList();
    }
}
