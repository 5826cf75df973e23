package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import sparkjoy.cli.ExitCode;
import sparkjoy.lake.Lake;
import sparkjoy.lake.Provenance;

/**
 * A run that is killed at any step is completed by the next: the tables are those of a run that was left alone.
 *
 * <p>The steps are the changes that an undisturbed run makes to the lake's files. `make rig-crash RUNS=30` kills at as
 * many of them, one of each kind first.
 */
class CrashRecoveryTest {
    private static final int RUNS = Integer.getInteger("joy.rig.runs", 2);
    private static final int KILLED = 137;
    private static final String MORTAL =
            """
            spark:
              settings:
                spark.hadoop.fs.file.impl: sparkjoy.MortalLocalFileSystem
                spark.delta.logStore.file.impl: io.delta.storage.LocalLogStore
            """;
    /** Where a short run kills: rows without ledger, events without rejected ones; {@link S3CrashTest} before the ledger. */
    private static final List<String> FIRST_STEPS =
            List.of("rename bronze.quarantine commit", "rename silver.rejected commit");

    /** Until here nothing is made from events; the rig may go on to all jobs. */
    private static final String[] JOBS =
            System.getProperty("joy.rig.jobs", "ingest,clean").split(",");

    private static final String EARLY_COPY_OF_A_GOOD_EVENT = RawLogs.call("m1").replace("T10:00", "T09:59");
    private static final String EARLY_COPY_OF_A_REJECTED_EVENT =
            RawLogs.call("m2").replace("T10:00", "T09:59");

    @TempDir
    private static Path shared;

    private static Path before;
    private static TestPipeline whole;
    private static List<String> steps;
    private static Contents expected;

    @TempDir
    private Path folder;

    @BeforeAll
    static void runTwoDeliveries() throws Exception {
        RawLogs logs = new RawLogs(shared.resolve("logs"));
        Path mortal = Files.writeString(shared.resolve("mortal.yaml"), MORTAL);
        before = shared.resolve("before");
        whole = TestPipeline.of(logs.root(), shared.resolve("after"))
                .with("thresholds.refused_share=1", "lease={max_wait: 1m, expiry: 6s}")
                .withOptions("--spec", SharedSpark.interpreted(shared).toString(), "--spec", mortal.toString());
        deliverFirst(logs);
        assertThat(lake(before).run(JOBS).code()).isEqualTo(ExitCode.DONE);
        checkpointAtEveryCommit();
        LakeCopy.of(before, shared.resolve("after"));
        deliverSecond(logs);

        assertThat(inItsOwnProcess(whole, 0, shared.resolve("diary"))).isZero();
        steps = Files.readAllLines(shared.resolve("diary"));
        assertThat(steps).containsAll(FIRST_STEPS);
        expected = whole.contents();
        assertThat(whole.rows("silver.events", "message_id", "quantity"))
                .containsExactly("c2 1.0000", "m2 1.0000", "m3 1.0000", "m4 1.0000");
    }

    private static void deliverFirst(RawLogs logs) {
        logs.put(
                RawLogs.DAY + "/b.gz",
                RawLogs.gzip(RawLogs.call("m1"), RawLogs.call("m2").replace(":1}", ":0}"), "[]", RawLogs.call("m3")));
        logs.put(RawLogs.DAY + "/c.gz", RawLogs.gzip(RawLogs.call("c1")));
    }

    /** Copies received earlier, one of which breaks an expectation, a malformed line, a new event, and another content of c. */
    private static void deliverSecond(RawLogs logs) {
        logs.put(
                RawLogs.DAY + "/a.gz",
                RawLogs.gzip(
                        EARLY_COPY_OF_A_GOOD_EVENT.replace(":1}", ":0}"),
                        EARLY_COPY_OF_A_REJECTED_EVENT,
                        "{",
                        RawLogs.call("m4")));
        logs.put(RawLogs.DAY + "/c.gz", RawLogs.gzip(RawLogs.call("c2"), "c2"));
    }

    /** So that runs die in checkpoints too. */
    private static void checkpointAtEveryCommit() {
        Lake lake = lake(before).tables();
        Stream.of("bronze.segment_logs", "bronze.files", "silver.events").forEach(table -> SharedSpark.session()
                .sql("ALTER TABLE delta.`" + lake.location(table)
                        + "` SET TBLPROPERTIES ('delta.checkpointInterval' = '1')"));
    }

    static Stream<Arguments> deaths() {
        Map<Integer, String> deaths = new LinkedHashMap<>();
        FIRST_STEPS.forEach(step -> deaths.put(steps.indexOf(step) + 1, step));
        for (String kind : new TreeSet<>(steps)) {
            deaths.put(steps.indexOf(kind) + 1, kind);
        }
        new Random(RUNS).ints(10L * RUNS, 0, steps.size()).forEach(step -> deaths.put(step + 1, steps.get(step)));
        return deaths.entrySet().stream().limit(RUNS).map(death -> Arguments.of(death.getKey(), death.getValue()));
    }

    @ParameterizedTest(name = "killed before change {0}: {1}")
    @MethodSource("deaths")
    void theNextRunCompletesAKilledOne(int change, String step) throws Exception {
        LakeCopy.of(before, folder.resolve("lake"));
        TestPipeline pipeline = lake(folder.resolve("lake"));

        int exit = inItsOwnProcess(pipeline, change, folder.resolve("diary"));
        Answer answer = pipeline.run(JOBS);

        assertThat(exit).as(step).isEqualTo(KILLED);
        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.DONE);
        assertThat(pipeline.contents().differences(expected)).isEmpty();
        assertThat(ledger(pipeline)).isEqualTo(ledger(whole));
    }

    @Test
    void rowsOfABatchThatNeverEnteredTheLedgerAreRemoved() {
        LakeCopy.of(shared.resolve("after"), folder.resolve("lake"));
        TestPipeline pipeline = lake(folder.resolve("lake"));
        Lake lake = pipeline.tables();
        Provenance died = Provenance.ofRun("died", "").ofBatch("app-died");
        for (String table : List.of("bronze.segment_logs", "bronze.quarantine")) {
            lake.append(
                    table,
                    lake.read(table)
                            .selectExpr("*", "'app-died' AS b")
                            .drop("batch_id")
                            .withColumnRenamed("b", "batch_id"),
                    died);
        }

        Answer answer = pipeline.run(JOBS);

        assertThat(answer.err()).contains("removed what 1 interrupted batch had left");
        assertThat(pipeline.contents().differences(expected)).isEmpty();
    }

    private static TestPipeline lake(Path lake) {
        return new TestPipeline(whole.logs(), lake.toString(), whole.more());
    }

    private static List<String> ledger(TestPipeline pipeline) {
        return pipeline.rows("bronze.files", "path", "version", "status", "lines", "rows", "quarantined_lines");
    }

    private static int inItsOwnProcess(TestPipeline pipeline, int deathAt, Path diary) throws Exception {
        List<String> arguments = new ArrayList<>(
                List.of("-D" + SuddenDeath.AT + "=" + deathAt, "-D" + SuddenDeath.DIARY + "=" + diary, "sparkjoy.Joy"));
        arguments.addAll(List.of(pipeline.arguments(JOBS)));
        try (JavaProcess joy = JavaProcess.start(shared, arguments)) {
            return joy.exitCode();
        }
    }
}
