package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;
import static sparkjoy.RawLogs.DAY;
import static sparkjoy.RawLogs.call;
import static sparkjoy.RawLogs.gzip;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Encoders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.cli.ExitCode;

/** Sources whose files hold the lines in another format than Segment's, up to bronze. */
class FormatsTest {
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
    void filesOfTheRightFormatComeInOnceTheSpecificationNamesIt() {
        logs.put(DAY + "/a.json", (call("m1") + "\n[]\n").getBytes(StandardCharsets.UTF_8));
        logs.put(DAY + "/b.gz", gzip(call("m2")));

        Answer wrong = pipeline.run("ingest");
        Answer right = pipeline.with("sources.app.format=ndjson").run("ingest");
        Answer replay = pipeline.with("sources.app.format=ndjson").quarantine("replay");

        assertThat(wrong.code()).as(wrong.err()).isEqualTo(ExitCode.DONE);
        assertThat(right.code()).as(right.err()).isEqualTo(ExitCode.DONE);
        assertThat(replay.code()).as(replay.err()).isEqualTo(ExitCode.DONE);
        assertThat(pipeline.rows("bronze.segment_logs", "message_id", "line_number"))
                .containsExactly("m1 1", "m2 1");
        assertThat(pipeline.rows("bronze.quarantine", "reason", "line_number", "byte_offset", "status"))
                .containsExactly("NOT_AN_OBJECT 2 " + (call("m1").length() + 1) + " OPEN", "NOT_GZIP null 0 REPLAYED");
    }

    @Test
    void aFileThatIsNamedAsInAnotherFormatComesInOnceTheFormatFits() {
        logs.put(DAY + "/a.gz", gzip(call("m1")));

        pipeline.with("sources.app.format=parquet").run("ingest");
        List<String> before = pipeline.rows("bronze.quarantine", "reason", "status");
        Answer fitting = pipeline.run("ingest");

        assertThat(before).containsExactly("MISPLACED_FILE OPEN");
        assertThat(fitting.code()).as(fitting.err()).isEqualTo(ExitCode.DONE);
        assertThat(pipeline.rows("bronze.segment_logs", "message_id")).containsExactly("m1");
        assertThat(pipeline.rows("bronze.quarantine", "reason", "status")).containsExactly("MISPLACED_FILE REPLAYED");
    }

    @Test
    void aCopyInParquetMakesTheSameEvents() {
        String[] lines = {call("m1"), "[]", call("m2")};
        logs.put(DAY + "/a.gz", gzip(lines));
        RawLogs copies = new RawLogs(folder.resolve("copies"));
        SharedSpark.session()
                .createDataset(List.of(lines), Encoders.STRING())
                .toDF("payload")
                .coalesce(1)
                .write()
                .parquet(copies.root().resolve(DAY).toString());
        TestPipeline copied = TestPipeline.of(copies.root(), folder.resolve("copied"))
                .with("thresholds.refused_share=1", "sources.app.format=parquet");

        pipeline.run("ingest");
        Answer answer = copied.run("ingest");

        String[] line = {"message_id", "line_number", "received_day", "payload"};
        String[] refused = {"reason", "line_number", "byte_offset", "raw_sha256"};
        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.DONE);
        assertThat(copied.rows("bronze.segment_logs", line)).isEqualTo(pipeline.rows("bronze.segment_logs", line));
        assertThat(copied.rows("bronze.quarantine", refused))
                .isEqualTo(pipeline.rows("bronze.quarantine", refused))
                .hasSize(1);
    }
}
