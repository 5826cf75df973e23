package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sparkjoy.cli.ExitCode;

/** The command line tells what is wrong on standard error and ends with the number that says who can fix it. */
class CommandLineTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fly                                                | there is no verb fly",
                "statsu                                             | there is no verb statsu; did you mean 'status'?",
                "run                                                | run needs a job: all, or some of ingest, clean",
                "run ingets                                         | There is no job ingets in the pipeline food",
                "run all --from 2026-03-02                          | --from and --to belong together",
                "run all --from 2026-03-02 --to yesterday           | --to yesterday is not a valid date",
                "run all --from 2026-02-30 --to 2026-03-02          | --from 2026-02-30 is not a valid date",
                "run all --from 2026-03-02 --to 2026-03-02          | The range of days is empty",
                "demo one two | demo takes one folder, such as joy-demo",
                "demo src | src exists, and the demo needs a new folder",
                "run all --pipeline foot | --pipeline foot is not a pipeline of the specification, which has food",
                "run all --set lakes=x                              | lakes",
                "run all --set sources.app.on_changed_object=keeep  | keep",
                "run all --nonsense                                 | nonsense",
                "preview                                            | preview needs",
                "quarantine | quarantine needs one of list, show, replay, discard",
                "quarantine eat | quarantine needs one of list, show, replay, discard",
                "quarantine list --reason BROKEN | --reason BROKEN is unknown: use one of",
                "quarantine list --status SHUT                      | --status SHUT is unknown: use one of OPEN",
                "quarantine list --day today                        | --day today is not a valid date",
                "quarantine list --day 2026-03-02 --to 2026-03-04   | --day and --from/--to cannot be combined",
                "quarantine show --limit many                       | --limit many: give a whole number above 0",
                "quarantine replay --status REPLAYED                | --status is for list and show",
                "quarantine discard --note old                      | discard would close everything",
                "quarantine discard --reason BROKEN_JSON            | discard needs --note TEXT",
                "stream --preview cart | --preview cart is not a view of the specification, which has added_to_cart",
                "stream app                                         | app: it takes only options",
                "validate prod.yaml                                 | prod.yaml: it takes only options",
                "backfill                                           | backfill needs --from DAY and --to DAY",
                "experiment                                         | experiment needs one id: home_ranking",
                "experiment home_rankng                             | did you mean 'home_ranking'?",
                "assignments | assignments needs --unit ID, --experiment ID, or both",
                "assignments --experiment home                      | the specification has no experiment 'home'",
                "status --runs none                                 | --runs none: give a whole number above 0",
                "maintain --set retention.history=12h               | retention.history: is shorter than 1 day",
                "validate --spec no-such-file.yaml                  | no-such-file.yaml",
            })
    void wrongUsageAndWrongSpecificationsAreToldAndEndWithTwo(String line, String message) {
        String arguments = line.contains("--spec") ? line : line + " --spec ../pipelines.yaml";

        Answer answer = Answer.to(arguments.split(" +"));

        assertThat(answer.err()).contains(message).doesNotContain("\tat ");
        assertThat(answer.code()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(answer.out()).isEmpty();
    }

    @Test
    void whatTheVerbsDoStandsInOneColumn() {
        assertThat(Answer.to("--help").out().lines().filter(line -> line.startsWith("  ") && !line.contains("VERB")))
                .hasSizeGreaterThan(20)
                .allMatch(line -> line.matches(
                        "  quarantine list \\| show \\| replay \\| discard|  models load .*|.{27} \\p{L}.*"));
    }

    @Test
    void withoutArgumentsAllVerbsAreTold() {
        Answer answer = Answer.to();

        assertThat(answer.code()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(answer.out())
                .contains("generate", "run", "quarantine", "preview", "report", "maintain", "status", "validate");
    }

    @Test
    void missingLogsAreToldInPlainWordsAndEndWithOne() {
        TestPipeline pipeline = TestPipeline.of(folder.resolve("no-logs"), folder.resolve("lake"));

        Answer answer = pipeline.runAll();

        assertThat(answer.code()).isEqualTo(ExitCode.FAILED);
        assertThat(answer.err())
                .contains("joy run: No Segment logs at '" + folder.resolve("no-logs") + "'", "Name the folder")
                .doesNotContain("\tat ");
        assertThat(pipeline.rows("ops.runs", "status")).containsExactly("FAILED");
    }

    @Test
    void aTableThatIsNotThereIsToldAndEndsWithOne() {
        Answer answer = Answer.to(
                "preview", "gold.kpi_daily", "--spec", "../pipelines.yaml", "--set", "lake=" + folder.resolve("none"));

        assertThat(answer.code()).isEqualTo(ExitCode.FAILED);
        assertThat(answer.err()).contains("There is no table gold.kpi_daily").doesNotContain("\tat ");
    }

    @Test
    void jsonIsOneLineOnStandardOutput() throws IOException {
        Files.createDirectories(folder.resolve("logs/segment-logs"));
        TestPipeline pipeline = TestPipeline.of(folder.resolve("logs"), folder.resolve("lake"));

        Answer answer = pipeline.withOptions("--json").run("ingest");

        assertThat(answer.out()).endsWith("\n").containsOnlyOnce("\n");
        JsonNode result = new ObjectMapper().readTree(answer.out());
        assertThat(result.path("status").asText()).isEqualTo("DONE");
        assertThat(result.at("/jobs/0/job").asText()).isEqualTo("ingest");
        assertThat(result.at("/jobs/0/outcome/notes/0").asText()).isEqualTo("0 new files");
    }

    @Test
    void aFailingExpectationNamesItselfAndTheLine() {
        RawLogs logs = new RawLogs(folder.resolve("logs"));
        logs.put(
                RawLogs.DAY + "/a.gz",
                RawLogs.gzip(RawLogs.call("m1"), RawLogs.call("m2").replace(":1}", ":0}")));
        TestPipeline pipeline = TestPipeline.of(logs.root(), folder.resolve("lake"))
                .with("expectations.quantity_is_positive.on_fail=fail");

        Answer answer = pipeline.run("ingest", "clean");

        assertThat(answer.code()).isEqualTo(ExitCode.FAILED);
        assertThat(answer.err())
                .contains("joy run: The expectation quantity_is_positive", "a.gz line 2")
                .doesNotContain("\tat ");
        assertThat(pipeline.rows("ops.runs", "status")).containsExactly("FAILED");
        assertThat(pipeline.rows("silver.events", "message_id")).isEmpty();
    }

    @Test
    void anExpectationThatWarnsTellsHowManyEventsBreakIt() {
        RawLogs logs = new RawLogs(folder.resolve("logs"));
        TestPipeline pipeline = TestPipeline.of(logs.root(), folder.resolve("lake"))
                .with("expectations.quantity_is_positive.on_fail=warn", "identity.unit=stitched");
        String none = ":0}";
        logs.put(RawLogs.DAY + "/a.gz", RawLogs.gzip(RawLogs.call("m1"), call("m2", none), call("m3", none)));
        Answer first = pipeline.run("ingest", "clean");
        logs.put(RawLogs.DAY + "/b.gz", RawLogs.gzip(call("m4", none), call("m5", none)));

        Answer second = pipeline.run("ingest", "clean");

        assertThat(first.err()).contains("clean: 3 events, 2 events break quantity_is_positive");
        assertThat(second.err()).contains("clean: 2 events, 2 events break quantity_is_positive");
        assertThat(pipeline.rows("silver.events", "message_id")).containsExactly("m1", "m2", "m3", "m4", "m5");
    }

    private static String call(String id, String quantity) {
        return RawLogs.call(id).replace(":1}", quantity);
    }
}
