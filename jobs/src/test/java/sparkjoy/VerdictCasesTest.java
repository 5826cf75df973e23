package sparkjoy;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sparkjoy.cli.AssignmentsVerb;
import sparkjoy.cli.ExitCode;
import sparkjoy.cli.ExperimentVerb;
import sparkjoy.cli.ReportVerb;
import sparkjoy.experiment.ExperimentStory;
import sparkjoy.experiment.StoryDetails;
import sparkjoy.lake.Lake;
import sparkjoy.page.PageDocument;
import sparkjoy.spec.Spec;
import sparkjoy.spec.SpecReader;

/** Whoever reads only the first two lines of `joy experiment` does the right thing: from raw logs to verdicts. */
class VerdictCasesTest {
    @TempDir
    private static Path folder;

    private static TestPipeline pipeline;
    private static Answer readout;

    @BeforeAll
    static void ran() throws IOException {
        RawLogs logs = new RawLogs(folder.resolve("logs"));
        new VerdictCases().deliver(logs);
        Path spec = Files.writeString(folder.resolve("cases.yaml"), VerdictCases.SPEC);
        pipeline = TestPipeline.of(logs.root(), folder.resolve("lake")).withOptions("--spec", spec.toString());
        Answer before = pipeline.run("ingest", "clean", "assignments", "health");
        assertThat(before.code()).as(before.err()).isEqualTo(ExitCode.DONE);
        readout = pipeline.run("readout");
    }

    /** Equal numbers, equal caution: the same while it runs and when it is over. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "guard  | DO NOT ROLL IT OUT AS IT IS     | better by conversion; worse by complaints",
                "broken | DO NOT ROLL IT OUT AS IT IS     | better by clicked; worse by conversion",
                "crash  | DO NOT ROLL IT OUT AS IT IS     | better by clicked; worse by crashes",
                "tiny   | DO NOT TRUST IT                 | SRM in stage after_bot_filter: the shares of the arms",
                "leak   | DO NOT TRUST IT                 | LEAK in stage after_bot_filter: units in arms without a",
                "strays | WINNER                          | better by conversion",
                "failed | NOT EVERY METRIC HAS A RESULT   | better by conversion; no numbers of per_piece (FAILED"
            })
    void theFirstTwoLinesSayWhatToDo(String id, String verdict, String reason) {
        for (String state : List.of("still running", "over")) {
            Answer answer = asked(id, state);

            List<String> first = answer.out().lines().limit(2).toList();
            assertThat(first.get(0)).as(answer.out()).startsWith(id + ", B: ").contains(verdict);
            assertThat(first.get(1)).contains(state + "; " + reason);
            assertThat(answer.out().contains("Next: Roll out B to everyone")).isEqualTo(verdict.equals("WINNER"));
        }
    }

    /** Both stages, all units and the one epoch of the weights are off; what is true of each variant is said once. */
    @Test
    void aMismatchIsToldInOneSentenceAndTheOthersAreCounted() {
        List<String> lines = asked("tiny", "over").out().lines().toList();

        assertThat(lines.get(1))
                .startsWith("  as of 2026-02-2")
                .containsOnlyOnce("the shares of the arms do not match the weights")
                .endsWith("always-valid p = 2.4e-03; and 3 more in gold.assignment_health");
        assertThat(lines.get(2)).isEqualTo("tiny, T: DO NOT TRUST IT: ITS NUMBERS ARE WITHHELD");
        assertThat(lines.get(3)).endsWith("over; for the same reason as B");
        assertThat(lines.get(4)).isEqualTo("  Warning: also withheld: the numbers of weights_epoch 2026-02-01");
    }

    @Test
    void anExperimentThatIsOverSaysWhatItDecided() {
        assertThat(asked("even", "still running").out())
                .startsWith("even, B: NO DIFFERENCE YET")
                .contains("Next: Do not roll out B yet; joy experiment even --power shows how long");
        assertThat(asked("even", "over").out())
                .startsWith("even, B: NO DIFFERENCE FOUND")
                .contains("Next: Keep A unless B is wanted for other reasons")
                .doesNotContainIgnoringCase(" yet", "wait");
    }

    @Test
    void oneArmWithoutVarianceHasAnEffectAndAStandardError() {
        Row collapsed = row("broken", "conversion");
        Row crashed = row("crash", "crashes");

        assertThat(collapsed.<String>getAs("status")).isEqualTo("OK");
        assertThat(collapsed.<Double>getAs("effect_abs")).isEqualTo(-0.12);
        assertThat(collapsed.<Double>getAs("se_abs")).isBetween(0.007, 0.0075);
        assertThat(collapsed.<Double>getAs("p_value")).isLessThan(1e-50);
        assertThat(crashed.<String>getAs("status")).isEqualTo("OK");
        assertThat(crashed.<Double>getAs("effect_abs")).isEqualTo(0.1);
        assertThat(crashed.<Double>getAs("effect_rel")).isNull();
        assertThat(crashed.<String>getAs("reason")).contains("the baseline of 2000 units is 0");
    }

    @Test
    void aTinyArmIsLeftOutOfTheTestAndNamed() {
        Row health = pipeline.table("gold.assignment_health")
                .filter("experiment_id = 'tiny' AND dimension = '(all)' AND stage = 'readout'")
                .orderBy("as_of_date")
                .collectAsList()
                .get(22);

        assertThat(health.<String>getAs("verdict")).isEqualTo("SRM");
        assertThat(health.<String>getAs("reason")).contains("(p = 1.8e-13)", "are expected in T: left out of the test");
    }

    @Test
    void aFewStraysAreNamedAndTheReadoutStands() {
        Answer answer = asked("strays", "over");

        assertThat(answer.out())
                .contains("Warning: stage after_bot_filter: left out as stray: 3 of 4,000 units in arms without a"
                        + " weight:")
                .contains("Z 2", "off 1");
        assertThat(row("strays", "conversion").<Long>getAs("n_control")).isEqualTo(1998);
    }

    @Test
    void anOverrideOfAMismatchDoesNotSilenceALeak() {
        Answer shown = asked("shown", "over");

        assertThat(asked("leak", "over").out())
                .as("its srm_override is about something else")
                .startsWith("leak, B: DO NOT TRUST IT");
        assertThat(shown.out())
                .startsWith("shown, B: SHOWN BY AN OVERRIDE, DO NOT RELY ON IT: WINNER")
                .contains("the readout is shown all the same: a load test")
                .doesNotContain("to everyone");
    }

    /** 80 % of one arm and 20 % of the other are on one platform; all units together are 50 to 50. */
    @Test
    void aPlatformWithAMismatchIsNamedInTheSecondLineAndInWhatToDo() {
        Answer answer = asked("phones", "over");

        assertThat(answer.out())
                .startsWith("phones, B: WINNER, BUT PART OF THE ASSIGNMENT IS BROKEN: DO NOT ROLL IT OUT YET")
                .contains("Next: Do not roll out B before that")
                .doesNotContain("to everyone");
        assertThat(answer.out().lines().skip(1).findFirst().orElseThrow())
                .contains("better by conversion; do not trust platform android, platform ios: their");
        assertThat(answer.out())
                .contains("Warning: platform ios: its numbers are withheld, SRM in stage after_bot_filter: the shares")
                .contains("Next: Before anything else, find what breaks the assignment of platform android,"
                        + " platform ios: ");
    }

    /** 72 of 200 units against 40 have a p of 0.0003, and 68 against 40 one of 0.002: the limit is 0.001. */
    @Test
    void armsThatAlreadyDifferedBeforeTheFirstExposureAreAWarning() {
        assertThat(asked("unlike", "over").out())
                .contains(
                        "Warning: visits: the arms already differed before the first exposure (A 0.2000, B 0.3600, p = "
                                + "3.");
        assertThat(asked("alike", "over").out())
                .startsWith("alike, B: NO DIFFERENCE FOUND")
                .doesNotContain("Warning");
        assertThat(asked("alike", "over", "--details").out()).contains("0.3400");
    }

    @Test
    void detailsHaveMethodsHistoryDimensionsEveryLookAndTheDaysSinceTheExposure() {
        Answer answer = asked("phones", "over", "--details");

        assertThat(answer.out())
                .contains("95% interval of lift", "How the numbers are computed", "proportion", "p of sample ratio")
                .contains("By dimension", "SRM_BLOCKED")
                .containsPattern("2026-02-02 +B +too early to tell")
                .containsPattern("2026-02-2. +B +winner +\\+60.00%\\*")
                .containsPattern("conversion +B +1 +4,000 +0.1000 +0.1600 +\\+60.00% ");
        assertThat(asked("phones", "over", "--details", "--json").out())
                .contains("\"novelty\":[{\"metric\":\"conversion\",\"variant\":\"B\",\"day\":1,\"units\":4000")
                .contains("\"relative\":{\"standard_error\":0.13");
        assertThat(asked("guard", "over").out()).doesNotContain("By dimension", "phones");
    }

    @Test
    void assignmentsShowHealthTotalsAndWhatAUnitAddsToEachMetric() {
        Answer all = pipeline.ask(new AssignmentsVerb(), "--experiment", "tiny");
        Answer one = pipeline.ask(new AssignmentsVerb(), "--unit", "g1", "--experiment", "guard");

        assertThat(all.out())
                .contains("Health as of 2026-02-", "readout           SRM, sample ratio p = 1.8e-13")
                .containsPattern("\\(all\\) +3,000 +1,700 +56.7% +50.0% +1,297");
        assertThat(one.out())
                .contains("    complaints: 0; before the exposure 0; window until 2026-02-04T00:06:40Z, over")
                .contains("    conversion: ");
    }

    /** From the values as they were sent. */
    @Test
    void aQuantileOfEventsHasTheVarianceOfUnits() {
        Row slow = row("load", "slow", "dimension_value = '(pooled)'");
        CountedQuantile control = CountedQuantile.of(0);
        CountedQuantile variant = CountedQuantile.of(1);

        assertThat(slow.<String>getAs("status")).isEqualTo("OK");
        assertThat(slow.<String>getAs("method")).isEqualTo("quantile");
        assertThat(slow.<Long>getAs("n_control")).isEqualTo(300);
        assertThat(slow.<Long>getAs("n_values_control")).isEqualTo(control.values());
        assertThat(slow.<Double>getAs("mean_control")).isCloseTo(control.estimate(), within(1e-9));
        assertThat(slow.<Double>getAs("effect_abs")).isCloseTo(variant.estimate() - control.estimate(), within(1e-9));
        assertThat(slow.<Double>getAs("se_abs"))
                .isCloseTo(Math.sqrt(control.variance() + variant.variance()), within(1e-9));
        assertThat(row("load", "slow").<String>getAs("method")).isEqualTo("quantile+epochs");
        assertThat(row("load", "pages").<String>getAs("status")).isEqualTo("OK");
        assertThat(asked("load", "over").out()).startsWith("load, B: ");
        assertThat(asked("load", "over", "--power").out()).contains("slow", "pages");
    }

    /** 80 of 2,000 units buy, so that the quantile of all units is 0. */
    @Test
    void aCapIsTakenFromTheUnitsAboveZeroAndShownWithBothMeans() {
        Row spend = row("cap", "spend");
        Answer answer = asked("cap", "over");

        assertThat(spend.<String>getAs("status")).isEqualTo("OK");
        assertThat(spend.<Double>getAs("cap")).isEqualTo(37);
        assertThat(spend.<Double>getAs("raw_mean_control")).isGreaterThan(spend.getAs("mean_control"));
        assertThat(spend.<Double>getAs("raw_mean_variant")).isGreaterThan(spend.getAs("mean_variant"));
        assertThat(answer.out()).contains("spend: numerators are capped at 37.00; without the cap A has ");
        assertThat(row("cap", "refunded").<Double>getAs("cap"))
                .as("a metric below 0 has no cap")
                .isNull();
    }

    @Test
    void aMetricThatFailsIsNamedAndEndsTheRunAsPartialAndSpoilsNothing() {
        assertThat(readout.code()).isEqualTo(ExitCode.PARTIAL);
        assertThat(readout.err())
                .contains("metrics.per_piece cannot be computed: [DIVIDE_BY_ZERO]", "It is FAILED in")
                .doesNotContain("\tat ", "ansi");
        assertThat(readout.out().substring(readout.out().indexOf("PARTIAL: run ")))
                .as("the end of the summary names it too")
                .contains("readout: metrics.per_piece cannot be computed: [DIVIDE_BY_ZERO]");
        assertThat(row("failed", "conversion").<String>getAs("status")).isEqualTo("OK");
        assertThat(row("failed", "per_piece").<String>getAs("reason")).contains("DIVIDE_BY_ZERO");
    }

    @Test
    void thePageSaysWhyAReadoutHasNoNumbersAndWhatToDo() throws IOException {
        Path file = folder.resolve("report.html");

        Answer answer = pipeline.ask(new ReportVerb(Clock.systemUTC()), "--html", file.toString());

        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.DONE);
        Map<String, JsonNode> experiments = new HashMap<>();
        PageDocument.of(Files.readString(file))
                .path("experiments")
                .forEach(one -> experiments.put(one.path("id").asText(), one));
        JsonNode blocked = experiments.get("tiny");
        assertThat(blocked.at("/headlines/B/words").asText()).isEqualTo("do not trust it: its numbers are withheld");
        assertThat(blocked.at("/headlines/B/reason").asText()).startsWith("SRM in stage after_bot_filter: the");
        assertThat(blocked.at("/story/lines")).allSatisfy(line -> {
            assertThat(line.path("status").asText()).isEqualTo("SRM_BLOCKED");
            assertThat(line.path("estimate").isNull()).isTrue();
        });
        assertThat(blocked.at("/story/next/0").asText()).contains("joy assignments --experiment tiny shows it by day");
        assertThat(blocked.at("/units/stages").findValuesAsText("verdict")).contains("SRM");
        JsonNode failed = experiments.get("failed");
        assertThat(failed.at("/headlines/B/words").asText()).startsWith("better, but not every metric has a result");
        assertThat(failed.at("/story/lines").findValuesAsText("status")).containsExactlyInAnyOrder("OK", "FAILED");
        assertThat(failed.at("/story/lines").findValuesAsText("reason"))
                .anyMatch(why -> why.contains("DIVIDE_BY_ZERO"));
        assertThat(failed.at("/story/next/0").asText()).contains("correct what the status names");
        assertThat(failed.at("/story/next/1").asText())
                .isEqualTo("Correct metrics.per_piece, which cannot be computed, then run `joy run all`.");
        JsonNode doubtful = experiments.get("phones").at("/headlines/B");
        assertThat(doubtful.path("words").asText()).startsWith("winner, but part of the assignment is broken");
        assertThat(doubtful.path("isWinner").asBoolean()).isFalse();
        assertThat(experiments.get("strays").at("/headlines/B/isWinner").asBoolean())
                .isTrue();
    }

    /** The page of a lake with 30 experiments would otherwise take a minute. */
    @Test
    void theStoriesOfAllExperimentsTakeAsManyQueriesAsThatOfOne() throws Exception {
        Spec spec = new SpecReader()
                .read(
                        List.of(Path.of("../pipelines.yaml"), folder.resolve("cases.yaml")),
                        List.of("lake=" + pipeline.lake()),
                        Map.of());
        List<String> ids = List.copyOf(spec.experiments().keySet());
        List<ExperimentStory> alone = new ArrayList<>();
        List<ExperimentStory> together = new ArrayList<>();

        SparkWork.Count one = SparkWork.of(() -> alone.addAll(stories(spec, List.of("phones"))));
        SparkWork.Count all = SparkWork.of(() -> together.addAll(stories(spec, ids)));

        assertThat(ids).hasSizeGreaterThan(10);
        assertThat(all.executions()).as(all.table()).isEqualTo(one.executions()).isLessThanOrEqualTo(7);
        assertThat(together).hasSameSizeAs(ids).containsAll(alone);
    }

    private static List<ExperimentStory> stories(Spec spec, List<String> ids) {
        Lake lake = pipeline.tables();
        return StoryDetails.addedTo(ExperimentStory.all(lake, spec, ids), lake, spec);
    }

    /** Spark's own lines about a failed task are the stack trace of what the run names by itself. */
    @Test
    void theConsoleLeavesFailedTasksToTheRun() throws IOException {
        String logging = Files.readString(Path.of("src/main/resources/sparkjoy/log4j2.properties"));

        for (String logger : List.of("executor.Executor", "scheduler.TaskSetManager")) {
            String key = logging.lines()
                    .filter(line -> line.endsWith(".name = org.apache.spark." + logger))
                    .map(line -> line.substring(0, line.indexOf(".name")))
                    .findFirst()
                    .orElseThrow();
            assertThat(logging).contains(key + ".level = off");
        }
    }

    private static Answer asked(String id, String state, String... more) {
        TestPipeline as = state.equals("over") ? pipeline.with("experiments." + id + ".to=2026-02-22") : pipeline;
        return as.ask(
                new ExperimentVerb(),
                Stream.concat(Stream.of(id), Stream.of(more)).toArray(String[]::new));
    }

    private static Row row(String experiment, String metric) {
        return row(experiment, metric, "dimension = '(all)'");
    }

    private static Row row(String experiment, String metric, String place) {
        return Stream.of(pipeline.table("gold.experiment_readout"))
                .map(table -> table.filter(place)
                        .filter("experiment_id = '" + experiment + "' AND metric_id = '" + metric + "'")
                        .orderBy(col("as_of_date").desc())
                        .first())
                .findFirst()
                .orElseThrow();
    }
}
