package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;
import static sparkjoy.RawLogs.DAY;
import static sparkjoy.RawLogs.call;
import static sparkjoy.RawLogs.gzip;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.cli.ExitCode;
import sparkjoy.source.FailingFileSystem;

/**
 * Lines and objects that were refused, all kinds of mends, and one replay: a limit and a threshold of the specification
 * are raised, a permission is given, a misplaced object is moved; one line is discarded before.
 */
class QuarantineReplayTest {
    private static final String LONG = call("long").replace("Product Added", "x".repeat(2_000));

    @TempDir
    private static Path folder;

    private static TestPipeline strict;
    private static TestPipeline mended;
    private static String untouched;
    private static Answer replay;

    @BeforeAll
    static void replayAfterTheMends() {
        SharedSpark.session()
                .sparkContext()
                .hadoopConfiguration()
                .set("fs.failing.impl", FailingFileSystem.class.getName());
        RawLogs logs = new RawLogs(folder.resolve("logs"));
        logs.put(DAY + "/limit.gz", gzip(call("a1"), LONG, "[]", call("a4")));
        logs.put(DAY + "/many.gz", gzip(call("m1"), "{", "{{"));
        logs.put(DAY + "/denied.gz", gzip(call("d1")));
        logs.put(DAY + "/other.gz", gzip(call("o1"), "[1]"));
        Path stray = logs.put("segment-logs/app/stray.gz", gzip(call("s1")));
        strict = new TestPipeline(
                        "failing:" + logs.root(), folder.resolve("lake").toString(), List.of())
                .with("thresholds.refused_share=1", "sources.app.max_line_bytes=1KiB");
        strict.run("ingest", "clean");
        untouched = batchOf("other.gz");
        strict.quarantine("discard", "--file", "many.gz", "--line", "3", "--note", "a test of the app");
        logs.put(DAY + "/_mended", new byte[0]);
        logs.put(DAY + "/moved.gz", RawLogs.bytes(stray));
        stray.toFile().delete();
        mended = new TestPipeline(strict.logs(), strict.lake(), List.of())
                .with("thresholds.refused_share=1", "thresholds.refused_file_share=1");
        mended.run("ingest");

        replay = mended.quarantine("replay");
        mended.run("clean");
    }

    @Test
    void whatIsSoundNowIsInBronzeAndSilverOnce() {
        assertThat(replay.code()).as(replay.err()).isEqualTo(ExitCode.DONE);
        assertThat(replay.err()).contains("2 files replayed", "3 entries closed, 3 still OPEN");
        assertThat(replay.out())
                .endsWith("\nNext: joy run all, which computes silver and gold from what is in bronze now.\n");
        assertThat(mended.rows("bronze.segment_logs", "message_id"))
                .containsExactly("a1", "a4", "d1", "long", "m1", "o1", "s1");
        assertThat(mended.rows("silver.events", "message_id"))
                .containsExactly("a1", "a4", "d1", "long", "m1", "o1", "s1");
    }

    @Test
    void whatIsStillRefusedStaysAndTheRestIsClosed() {
        assertThat(mended.rows("bronze.quarantine", name(), "line_number", "reason", "status"))
                .containsExactly(
                        "denied.gz null ACCESS_DENIED REPLAYED",
                        "limit.gz 2 LINE_TOO_LONG REPLAYED",
                        "limit.gz 3 NOT_AN_OBJECT OPEN",
                        "many.gz 2 BROKEN_JSON OPEN",
                        "many.gz 3 BROKEN_JSON DISCARDED",
                        "many.gz null TOO_MANY_REFUSED_LINES REPLAYED",
                        "other.gz 2 NOT_AN_OBJECT OPEN",
                        "stray.gz null MISPLACED_FILE REPLAYED");
    }

    @Test
    void theLedgerHasOneRowAVersionThatTellsOfItsLastLanding() {
        assertThat(mended.rows("bronze.files", name(), "status", "lines", "rows", "quarantined_lines", "reason"))
                .containsExactly(
                        "denied.gz COMMITTED 1 1 0 null",
                        "limit.gz PARTIAL 4 3 1 null",
                        "many.gz PARTIAL 3 1 2 null",
                        "moved.gz COMMITTED 1 1 0 null",
                        "other.gz PARTIAL 2 1 1 null",
                        "stray.gz REPLACED 0 0 0 MISPLACED_FILE");
    }

    @Test
    void anObjectWhoseOutcomeIsTheSameIsNotTouched() {
        assertThat(batchOf("other.gz")).isEqualTo(untouched);
    }

    @Test
    void theTablesAreThoseOfALakeThatHadTheMendsFromTheStart() {
        TestPipeline fresh =
                new TestPipeline(mended.logs(), folder.resolve("fresh").toString(), mended.more());

        fresh.run("ingest", "clean");

        for (String table : List.of("silver.events", "silver.rejected", "bronze.segment_logs")) {
            assertThat(rows(mended, table)).as(table).isEqualTo(rows(fresh, table));
        }
    }

    @Test
    void aSecondReplayChangesNothing() {
        Map<String, Long> before = versions();

        Answer again = mended.quarantine("replay");

        assertThat(again.code()).isEqualTo(ExitCode.DONE);
        assertThat(again.out())
                .contains("0 files replayed; 0 entries closed, 3 still OPEN")
                .doesNotContain("Next:");
        assertThat(versions()).isEqualTo(before);
    }

    @Test
    void aDiscardStillSaysWhyAfterTheReplay() {
        assertThat(mended.table("bronze.quarantine")
                        .filter("status = 'DISCARDED' AND detail LIKE '%; discarded: a test of the app'")
                        .count())
                .isEqualTo(1);
        assertThat(mended.rows("ops.runs", "trigger")).contains("quarantine discard", "quarantine replay");
    }

    private static List<String> rows(TestPipeline pipeline, String table) {
        return pipeline.table(table).drop("batch_id").toJSON().collectAsList().stream()
                .sorted()
                .toList();
    }

    private static Map<String, Long> versions() {
        return List.of("bronze.files", "bronze.segment_logs", "bronze.quarantine").stream()
                .collect(Collectors.toMap(
                        table -> table, table -> mended.tables().version(table)));
    }

    private static String batchOf(String name) {
        return strict.table("bronze.files")
                .filter("path LIKE '%/" + name + "'")
                .first()
                .getAs("batch_id");
    }

    private static String name() {
        return "element_at(split(path, '/'), -1)";
    }
}
