package sparkjoy.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import sparkjoy.experiment.statistics.Effect;
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
        assertThat(numbers.lift().map(Effect::estimate)).hasValue(0.8);
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
                last(readout(spec(), cohort("A", FIRST, 1, 1), cohort("B", FIRST, 5, 5, 5))),
                Status.ZERO_VARIANCE,
                "1.0 for 2 units of arm 'A' and 5.0 for 3 units of arm 'B'");
        assertNone(
                last(readout(spec(), cohort("A", LATER, 1, 2, 3), cohort("B", LATER, 1, 2, 4))),
                Status.PARTIAL_WINDOW,
                "whole window of 72 hours");
        assertNone(
                last(readout(spec(), some, cohort("B", FIRST, 1, Double.NaN, 3))),
                Status.FAILED,
                "is not a finite number");
    }

    /** Crashes that were none and are some have an effect, a standard error and no lift. */
    @Test
    void aBaselineOfZeroHasAnAbsoluteEffectAlone() {
        Spec spec = spec("experiments.home.prior={mean: 0, sd: 0.1}");
        for (Cohort baseline : List.of(cohort("A", FIRST, -1, 1, 0), cohort("A", FIRST, 0, 0, 0, 0))) {
            Judgement judgement = last(readout(spec, baseline, cohort("B", FIRST, 1, 2, 3)));

            Numbers numbers = judgement.found().value().orElseThrow();
            assertThat(numbers.effect().estimate()).isEqualTo(2);
            assertThat(numbers.effect().standardError()).isGreaterThan(0.5);
            assertThat(numbers.lift()).isEmpty();
            assertThat(numbers.chanceToWin()).isGreaterThan(0.9);
            assertThat(reason(judgement)).contains("is 0, so there is no relative effect");
        }
    }

    @Test
    void aFailingMetricLeavesTheOthers() {
        Spec spec = spec("experiments.home.metrics=[spend, conversion]");
        Readout readout = new Readout(
                spec.experiments(),
                spec.metrics(),
                Map.of("conversion", "no such column"),
                Map.of(),
                Quantiles.NONE,
                verdicts(Map.of()));

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
        Map<HealthVerdicts.Cell, List<HealthVerdicts.Objection>> blocked =
                against(new HealthVerdicts.Cell("home", SECOND, ALL, ALL), Verdict.SRM, "SRM: why");
        Cohort[] cohorts = {cohort("A", FIRST, 1, 2, 3), cohort("B", FIRST, 3, 4, 5)};

        List<Judgement> withheld = readout(spec(), verdicts(blocked), cohorts);
        List<Judgement> shown = readout(spec("experiments.home.srm_override=trust me"), verdicts(blocked), cohorts);

        assertThat(of(withheld, "spend", ALL, ALL, FIRST).found().status()).isEqualTo(Status.OK);
        assertNone(last(withheld), Status.SRM_BLOCKED, "SRM: why");
        assertThat(last(shown).found().status()).isEqualTo(Status.OK);
        assertThat(reason(last(shown))).isEqualTo("SRM: why");
    }

    @Test
    void anOverrideOfOneReasonDoesNotSilenceAnother() {
        HealthVerdicts.Cell cell = new HealthVerdicts.Cell("home", SECOND, ALL, ALL);
        HealthVerdicts both = verdicts(Map.of(
                cell,
                List.of(
                        new HealthVerdicts.Objection(Verdict.LEAK, "LEAK: strays"),
                        new HealthVerdicts.Objection(Verdict.SRM, "SRM: why"))));
        Cohort[] cohorts = {cohort("A", FIRST, 1, 2, 3), cohort("B", FIRST, 3, 4, 5)};
        String srm = "experiments.home.srm_override=trust me";
        String leak = "experiments.home.leak_override=a load test";

        assertNone(last(readout(spec(), both, cohorts)), Status.SRM_BLOCKED, "LEAK: strays; SRM: why");
        assertNone(last(readout(spec(srm), both, cohorts)), Status.SRM_BLOCKED, "LEAK: strays");
        assertNone(last(readout(spec(leak), both, cohorts)), Status.SRM_BLOCKED, "SRM: why");
        assertThat(reason(last(readout(spec(srm, leak), both, cohorts)))).isEqualTo("LEAK: strays; SRM: why");
    }

    @Test
    void aMismatchOfOneValueOfADimensionWithholdsOnlyThat() {
        Map<HealthVerdicts.Cell, List<HealthVerdicts.Objection>> blocked =
                against(new HealthVerdicts.Cell("home", SECOND, "platform", "ios"), Verdict.SRM, "SRM: ios");

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
        assertThat(first.pValues().alwaysValid().orElseThrow()).isLessThan(0.001);
        assertThat(last(judgements).pValue().orElseThrow()).isGreaterThan(0.5);
        assertThat(last(judgements).pValues().alwaysValid())
                .isEqualTo(first.pValues().alwaysValid());
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
        assertThat(family.get(0).pValues().adjusted().orElseThrow()).isEqualTo(2 * smaller);
        assertThat(family.get(1).pValues().adjusted()).isEqualTo(family.get(1).pValue());
        assertThat(of(judgements, "guard", ALL, ALL, SECOND).pValues().adjusted())
                .isEmpty();
        assertThat(of(judgements, "guard", ALL, ALL, SECOND).pValue()).isPresent();
    }

    /** Two primary tests, one of them without numbers yet, and a secondary one apart. */
    @Test
    void theAlwaysValidPIsAdjustedOverItsRoleAndOverWhatHasNoNumbersYet() {
        Spec spec = spec(
                "metrics.later={kind: mean, numerator: {action: order}, minimum_units: 50}",
                "metrics.aside={kind: mean, numerator: {action: order}, minimum_units: 2}",
                "experiments.home.metrics=[spend, later, aside]",
                "experiments.home.secondary=[aside]");
        double[] some = IntStream.range(0, 40).mapToDouble(i -> i % 4).toArray();
        double[] more = IntStream.range(0, 40).mapToDouble(i -> i % 4 + 2.5).toArray();

        List<Judgement> judgements = readout(
                spec,
                cohort("A", FIRST, some),
                cohort("B", FIRST, more),
                of("later", cohort("A", FIRST, some)),
                of("later", cohort("B", FIRST, more)),
                of("aside", cohort("A", FIRST, some)),
                of("aside", cohort("B", FIRST, more)));

        Judgement.PValues spend = last(judgements).pValues();
        Judgement.PValues aside = of(judgements, "aside", ALL, ALL, SECOND).pValues();
        assertThat(of(judgements, "later", ALL, ALL, SECOND).found().status()).isEqualTo(Status.NOT_ENOUGH_DATA);
        assertThat(spend.alwaysValid().orElseThrow()).isBetween(1e-9, 0.4);
        assertThat(spend.alwaysValidAdjusted().orElseThrow())
                .isEqualTo(2 * spend.alwaysValid().orElseThrow());
        assertThat(aside.alwaysValidAdjusted()).isEqualTo(aside.alwaysValid());
        assertThat(aside.adjusted())
                .isEqualTo(of(judgements, "aside", ALL, ALL, SECOND).pValue());
    }

    /** B is worse by 2 %; with a margin of 10 % that is shown to be harmless, with one of 1 % it is not. */
    @Test
    void aHarmAsLargeAsTheMarginIsTested() {
        double[] some = IntStream.range(0, 2000).mapToDouble(i -> 10 + i % 2).toArray();
        double[] less =
                IntStream.range(0, 2000).mapToDouble(i -> 10 + i % 2 - 0.21).toArray();
        Cohort[] cohorts = {cohort("A", FIRST, some), cohort("B", FIRST, less)};
        String guard = "metrics.spend.guardrail=true";

        Numbers wide = last(readout(spec(guard, "metrics.spend.margin=0.1"), cohorts))
                .found()
                .value()
                .orElseThrow();
        Numbers narrow = last(readout(spec(guard, "metrics.spend.margin=0.01"), cohorts))
                .found()
                .value()
                .orElseThrow();
        Numbers down = last(readout(spec(guard, "metrics.spend.margin=0.01", "metrics.spend.direction=down"), cohorts))
                .found()
                .value()
                .orElseThrow();

        assertThat(wide.margin().orElseThrow().pValue()).isLessThan(1e-9);
        assertThat(wide.margin().orElseThrow().sequentialP()).isLessThan(1e-9);
        assertThat(narrow.margin()).contains(new Numbers.Margin(1, 1));
        assertThat(down.margin().orElseThrow().pValue()).isLessThan(1e-9);
    }

    /** By the delta method the lift of 0 has no error: two complaints among 200 would prove anything. */
    @Test
    void aVariantOfNothingButZeroesDoesNotProveThatThereIsNoHarm() {
        double[] few = IntStream.range(0, 200).mapToDouble(i -> i < 2 ? 1 : 0).toArray();
        Cohort[] cohorts = {cohort("A", FIRST, few), cohort("B", FIRST, new double[200])};
        String[] guard = {"metrics.spend.guardrail=true", "metrics.spend.margin=0.1", "metrics.spend.direction=down"};

        Numbers numbers = last(readout(spec(guard), cohorts)).found().value().orElseThrow();

        double error = numbers.effect().standardError() / 0.01;
        assertThat(numbers.lift().map(Effect::estimate)).contains(-1.0);
        assertThat(numbers.margin().orElseThrow().pValue())
                .isCloseTo(
                        new Effect(1.1, 1.1 * error, numbers.effect().degreesOfFreedom(), 400).pValue(), within(1e-9))
                .isGreaterThan(0.05);
    }

    /** Each epoch shows that B is worse by 1; pooled, B is better, for most of its units are of the better epoch. */
    @Test
    void changedWeightsAreComparedEpochByEpoch() {
        Spec spec = spec("experiments.home.weights=[{from: 2026-03-01, arms: {A: 9, B: 1}}, {from: 2026-03-02,"
                + " arms: {A: 1, B: 9}}]");

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
                capped(cohort("A", FIRST, 9), cohort("A", FIRST, 20)),
                capped(cohort("A", SECOND, 5), cohort("A", SECOND, 20)));

        Numbers.Means means = last(judgements).found().value().orElseThrow().means();
        assertThat(means.control()).isEqualTo(8.0 / 3);
        assertThat(means.rawControl()).as("without the cap").isEqualTo(23.0 / 3);
        assertThat(means.rawVariant()).isEqualTo(means.variant());
        assertThat(means.cap()).isEmpty();
    }

    /** Capped, B is worse; as they are, B has more. */
    @Test
    void aCapThatTurnsTheSignIsShownWithItsValueAndBothMeans() {
        Spec spec = spec("metrics.spend.cap=0.9");
        Readout readout = new Readout(
                spec.experiments(),
                spec.metrics(),
                Map.of(),
                Map.of(new Caps.Key("home", "spend", SECOND), 5.0),
                Quantiles.NONE,
                verdicts(Map.of()));

        Numbers.Means means = last(readout.judgements(List.of(
                        cohort("A", FIRST, 3, 4, 4),
                        cohort("B", FIRST, 1, 2),
                        capped(cohort("B", SECOND, 5), cohort("B", SECOND, 900)))))
                .found()
                .value()
                .orElseThrow()
                .means();

        assertThat(means).isEqualTo(new Numbers.Means(11.0 / 3, 8.0 / 3, 11.0 / 3, 301, Optional.of(5.0)));
    }

    /** Of the epochs put together, not of the arms pooled, whose variance is that between epochs. */
    @Test
    void theVarianceReductionIsThatOfTheEstimateShown() {
        Spec spec = spec("experiments.home.weights=[{from: 2026-03-01, arms: {A: 9, B: 1}}, {from: 2026-03-02,"
                + " arms: {A: 1, B: 9}}]");

        Numbers numbers = last(readout(
                        spec,
                        withHistory(cohort("A", FIRST), 1, 1, 2, 2, 3, 4),
                        withHistory(cohort("B", FIRST), 1, 2, 2, 2, 4, 5),
                        ofEpoch(FIRST, withHistory(cohort("A", SECOND), 101, 2, 103, 3, 104, 4)),
                        ofEpoch(FIRST, withHistory(cohort("B", SECOND), 102, 1, 104, 4, 106, 5))))
                .found()
                .value()
                .orElseThrow();

        assertThat(numbers.method().name()).isEqualTo("welch+cuped+epochs");
        double plain = last(readout(
                        spec,
                        cohort("A", FIRST, 1, 2, 3),
                        cohort("B", FIRST, 1, 2, 4),
                        ofEpoch(FIRST, cohort("A", SECOND, 101, 103, 104)),
                        ofEpoch(FIRST, cohort("B", SECOND, 102, 104, 106))))
                .found()
                .value()
                .orElseThrow()
                .effect()
                .standardError();
        double adjusted = numbers.effect().standardError();
        assertThat(numbers.method().varianceReduction().orElseThrow())
                .isCloseTo(1 - adjusted * adjusted / (plain * plain), within(1e-12));
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
        Row row = judgement.row(ArmVersions.NONE);
        assertThat(judgement.found().status()).as(judgement.toString()).isEqualTo(status);
        assertThat(reason(judgement)).contains(reason);
        assertThat(IntStream.range(7, row.size() - 2).allMatch(row::isNullAt))
                .as(row.toString())
                .isTrue();
    }

    private static String reason(Judgement judgement) {
        Row row = judgement.row(ArmVersions.NONE);
        return row.getString(row.size() - 1);
    }

    private static List<Judgement> readout(Spec spec, Cohort... cohorts) {
        return readout(spec, verdicts(Map.of()), cohorts);
    }

    private static List<Judgement> readout(Spec spec, HealthVerdicts health, Cohort... cohorts) {
        return new Readout(spec.experiments(), spec.metrics(), Map.of(), Map.of(), Quantiles.NONE, health)
                .judgements(List.of(cohorts));
    }

    private static Map<HealthVerdicts.Cell, List<HealthVerdicts.Objection>> against(
            HealthVerdicts.Cell cell, Verdict verdict, String reason) {
        return Map.of(cell, List.of(new HealthVerdicts.Objection(verdict, reason)));
    }

    private static HealthVerdicts verdicts(Map<HealthVerdicts.Cell, List<HealthVerdicts.Objection>> blocked) {
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
        return new Cohort(
                "home", "spend", ALL, ALL, LocalDate.parse("2026-03-01"), variant, day, false, moments, moments);
    }

    /** With units of numerator and history, in turns. */
    private static Cohort withHistory(Cohort cohort, double... numbers) {
        for (int i = 0; i < numbers.length; i += 2) {
            cohort.moments().add(numbers[i], 1, numbers[i + 1], 1);
        }
        return cohort;
    }

    private static Cohort of(String dimension, String value, Cohort cohort) {
        return changed(cohort, cohort.metric(), dimension, value, cohort.epoch(), false);
    }

    private static Cohort of(String metric, Cohort cohort) {
        return changed(cohort, metric, ALL, ALL, cohort.epoch(), false);
    }

    private static Cohort capped(Cohort capped, Cohort raw) {
        return new Cohort(
                "home",
                "spend",
                ALL,
                ALL,
                capped.epoch(),
                capped.variant(),
                capped.day(),
                true,
                capped.moments(),
                raw.moments());
    }

    private static Cohort guard(Cohort cohort) {
        return changed(cohort, "guard", ALL, ALL, cohort.epoch(), false);
    }

    private static Cohort ofEpoch(LocalDate epoch, Cohort cohort) {
        return changed(cohort, cohort.metric(), ALL, ALL, epoch, false);
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
                cohort.moments(),
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
