package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sparkjoy.cli.ExitCode;
import sparkjoy.lake.Lake;
import sparkjoy.lake.Provenance;

/**
 * A run that dies after any of its commits is completed by the next. The lake of a died run is put together from the
 * tables of before and after a whole run: those that it had committed from after, the others from before.
 */
class CrashRecoveryTest {
    private static final List<String> COMMITS = List.of(
            "bronze.segment_logs",
            "bronze.quarantine",
            "bronze.files",
            "silver.events",
            "silver.rejected",
            "gold.added_to_cart",
            "gold.kpi_hourly",
            "gold.kpi_daily",
            "gold.assignments");

    private static final String EARLY_COPY_OF_A_GOOD_EVENT = RawLogs.call("m1").replace("T10:00", "T09:59");
    private static final String EARLY_COPY_OF_A_REJECTED_EVENT =
            RawLogs.call("m2").replace("T10:00", "T09:59");

    @TempDir
    private static Path shared;

    private static Path before;
    private static TestPipeline whole;
    private static Contents expected;

    @TempDir
    private Path folder;

    @BeforeAll
    static void runTwoDeliveries() {
        RawLogs logs = new RawLogs(shared.resolve("logs"));
        whole = TestPipeline.of(logs.root(), shared.resolve("after")).with("thresholds.refused_share=1");
        before = shared.resolve("before");
        logs.put(
                RawLogs.DAY + "/b.gz",
                RawLogs.gzip(RawLogs.call("m1"), RawLogs.call("m2").replace(":1}", ":0}"), "[]", RawLogs.call("m3")));
        assertThat(whole.runAll().code()).isEqualTo(ExitCode.DONE);
        LakeCopy.of(Path.of(whole.lake()), before);
        logs.put(
                RawLogs.DAY + "/a.gz",
                RawLogs.gzip(
                        EARLY_COPY_OF_A_GOOD_EVENT.replace(":1}", ":0}"),
                        EARLY_COPY_OF_A_REJECTED_EVENT,
                        "{",
                        RawLogs.call("m4")));
        assertThat(whole.runAll().code()).isEqualTo(ExitCode.DONE);
        expected = whole.contents();
    }

    @AfterAll
    static void nothingIsLost() {
        assertThat(whole.rows("silver.events", "message_id", "quantity")).containsExactly("m2 1", "m3 1", "m4 1");
    }

    @ParameterizedTest(name = "after {0} commits")
    @ValueSource(ints = {1, 2, 4, 7})
    void theNextRunCompletesADiedOne(int commits) {
        TestPipeline died = new TestPipeline(whole.logs(), folder.toString(), whole.more());
        for (String table : COMMITS) {
            Path from = COMMITS.indexOf(table) < commits ? Path.of(whole.lake()) : before;
            String place = table.replace('.', '/');
            LakeCopy.of(from.resolve(place), folder.resolve(place));
        }

        Answer answer = died.runAll();

        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.DONE);
        assertThat(died.contents().differences(expected)).isEmpty();
    }

    @Test
    void rowsOfABatchThatNeverEnteredTheLedgerAreRemoved() {
        LakeCopy.of(Path.of(whole.lake()), folder);
        TestPipeline pipeline = new TestPipeline(whole.logs(), folder.toString(), whole.more());
        Lake lake = pipeline.tables();
        Provenance died = new Provenance("died", "", java.util.Map.of(), java.util.Optional.of("app-died"));
        for (String table : List.of("bronze.segment_logs", "bronze.quarantine")) {
            lake.append(
                    table,
                    lake.read(table)
                            .selectExpr("*", "'app-died' AS b")
                            .drop("batch_id")
                            .withColumnRenamed("b", "batch_id"),
                    died);
        }

        Answer answer = pipeline.runAll();

        assertThat(answer.err()).contains("removed what 1 interrupted batches had left");
        assertThat(pipeline.contents().differences(expected)).isEmpty();
    }
}
