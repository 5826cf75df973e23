package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;
import static sparkjoy.RawLogs.DAY;
import static sparkjoy.RawLogs.call;
import static sparkjoy.RawLogs.gzip;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.cli.ExitCode;
import sparkjoy.cli.StatusVerb;
import sparkjoy.lake.Provenance;

/** What `joy status` tells, and when it alarms. */
class StatusTest {
    private static final Instant LANDED = Instant.parse("2026-03-02T12:00:00Z");

    @TempDir
    private Path folder;

    private RawLogs logs;
    private TestPipeline pipeline;

    @BeforeEach
    void deliver() throws IOException {
        logs = new RawLogs(folder.resolve("logs"));
        Path file = logs.put(DAY + "/a.gz", gzip(call("m1"), call("m2"), "{"));
        Files.setLastModifiedTime(file, FileTime.from(LANDED));
        pipeline = TestPipeline.of(logs.root(), folder.resolve("lake"))
                .with("thresholds.refused_share=1", "sources.app.silent_after=3h", "sources.app.settled_after=1d");
    }

    @Test
    void aSourceIsSilentOnceItsNewestFileIsOlderThanItsObjective() {
        pipeline.run("ingest");

        Answer inTime = status(LANDED.plus(Duration.ofHours(3)));
        Answer late = status(LANDED.plus(Duration.ofMinutes(181)));

        assertThat(inTime.code()).as(inTime.out()).isEqualTo(ExitCode.DONE);
        assertThat(late.code()).as(late.out()).isEqualTo(ExitCode.PARTIAL);
        assertThat(late.out())
                .contains("ALARM: source app (app) is silent: no file for 3h 1m; silent_after is 3h. `joy doctor`");
    }

    @Test
    void aSegmentSourceThatIsListedAndNeverCameIsSilent() {
        pipeline.run("ingest");

        Answer answer = status(LANDED, "--set", "sources.app.ids=[app, web]");

        assertThat(answer.code()).isEqualTo(ExitCode.PARTIAL);
        assertThat(answer.out()).contains("ALARM: source app (web) is silent: no file yet");
    }

    @Test
    void aPipelineThatNeverRanAlarms() {
        Answer answer = status(LANDED);

        assertThat(answer.code()).isEqualTo(ExitCode.PARTIAL);
        assertThat(answer.out()).contains("ALARM: pipeline food has not run yet: joy run all");
    }

    @Test
    void aFailedRunAlarmsUntilItsJobsHaveRunAgain() {
        pipeline.with("expectations.quantity_is_positive={condition: quantity > 1, on_fail: fail}")
                .run("ingest", "clean");
        pipeline.run("ingest");

        Answer failed = status(LANDED);
        pipeline.run("clean");
        Answer mended = status(LANDED);

        assertThat(failed.code()).isEqualTo(ExitCode.PARTIAL);
        assertThat(failed.out()).contains("ALARM: run ", "(ingest, clean)", "FAILED");
        assertThat(mended.code()).as(mended.out()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void aBrokenEquationFailsEveryRunAndAlarmsUntilSilverIsMended() {
        String[] jobs = {"ingest", "clean", "kpis"};
        pipeline.run(jobs);
        long gold = pipeline.tables().version("gold.kpi_daily");
        pipeline.tables()
                .delete(
                        "silver.events",
                        functions.col("message_id").equalTo("m1"),
                        Provenance.ofRun("vandal", "").withInputs(Map.of("bronze.files", 1L)));
        logs.put(DAY + "/b.gz", gzip(call("m3")));

        List<Answer> broken = List.of(pipeline.run(jobs), pipeline.run(jobs));
        long goldOfBroken = pipeline.tables().version("gold.kpi_daily");
        Answer alarm = status(Instant.now());
        Answer mended = pipeline.withOptions("--from", "2026-03-02", "--to", "2026-03-03")
                .run("clean");
        Answer after = pipeline.run(jobs);

        assertThat(broken).allSatisfy(answer -> {
            assertThat(answer.code()).isEqualTo(ExitCode.FAILED);
            assertThat(answer.err()).contains("The job clean lost or duplicated rows: distinct ids in bronze");
        });
        assertThat(goldOfBroken).isEqualTo(gold);
        assertThat(alarm.code()).isEqualTo(ExitCode.PARTIAL);
        assertThat(alarm.out())
                .contains(
                        "is unbalanced: distinct ids in bronze = silver.events + silver.rejected: 3 against 2. Run `joy run clean --from");
        assertThat(mended.code()).as(mended.err()).isEqualTo(ExitCode.DONE);
        assertThat(after.code()).as(after.err()).isEqualTo(ExitCode.DONE);
        assertThat(pipeline.rows("gold.kpi_daily", "adds_to_cart")).containsOnly("3");
    }

    @Test
    void aTableIsStaleOnceItsLastRunIsOlderThanItsObjective() {
        pipeline.run("ingest", "clean", "kpis");
        String[] objective = {"--set", "pipelines.food.stale_after=2h", "--set", "sources.app.silent_after=999d"};

        Answer fresh = status(Instant.now(), objective);
        Answer stale = status(Instant.now().plus(Duration.ofHours(3)), objective);

        assertThat(fresh.code()).as(fresh.out()).isEqualTo(ExitCode.DONE);
        assertThat(stale.code()).isEqualTo(ExitCode.PARTIAL);
        assertThat(stale.out()).contains("ALARM: gold.kpi_daily is stale: last written or checked 3h");
    }

    @Test
    void theStatusAsJsonIsOneLineThatSaysHowFarEverythingIs() throws IOException {
        pipeline.run("ingest", "clean", "kpis");

        Answer answer = status(LANDED, "--json", "--runs", "1");

        assertThat(answer.out()).endsWith("\n").containsOnlyOnce("\n");
        JsonNode status = new ObjectMapper().readTree(answer.out());
        JsonNode source = status.at("/sources/0");
        assertThat(source.path("last_file_at").asText()).isEqualTo("2026-03-02T12:00:00Z");
        assertThat(source.path("last_received_at").asText()).isEqualTo("2026-03-02T10:00:00Z");
        assertThat(source.path("lag").asText()).isEqualTo("PT2H");
        assertThat(List.of(
                        source.path("files").asInt(),
                        source.path("lines").asInt(),
                        source.path("quarantined").asInt()))
                .containsExactly(1, 3, 1);
        assertThat(status.at("/tables").findValuesAsText("table"))
                .containsExactly("gold.kpi_daily", "gold.kpi_hourly", "silver.events");
        assertThat(status.at("/tables/0/last_run_status").asText()).isEqualTo("DONE");
        assertThat(status.at("/runs/0/jobs/2").asText()).isEqualTo("kpis");
        assertThat(status.at("/alarms").size()).isZero();
    }

    private Answer status(Instant now, String... arguments) {
        return pipeline.withOptions(arguments).ask(new StatusVerb(Clock.fixed(now, ZoneOffset.UTC)));
    }
}
