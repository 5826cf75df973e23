package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;
import static sparkjoy.RawLogs.DAY;
import static sparkjoy.RawLogs.call;
import static sparkjoy.RawLogs.gzip;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.cli.ExitCode;

/**
 * A stream makes the tables that single runs make: files dropped while it runs, killed at any moment, in turns with runs.
 *
 * <p>`make rig-stream RUNS=10` kills more often.
 */
class StreamTest {
    private static final int RUNS = Integer.getInteger("joy.rig.runs", 1);
    /** Of a short run. */
    private static final String FEW_JOBS = "pipelines.food.jobs={ingest: {}, clean: {}, kpis: {}, views: {}}";

    private static final int ASKED_TO_END = 143;
    private static final int SLOWEST_DEATH_MILLIS = 15_000;
    private static final String NEXT_DAY = "segment-logs/app/1772496000000";

    @TempDir
    private static Path shared;

    private static Contents expected;

    @TempDir
    private Path folder;

    @BeforeAll
    static void runAllAtOnce() {
        RawLogs logs = new RawLogs(shared.resolve("logs"));
        for (int number = 0; number < deliveries(); number++) {
            deliver(logs, number);
        }
        TestPipeline whole = pipeline(logs, shared.resolve("lake"));
        Answer answer = whole.runAll();
        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.DONE);
        expected = whole.contents();
        assertThat(expected.rows("gold.added_to_cart")).isPositive();
    }

    @Test
    void streamAndRunsTakeTurnsUntilOneFailsAndTellsWhy() {
        RawLogs logs = new RawLogs(folder.resolve("logs"));
        TestPipeline pipeline = pipeline(logs, folder.resolve("lake"));
        int last = deliveries() - 1;
        deliver(logs, 0);

        Answer first = pipeline.verb("stream", "--available-now", "--preview", "added_to_cart");
        for (int number = 1; number < last; number++) {
            deliver(logs, number);
        }
        pipeline.runAll();
        deliver(logs, last);
        Answer second = pipeline.verb("stream", "--available-now", "--json");
        Answer idle = pipeline.verb("stream", "--available-now");

        assertThat(first.code()).as(first.err()).isEqualTo(ExitCode.DONE);
        assertThat(first.out()).contains("experiment_id", "Model_A", "Added to Cart");
        assertThat(first.err()).contains("WARNING: 1 of 4 events are named 'order placed'");
        assertThat(second.code()).as(second.err()).isEqualTo(ExitCode.DONE);
        assertThat(second.out().lines()).hasSize(1).allMatch(line -> line.contains("\"status\":\"DONE\""));
        assertThat(second.out()).contains("\"kind\":\"EVENT_NAME\",\"subject\":\"order placed\"");
        assertThat(idle.err()).contains("ingest: 0 new files");
        assertThat(idle.out()).contains("DONE: run ").doesNotContain("WARNING");
        assertThat(pipeline.contents().differences(expected)).isEmpty();
        assertThat(pipeline.rows("ops.runs", "trigger")).containsExactly("manual", "stream", "stream", "stream");
    }

    @Test
    void aKilledStreamGoesOnAndOneThatIsAskedEndsWhenItsRunIsDone() throws Exception {
        RawLogs logs = new RawLogs(folder.resolve("logs"));
        TestPipeline pipeline = pipeline(logs, folder.resolve("lake"))
                .withOptions("--spec", SharedSpark.interpreted(folder).toString())
                .with("pipelines.food.stream_every=1s", "lease={max_wait: 1m, expiry: 6s}");
        Random random = new Random(RUNS);
        deliver(logs, 0);

        for (int death = 1; death <= RUNS; death++) {
            try (JavaProcess stream = stream(pipeline)) {
                stream.await("ingest …");
                deliver(logs, death);
                Thread.sleep(random.nextInt(SLOWEST_DEATH_MILLIS));
                stream.kill();
            }
        }
        try (JavaProcess stream = stream(pipeline)) {
            stream.await("DONE: run");
            deliver(logs, deliveries() - 1);
            stream.await("batch 1 of 1: 3 new files");
            stream.askToEnd();
            assertThat(stream.exitCode()).as(stream.output()).isEqualTo(ASKED_TO_END);
            assertThat(stream.output()).contains("The stream ends when its run is done.");
        }

        assertThat(pipeline.plan().out()).contains("source app: 0 new files");
        assertThat(pipeline.contents().differences(expected)).isEmpty();
    }

    @Test
    void aStreamOnS3GoesOnWhereItEnded() throws Exception {
        try (S3Server server = S3Server.startOpen()) {
            String logs = server.newBucket("logs");
            TestPipeline pipeline = new TestPipeline(
                            "s3a://" + logs, "s3a://" + server.newBucket("lake") + "/joy", List.of())
                    .with(server.specification(folder).toArray(String[]::new))
                    .with("pipelines.food.jobs={ingest: {}}");
            server.put(logs, DAY + "/a.gz", gzip(call("m1")));
            Answer first = pipeline.verb("stream", "--available-now");
            server.put(logs, DAY + "/b.gz", gzip(call("m2")));
            Answer second = pipeline.verb("stream", "--available-now");

            assertThat(first.code()).as(first.err()).isEqualTo(ExitCode.DONE);
            assertThat(second.code()).as(second.err()).isEqualTo(ExitCode.DONE);
            assertThat(second.err()).containsOnlyOnce("ingest: 1 new file,");
            assertThat(pipeline.rows("bronze.segment_logs", "message_id")).containsExactly("m1", "m2");
        }
    }

    private JavaProcess stream(TestPipeline pipeline) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("sparkjoy.Joy"));
        arguments.addAll(List.of(pipeline.line("stream")));
        return JavaProcess.start(folder, arguments);
    }

    private static int deliveries() {
        return RUNS + 2;
    }

    /** Two files with a copy of an event before, a malformed line and events of two days; the last delivery has one more. */
    private static void deliver(RawLogs logs, int number) {
        if (number == deliveries() - 1) {
            logs.put(DAY + "/last.gz", gzip(shown(200)));
        }
        String unmapped = call("unmapped" + number).replace("Product Added", "order placed");
        logs.put(DAY + "/" + number + ".gz", gzip(shown(number), shown(number - 1), unmapped, "{"));
        logs.put(NEXT_DAY + "/" + number + ".gz", gzip(shown(100 + number).replace("03-02T", "03-03T")));
    }

    private static String shown(int number) {
        return call("m" + number)
                .replace("Product Added", "Added to Cart")
                .replace(
                        "\"quantity\":1",
                        "\"quantity\":1,\"vertical\":\"Food\",\"experiment_id\":\"home_ranking\","
                                + "\"treatment_group\":\"Model_A\",\"service\":\"Model_A\"");
    }

    private static TestPipeline pipeline(RawLogs logs, Path lake) {
        TestPipeline pipeline = TestPipeline.of(logs.root(), lake)
                .with("thresholds.refused_share=1", "thresholds.refused_file_share=1");
        return RUNS > 1 ? pipeline : pipeline.with(FEW_JOBS);
    }
}
