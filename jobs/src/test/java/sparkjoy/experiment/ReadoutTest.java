package sparkjoy.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import sparkjoy.experiment.statistics.Moments;
import sparkjoy.experiment.statistics.Status;
import sparkjoy.spec.Spec;
import sparkjoy.spec.SpecReader;

/** What the moments of arms become, day by day; cohorts are made by hand. */
final class ReadoutTest {
    private static final LocalDate FIRST = LocalDate.parse("2026-03-02");
    private static final LocalDate SECOND = FIRST.plusDays(1);
    private static final LocalDate LATER = LocalDate.parse("2026-04-01");
    private static final String ALL = Dimensions.ALL;

    @Test
    void aVariantIsComparedWithTheBaseline() {
        Judgement judgement = last(readout(spec(), cohort("A", FIRST, 1, 2, 3, 4), cohort("B", FIRST, 3, 4, 5, 6)));

        Numbers numbers = judgement.found().value().orElseThrow();
        assertThat(judgement.place().variant()).isEqualTo("B");
        assertThat(judgement.place().baseline()).isEqualTo("A");
        assertThat(numbers.method().name()).isEqualTo("welch");
        assertThat(numbers.effect().estimate()).isEqualTo(2);
        assertThat(numbers.lift()).isEqualTo(0.8);
        assertThat(numbers.controlUnits()).isEqualTo(4);
        assertThat(numbers.chanceToWin()).isGreaterThan(0.95);
    }

    @Test
    void lessIsBetterWhereTheMetricSaysSo() {
        Spec spec = spec("metrics.spend.direction=down");

        Judgement judgement = last(readout(spec, cohort("A", FIRST, 1, 2, 3, 4), cohort("B", FIRST, 3, 4, 5, 6)));

        assertThat(judgement.found().value().orElseThrow().chanceToWin()).isLessThan(0.05);
        assertThat(judgement.found().value().orElseThrow().expectedLoss()).isGreaterThan(1.9);
    }

    /** A narrow prior of no change holds against three units an arm; it is relative, so the baseline of 2 counts. */
    @Test
    void whatIsBelievedBeforehandIsWeighedIn() {
        Cohort[] cohorts = {cohort("A", FIRST, 1, 2, 3), cohort("B", FIRST, 3, 4, 5)};

        Numbers flat = last(readout(spec(), cohorts)).found().value().orElseThrow();
        Numbers believed = last(readout(spec("experiments.home.prior={mean: 0, sd: 0.1}"), cohorts))
                .found()
                .value()
                .orElseThrow();

        double dataPrecision = 1 / Math.pow(flat.effect().standardError(), 2);
        double priorPrecision = 1 / Math.pow(0.1 * 2, 2);
        double z = 2 * dataPrecision / Math.sqrt(dataPrecision + priorPrecision);
        assertThat(believed.chanceToWin())
                .isCloseTo(NormalDistribution.of(0, 1).cumulativeProbability(z), within(1e-12));
        assertThat(flat.chanceToWin()).isGreaterThan(believed.chanceToWin() + 0.1);
        assertThat(believed.effect()).as("the tests do not use it").isEqualTo(flat.effect());
    }

    @Test
    void everythingThatCannotBeComputedHasAStatusAReasonAndNoNumber() {
        Cohort some = cohort("A", FIRST, 1, 2, 3);

        assertNone(last(readout(spec(), some, cohort("B", FIRST, 5))), Status.NOT_ENOUGH_DATA, "arm 'B' has 1 units");
        assertNone(last(readout(spec(), some)), Status.EMPTY_ARM, "arm 'B' has no units");
        assertNone(last(readout(spec())), Status.EMPTY_ARM, "arm 'A' has no units");
        assertNone(
                last(readout(spec(), some, cohort("B", FIRST, 5, 5, 5))),
                Status.ZERO_VARIANCE,
                "all 3 units are the same");
        assertNone(
                last(readout(spec(), cohort("A", FIRST, -1, 1, 0), cohort("B", FIRST, 1, 2, 3))),
                Status.ZERO_BASELINE,
                "the baseline of 3 units is 0");
        assertNone(
                last(readout(spec(), cohort("A", LATER, 1, 2, 3), cohort("B", LATER, 1, 2, 4))),
                Status.PARTIAL_WINDOW,
                "whole window of 72 hours");
        assertNone(
                last(readout(spec(), some, cohort("B", FIRST, 1, Double.NaN, 3))),
                Status.FAILED,
                "is no finite number");
    }

    @Test
    void aFailingMetricLeavesTheOthers() {
        Spec spec = spec("experiments.home.metrics=[spend, conversion]");
        Readout readout = new Readout(
                spec.experiments(), spec.metrics(), Map.of("conversion", "no such column"), verdicts(Map.of()));

        List<Judgement> judgements =
                readout.judgements(List.of(cohort("A", FIRST, 1, 2, 3), cohort("B", FIRST, 3, 4, 5)));

        assertThat(judgements)
                .filteredOn(judgement -> judgement.place().metric().equals("conversion"))
                .singleElement()
                .satisfies(judgement -> assertNone(judgement, Status.FAILED, "no such column"));
        assertThat(of(judgements, "spend", ALL, ALL, SECOND).found().status()).isEqualTo(Status.OK);
    }

    @Test
    void aMismatchWithholdsTheReadoutAndAnOverrideIsRecorded() {
        Map<HealthVerdicts.Cell, String> blocked =
                Map.of(new HealthVerdicts.Cell("home", SECOND, ALL, ALL), "SRM: why");
        Cohort[] cohorts = {cohort("A", FIRST, 1, 2, 3), cohort("B", FIRST, 3, 4, 5)};

        List<Judgement> withheld = readout(spec(), verdicts(blocked), cohorts);
        List<Judgement> shown = readout(spec("experiments.home.srm_override=trust me"), verdicts(blocked), cohorts);

        assertThat(of(withheld, "spend", ALL, ALL, FIRST).found().status()).isEqualTo(Status.OK);
        assertNone(last(withheld), Status.SRM_BLOCKED, "SRM: why");
        assertThat(last(shown).found().status()).isEqualTo(Status.OK);
        assertThat(reason(last(shown))).isEqualTo("SRM: why");
    }

    @Test
    void aMismatchOfOneValueOfADimensionWithholdsOnlyThat() {
        Map<HealthVerdicts.Cell, String> blocked =
                Map.of(new HealthVerdicts.Cell("home", SECOND, "platform", "ios"), "SRM: ios");

        List<Judgement> judgements = readout(
                spec(),
                verdicts(blocked),
                cohort("A", FIRST, 1, 2, 3),
                cohort("B", FIRST, 3, 4, 5),
                of("platform", "ios", cohort("A", FIRST, 1, 2)),
                of("platform", "ios", cohort("B", FIRST, 3, 4)),
                of("platform", "web", cohort("A", FIRST, 1, 3)),
                of("platform", "web", cohort("B", FIRST, 3, 5)));

        assertNone(of(judgements, "spend", "platform", "ios", SECOND), Status.SRM_BLOCKED, "SRM: ios");
        assertThat(of(judgements, "spend", "platform", "web", SECOND).found().status())
                .isEqualTo(Status.OK);
        assertThat(last(judgements).found().status()).isEqualTo(Status.OK);
    }

    @Test
    void unitsEnterOnTheDayOnWhichTheirWindowIsOver() {
        List<Judgement> judgements = readout(
                spec(),
                cohort("A", FIRST, 1, 2, 3),
                cohort("B", FIRST, 3, 4, 5),
                cohort("A", SECOND, 9),
                cohort("B", SECOND, 1, 1));

        assertThat(of(judgements, "spend", ALL, ALL, FIRST)
                        .found()
                        .value()
                        .orElseThrow()
                        .variantUnits())
                .isEqualTo(3);
        assertThat(last(judgements).found().value().orElseThrow().variantUnits())
                .isEqualTo(5);
    }

    @Test
    void theAlwaysValidPNeverRises() {
        double[] many = IntStream.range(0, 2000).mapToDouble(i -> i % 7).toArray();
        double[] more = IntStream.range(0, 2000).mapToDouble(i -> i % 7 + 1).toArray();
        double[] less = IntStream.range(0, 2000).mapToDouble(i -> i % 7 - 1).toArray();

        List<Judgement> judgements = readout(
                spec(),
                cohort("A", FIRST, many),
                cohort("B", FIRST, more),
                cohort("A", SECOND, many),
                cohort("B", SECOND, less));

        Judgement first = of(judgements, "spend", ALL, ALL, FIRST);
        assertThat(first.alwaysValidP().orElseThrow()).isLessThan(0.001);
        assertThat(last(judgements).pValue().orElseThrow()).isGreaterThan(0.5);
        assertThat(last(judgements).alwaysValidP()).isEqualTo(first.alwaysValidP());
    }

    @Test
    void pValuesAreAdjustedOverMetricsAndVariantsButNotOverGuardrails() {
        Spec spec = spec(
                "experiments.home.weights=[{from: 2026-03-01, arms: {A: 1, B: 1, C: 1}}]",
                "metrics.guard={kind: mean, numerator: {action: order}, guardrail: true, minimum_units: 2}",
                "experiments.home.metrics=[spend, guard]");

        List<Judgement> judgements = readout(
                spec,
                cohort("A", FIRST, 1, 2, 3),
                cohort("B", FIRST, 3, 4, 6),
                cohort("C", FIRST, 2, 4, 9),
                guard(cohort("A", FIRST, 1, 2, 3)),
                guard(cohort("B", FIRST, 3, 4, 5)));

        List<Judgement> family = judgements.stream()
                .filter(judgement -> judgement.place().look().equals(SECOND))
                .filter(judgement -> judgement.place().metric().equals("spend"))
                .toList();
        double smaller = family.get(0).pValue().orElseThrow();
        assertThat(smaller).isLessThan(family.get(1).pValue().orElseThrow());
        assertThat(family.get(0).adjustedP().orElseThrow()).isEqualTo(2 * smaller);
        assertThat(family.get(1).adjustedP()).isEqualTo(family.get(1).pValue());
        assertThat(of(judgements, "guard", ALL, ALL, SECOND).adjustedP()).isEmpty();
        assertThat(of(judgements, "guard", ALL, ALL, SECOND).pValue()).isPresent();
    }

    /** Each epoch shows that B is worse by 1; pooled, B is better, for most of its units are of the better epoch. */
    @Test
    void changedWeightsAreComparedEpochByEpoch() {
        Spec spec = spec(
                "experiments.home.weights=[{from: 2026-03-01, arms: {A: 9, B: 1}}, {from: 2026-03-02, arms: {A: 1, B: 9}}]");

        List<Judgement> judgements = readout(
                spec,
                cohort("A", FIRST, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2),
                cohort("B", FIRST, 0, 1),
                ofEpoch(FIRST, cohort("A", SECOND, 10, 11)),
                ofEpoch(FIRST, cohort("B", SECOND, 9, 10, 9, 10, 9, 10, 9, 10, 9, 10)));

        Numbers stratified = last(judgements).found().value().orElseThrow();
        assertThat(stratified.method().name()).isEqualTo("welch+epochs");
        assertThat(stratified.effect().estimate()).isEqualTo(-1);
        assertThat(effect(judgements, Dimensions.POOLED)).isGreaterThan(4);
        assertThat(effect(judgements, "2026-03-01")).isEqualTo(-1);
        assertThat(effect(judgements, "2026-03-02")).isEqualTo(-1);
        assertThat(of(judgements, "spend", Dimensions.EPOCH, "2026-03-02", FIRST)
                        .found()
                        .status())
                .isEqualTo(Status.PARTIAL_WINDOW);
    }

    @Test
    void cappedNumeratorsStandForTheirDay() {
        Spec spec = spec("metrics.spend.cap=0.9");

        List<Judgement> judgements = readout(
                spec,
                cohort("A", FIRST, 1, 2),
                cohort("B", FIRST, 3, 4, 5),
                capped(cohort("A", FIRST, 9)),
                capped(cohort("A", SECOND, 5)));

        assertThat(last(judgements).found().value().orElseThrow().controlMean()).isEqualTo(8.0 / 3);
    }

    private static double effect(List<Judgement> judgements, String epoch) {
        return of(judgements, "spend", Dimensions.EPOCH, epoch, SECOND)
                .found()
                .value()
                .orElseThrow()
                .effect()
                .estimate();
    }

    private static void assertNone(Judgement judgement, Status status, String reason) {
        Row row = judgement.row();
        assertThat(judgement.found().status()).as(judgement.toString()).isEqualTo(status);
        assertThat(reason(judgement)).contains(reason);
        assertThat(IntStream.range(7, row.size() - 2).allMatch(row::isNullAt))
                .as(row.toString())
                .isTrue();
    }

    private static String reason(Judgement judgement) {
        Row row = judgement.row();
        return row.getString(row.size() - 1);
    }

    private static List<Judgement> readout(Spec spec, Cohort... cohorts) {
        return readout(spec, verdicts(Map.of()), cohorts);
    }

    private static List<Judgement> readout(Spec spec, HealthVerdicts health, Cohort... cohorts) {
        return new Readout(spec.experiments(), spec.metrics(), Map.of(), health).judgements(List.of(cohorts));
    }

    private static HealthVerdicts verdicts(Map<HealthVerdicts.Cell, String> blocked) {
        return new HealthVerdicts(new TreeMap<>(Map.of("home", new TreeSet<>(List.of(FIRST, SECOND)))), blocked);
    }

    private static Judgement last(List<Judgement> judgements) {
        return of(judgements, "spend", ALL, ALL, SECOND);
    }

    private static Judgement of(
            List<Judgement> judgements, String metric, String dimension, String value, LocalDate look) {
        return judgements.stream()
                .filter(judgement -> judgement.place().look().equals(look))
                .filter(judgement -> judgement.place().metric().equals(metric))
                .filter(judgement -> judgement.place().dimension().equals(dimension))
                .filter(judgement -> judgement.place().value().equals(value))
                .findFirst()
                .orElseThrow();
    }

    private static Cohort cohort(String variant, LocalDate day, double... numerators) {
        Moments moments = new Moments();
        for (double numerator : numerators) {
            moments.add(numerator, 1, 0, 1);
        }
        return new Cohort("home", "spend", ALL, ALL, LocalDate.parse("2026-03-01"), variant, day, false, moments);
    }

    private static Cohort of(String dimension, String value, Cohort cohort) {
        return changed(cohort, cohort.metric(), dimension, value, cohort.epoch(), false);
    }

    private static Cohort guard(Cohort cohort) {
        return changed(cohort, "guard", ALL, ALL, cohort.epoch(), false);
    }

    private static Cohort ofEpoch(LocalDate epoch, Cohort cohort) {
        return changed(cohort, cohort.metric(), ALL, ALL, epoch, false);
    }

    private static Cohort capped(Cohort cohort) {
        return changed(cohort, cohort.metric(), ALL, ALL, cohort.epoch(), true);
    }

    private static Cohort changed(
            Cohort cohort, String metric, String dimension, String value, LocalDate epoch, boolean isCapped) {
        return new Cohort(
                cohort.experiment(),
                metric,
                dimension,
                value,
                epoch,
                cohort.variant(),
                cohort.day(),
                isCapped,
                cohort.moments());
    }

    private static Spec spec(String... overrides) {
        List<String> all = new ArrayList<>(List.of(
                "metrics.spend={kind: mean, numerator: {action: order, value: amount}, minimum_units: 2}",
                "experiments.home={baseline: A, from: 2026-03-01, metrics: [spend],"
                        + " weights: [{from: 2026-03-01, arms: {A: 50, B: 50}}]}"));
        all.addAll(List.of(overrides));
        return new SpecReader().read(List.of(Path.of("../docs/minimal.yaml")), all, Map.of());
    }
}
