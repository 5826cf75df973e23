package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;
import static sparkjoy.RawLogs.DAY;
import static sparkjoy.RawLogs.call;
import static sparkjoy.RawLogs.gzip;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.cli.ExitCode;
import sparkjoy.source.FailingFileSystem;

/** One key with other content: the version that lies there now counts, and the account of the one before is closed. */
class ChangedObjectTest {
    private static final FileTime FIRST = FileTime.fromMillis(1_772_440_000_000L);
    private static final FileTime SECOND = FileTime.fromMillis(1_772_450_000_000L);

    @TempDir
    private Path folder;

    private RawLogs logs;
    private TestPipeline pipeline;

    @BeforeEach
    void placeLogs() {
        logs = new RawLogs(folder.resolve("logs"));
        pipeline = TestPipeline.of(logs.root(), folder.resolve("lake")).with("thresholds.refused_share=1");
    }

    @Test
    void theFirstVersionThatComesBackIsTakenInAgain() throws IOException {
        for (int landing = 1; landing <= 3; landing++) {
            boolean isFirst = landing != 2;
            deliver("a.gz", isFirst ? FIRST : SECOND, gzip(call(isFirst ? "first" : "second"), "[]"));
            Answer answer = pipeline.run("ingest", "clean");
            assertThat(answer.code()).isEqualTo(ExitCode.DONE);
            assertThat(answer.err())
                    .contains(isFirst && landing == 1 ? "1 new file of" : "1 file of 2026-03-02 again")
                    .contains(
                            landing == 1
                                    ? "ingest: 1 new file, 2 lines, 1 refused"
                                    : "ingest: 0 new files, 1 file again, 2 lines, 1 refused");
        }

        assertThat(pipeline.rows("bronze.segment_logs", "message_id")).containsExactly("first");
        assertThat(pipeline.rows("silver.events", "message_id")).containsExactly("first");
        assertThat(pipeline.rows("bronze.files", "status", "rows")).containsExactly("PARTIAL 1", "REPLACED 1");
        assertThat(pipeline.rows("bronze.quarantine", "line_number", "status")).containsExactly("2 OPEN");
    }

    @Test
    void objectsThatWereBrokenAreClosedWhenTheyComeWhole() throws IOException {
        byte[] whole = gzip(call("t1") + "\n" + call("t2"));
        deliver("truncated.gz", FIRST, Arrays.copyOf(whole, whole.length - 10));
        deliver("plain.gz", FIRST, call("p1").getBytes(java.nio.charset.StandardCharsets.UTF_8));
        pipeline.run("ingest");
        deliver("truncated.gz", SECOND, whole);
        deliver("plain.gz", SECOND, gzip(call("p1")));

        Answer answer = pipeline.run("ingest");

        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.DONE);
        assertThat(pipeline.rows("bronze.segment_logs", "message_id")).containsExactly("p1", "t1", "t2");
        assertThat(pipeline.rows("bronze.quarantine", "reason", "status"))
                .containsExactly("NOT_GZIP REPLAYED", "TRUNCATED_GZIP REPLAYED");
        assertThat(pipeline.table("bronze.quarantine")
                        .filter("reason = 'TRUNCATED_GZIP' AND byte_offset > 0")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aBrokenObjectIsHeldWhereTheSpecificationSaysSo() throws IOException {
        byte[] whole = gzip(call("t1") + "\n" + call("t2"));
        deliver("truncated.gz", FIRST, Arrays.copyOf(whole, whole.length - 10));
        TestPipeline holding = pipeline.with("sources.app.on_broken_file=hold");

        Answer held = holding.run("ingest");

        assertThat(held.code()).as(held.err()).isEqualTo(ExitCode.DONE);
        assertThat(holding.rows("bronze.segment_logs", "message_id")).isEmpty();
        assertThat(holding.rows("bronze.files", "status", "lines", "rows", "quarantined_lines", "reason"))
                .containsExactly("QUARANTINED 1 0 1 TRUNCATED_GZIP");
    }

    @Test
    void aHeldObjectComesInByAReplayUnderTheOtherPolicy() throws IOException {
        byte[] whole = gzip(call("t1") + "\n" + call("t2"));
        deliver("truncated.gz", FIRST, Arrays.copyOf(whole, whole.length - 10));
        pipeline.with("sources.app.on_broken_file=hold").run("ingest");

        Answer replay = pipeline.with("sources.app.on_broken_file=keep").quarantine("replay");

        assertThat(replay.code()).as(replay.err()).isEqualTo(ExitCode.DONE);
        assertThat(pipeline.rows("bronze.segment_logs", "message_id")).containsExactly("t1");
        assertThat(pipeline.rows("bronze.quarantine", "reason", "status")).containsExactly("TRUNCATED_GZIP OPEN");
    }

    @Test
    void aNewVersionThatCannotBeReadTakesNobodysPlaceUntilItCan() throws IOException {
        SharedSpark.session()
                .sparkContext()
                .hadoopConfiguration()
                .set("fs.failing.impl", FailingFileSystem.class.getName());
        TestPipeline failing = new TestPipeline("failing:" + logs.root(), pipeline.lake(), pipeline.more());
        Path readable = logs.put(DAY + "/_mended", new byte[0]);
        deliver("flaky.gz", FIRST, gzip(call("first")));
        failing.run("ingest");
        deliver("flaky.gz", SECOND, gzip(call("second")));
        Files.delete(readable);

        Answer unread = failing.run("ingest");
        List<String> meanwhile = failing.rows("bronze.segment_logs", "message_id");
        logs.put(DAY + "/_mended", new byte[0]);
        Answer read = failing.run("ingest");

        assertThat(unread.err())
                .contains("flaky.gz could not be read (READ_FAILED): IOException: connection reset;"
                        + " what was ingested of it before stays, the next run tries again");
        assertThat(unread.code()).isEqualTo(ExitCode.PARTIAL);
        assertThat(meanwhile).containsExactly("first");
        assertThat(read.code()).as(read.err()).isEqualTo(ExitCode.DONE);
        assertThat(failing.rows("bronze.segment_logs", "message_id")).containsExactly("second");
        assertThat(failing.rows("bronze.files", "status")).containsExactly("COMMITTED", "REPLACED");
        assertThat(failing.rows("bronze.quarantine", "reason")).isEmpty();
    }

    @Test
    void aVersionThatIsKeptOutIsCountedOnce() throws IOException {
        TestPipeline keeping = pipeline.with("sources.app.on_changed_object=keep");
        deliver("a.gz", FIRST, gzip(call("first")));
        keeping.run("ingest");
        deliver("a.gz", SECOND, gzip(call("second")));

        String before = keeping.plan("ingest").out();
        Answer changed = keeping.run("ingest");
        String after = keeping.plan("ingest").out();
        Answer again = keeping.run("ingest");

        assertThat(before).contains("0 new files (0 bytes), 1 changed, 0 misplaced");
        assertThat(changed.out() + changed.err())
                .containsOnlyOnce("1 changed object of source app not ingested: sources.app.on_changed_object is keep");
        assertThat(after).contains("0 changed, 1 changed and kept out before, 0 misplaced");
        assertThat(again.out() + again.err()).contains("0 new files").doesNotContain("not ingested");
        assertThat(keeping.rows("bronze.segment_logs", "message_id")).containsExactly("first");
        assertThat(keeping.rows("bronze.files", "status", "reason"))
                .containsExactly("COMMITTED null", "QUARANTINED EARLIER_VERSION_KEPT");
    }

    @Test
    void aVersionThatWasKeptOutComesInUnderTheOtherPolicy() throws IOException {
        TestPipeline keeping = pipeline.with("sources.app.on_changed_object=keep");
        deliver("a.gz", FIRST, gzip(call("first")));
        keeping.run("ingest");
        deliver("a.gz", SECOND, gzip(call("second")));
        keeping.run("ingest");

        pipeline.with("sources.app.on_changed_object=replace").run("ingest");

        assertThat(pipeline.rows("bronze.segment_logs", "message_id")).containsExactly("second");
        assertThat(pipeline.rows("bronze.files", "status")).containsExactly("COMMITTED", "REPLACED");
    }

    private void deliver(String name, FileTime modified, byte[] bytes) throws IOException {
        Files.setLastModifiedTime(logs.put(DAY + "/" + name, bytes), modified);
    }
}
