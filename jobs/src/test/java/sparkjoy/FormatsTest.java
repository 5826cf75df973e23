package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;
import static sparkjoy.RawLogs.DAY;
import static sparkjoy.RawLogs.call;
import static sparkjoy.RawLogs.gzip;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
                .containsExactly("");
    }
}
