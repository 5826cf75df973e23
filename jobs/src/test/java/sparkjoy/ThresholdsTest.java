package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;
import static sparkjoy.RawLogs.DAY;
import static sparkjoy.RawLogs.call;
import static sparkjoy.RawLogs.gzip;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.cli.ExitCode;
import sparkjoy.source.FailingFileSystem;

/** What is refused counts by the thresholds of the specification. */
class ThresholdsTest {
    @TempDir
    private Path folder;

    private RawLogs logs;
    private TestPipeline pipeline;

    @BeforeEach
    void deliver() {
        logs = new RawLogs(folder.resolve("logs"));
        logs.put(DAY + "/a.gz", gzip(call("a1"), call("a2"), call("a3"), "{"));
        pipeline = TestPipeline.of(logs.root(), folder.resolve("lake"));
    }

    @Test
    void refusalsBelowTheThresholdAreDone() {
        Answer answer = pipeline.with("thresholds.refused_share=0.25").run("ingest");

        assertThat(answer.code()).isEqualTo(ExitCode.DONE);
        assertThat(answer.err()).contains("1 new files, 4 lines, 1 refused");
    }

    @Test
    void refusalsAboveTheThresholdArePartial() {
        Answer answer = pipeline.with("thresholds.refused_share=0.15").run("ingest");

        assertThat(answer.code()).isEqualTo(ExitCode.PARTIAL);
        assertThat(answer.out()).contains("PARTIAL");
    }

    @Test
    void aFileWithTooManyBadLinesIsWithheld() {
        logs.put(DAY + "/b.gz", gzip(call("b1"), "{", "{"));

        Answer answer = pipeline.run("ingest", "clean");

        assertThat(answer.code()).isEqualTo(ExitCode.PARTIAL);
        assertThat(pipeline.rows("silver.events", "message_id")).containsExactly("a1", "a2", "a3");
        assertThat(pipeline.rows(
                        "bronze.files",
                        "element_at(split(path, '/'), -1)",
                        "status",
                        "lines",
                        "rows",
                        "quarantined_lines",
                        "reason"))
                .containsExactly("a.gz PARTIAL 4 3 1 null", "b.gz QUARANTINED 3 0 3 TOO_MANY_REFUSED_LINES");
    }

    @Test
    void aFileThatMayNotBeReadIsQuarantinedAndTheOthersGoOn() {
        logs.put(DAY + "/denied.gz", gzip(call("d1")));
        SharedSpark.session()
                .sparkContext()
                .hadoopConfiguration()
                .set("fs.failing.impl", FailingFileSystem.class.getName());
        TestPipeline failing = new TestPipeline("failing:" + logs.root(), pipeline.lake(), pipeline.more());

        Answer answer = failing.run("ingest", "clean");

        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.PARTIAL);
        assertThat(failing.rows("bronze.quarantine", "reason", "line_number"))
                .containsExactly("ACCESS_DENIED null", "BROKEN_JSON 4");
        assertThat(failing.rows("silver.events", "message_id")).containsExactly("a1", "a2", "a3");
    }
}
