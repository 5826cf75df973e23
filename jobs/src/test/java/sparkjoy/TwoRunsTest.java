package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.cli.ExitCode;
import sparkjoy.lease.Lease;
import sparkjoy.lease.Leases;
import sparkjoy.spec.LeaseTerms;

/** Two runs at once, from drivers that are processes of their own where one stands still or dies, on a real S3 server. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class TwoRunsTest {
    private static final String AT_WORK = "ingest: source app, batch 1 of 1";

    private static S3Server server;

    @TempDir
    private Path folder;

    private String lake;
    private TestPipeline pipeline;

    @BeforeAll
    static void startServer() {
        server = S3Server.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void deliver() throws IOException {
        String logs = server.newBucket("logs");
        lake = server.newBucket("lake");
        server.put(logs, RawLogs.DAY + "/a.gz", RawLogs.gzip(RawLogs.call("m1"), RawLogs.call("m2")));
        pipeline = new TestPipeline("s3a://" + logs, "s3a://" + lake + "/joy", List.of())
                .withOptions("--spec", SharedSpark.interpreted(folder).toString())
                .with(server.specification(folder).toArray(String[]::new));
    }

    @Test
    void oneDoesTheWorkAndTheOtherLeavesAndNamesIt() throws IOException, InterruptedException {
        try (JavaProcess first = start(pipeline)) {
            first.await(AT_WORK);
            first.pause();

            try (JavaProcess second = start(pipeline)) {
                assertThat(second.exitCode()).as(second.output()).isEqualTo(ExitCode.FAILED.number());
                assertThat(second.output())
                        .contains("Another run holds the lease on the ingest of source app: run 20")
                        .contains(" on ")
                        .contains(" since 20")
                        .contains("lease.max_wait");
            }

            first.goOn();
            assertThat(first.exitCode()).as(first.output()).isZero();
        }
        assertThat(pipeline.rows("bronze.segment_logs", "message_id")).containsExactly("m1", "m2");
    }

    @Test
    void aKilledHolderIsSucceededAfterItsExpiry() throws IOException, InterruptedException {
        TestPipeline patient = pipeline.with("lease={max_wait: 2m, expiry: 4s}");
        try (JavaProcess first = start(patient)) {
            first.await(AT_WORK);
            first.kill();
        }

        Answer next = patient.run("ingest");

        assertThat(next.code()).as(next.err()).isEqualTo(ExitCode.DONE);
        assertThat(pipeline.rows("bronze.segment_logs", "message_id")).containsExactly("m1", "m2");
        assertThat(server.keys(lake, "joy/ops/_leases/ingest.app/"))
                .containsExactly("joy/ops/_leases/ingest.app/000000000002.json");
    }

    @Test
    void aPausedHolderThatWakesUpAfterItsSuccessorMayNotCommit() throws IOException, InterruptedException {
        TestPipeline patient = pipeline.with("lease={max_wait: 2m, expiry: 4s}");
        try (JavaProcess first = start(patient)) {
            first.await(AT_WORK);
            first.pause();
            Answer next = patient.run("ingest");
            assertThat(next.code()).as(next.err()).isEqualTo(ExitCode.DONE);

            first.goOn();

            assertThat(first.exitCode()).as(first.output()).isEqualTo(ExitCode.FAILED.number());
            assertThat(first.output()).contains("another run has taken over the ingest of source app");
        }
        assertThat(pipeline.rows("bronze.files", "status", "rows")).containsExactly("COMMITTED 2");
        assertThat(patient.run("clean").code()).isEqualTo(ExitCode.DONE);
        assertThat(pipeline.rows("silver.events", "message_id")).containsExactly("m1", "m2");
    }

    @Test
    void aJobThatAnotherRunIsAtLeavesAndDoublesNothing() {
        assertThat(pipeline.run("ingest").code()).isEqualTo(ExitCode.DONE);
        try (Lease other = otherRun().take("job.clean", "the job clean")) {

            Answer answer = pipeline.run("clean");

            assertThat(answer.code()).isEqualTo(ExitCode.FAILED);
            assertThat(answer.err()).contains("Another run holds the lease on the job clean: run other on ");
            other.requireHeld();
        }
        assertThat(pipeline.run("clean").code()).isEqualTo(ExitCode.DONE);
        assertThat(pipeline.rows("silver.events", "message_id")).containsExactly("m1", "m2");
    }

    @Test
    void underASingleDriverASecondWriterOfTheLakeIsRefused() {
        TestPipeline single = pipeline.with("storage.commits=single_driver");
        try (Lease other = otherRun().take("lake", "the lake")) {

            Answer answer = single.run("ingest");

            assertThat(answer.code()).isEqualTo(ExitCode.FAILED);
            assertThat(answer.err())
                    .contains("Another run holds the lease on the lake s3a://" + lake + "/joy: run other");
            other.requireHeld();
        }
        assertThat(server.keys(lake, "joy/bronze/")).isEmpty();
    }

    private Leases otherRun() {
        LeaseTerms terms = new LeaseTerms(Duration.ZERO, Duration.ofMinutes(5));
        return new Leases(S3Server.hadoop(server.endpoint()), pipeline.lake(), terms, "other", Clock.systemUTC());
    }

    private JavaProcess start(TestPipeline of) throws IOException {
        List<String> program = new ArrayList<>(List.of("sparkjoy.Joy"));
        program.addAll(List.of(of.with("spark.master=local[1]").arguments("ingest")));
        return JavaProcess.start(folder, program);
    }
}
