package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;
import static sparkjoy.RawLogs.DAY;
import static sparkjoy.RawLogs.call;
import static sparkjoy.RawLogs.gzip;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        assertThat(answer.err()).contains("1 new file, 4 lines, 1 refused");
    }

    @Test
    void refusalsAboveTheThresholdArePartial() {
        Answer answer = pipeline.with("thresholds.refused_share=0.15").run("ingest");

        assertThat(answer.code()).isEqualTo(ExitCode.PARTIAL);
        assertThat(answer.out()).contains("PARTIAL");
    }

    @Test
    void aStatusFileTellsWhatTheExitCodeThenDoesNot() throws IOException {
        Path status = folder.resolve("status");

        Answer answer = pipeline.with("thresholds.refused_share=0.15")
                .run("ingest", "--from=", "--to=", "--status-file", status.toString());

        assertThat(answer.code()).isEqualTo(ExitCode.DONE);
        assertThat(status).hasContent("PARTIAL");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "refused_share=0.24        | 1 of 4 (25.00%) of the run refused, above thresholds.refused_share 0.24",
                "refused_lines=0           | 1 of 4 (25.00%) of the run refused, above thresholds.refused_lines 0",
                "refused_source_share=0.24 | of source app refused, above thresholds.refused_source_share 0.24",
                "refused_source_lines=0    | of source app refused, above thresholds.refused_source_lines 0",
                "partial_file_share=0.24   | a.gz refused, above thresholds.partial_file_share 0.24",
                "partial_file_lines=0      | a.gz refused, above thresholds.partial_file_lines 0",
                "refused_file_share=0.24   | 1 of 4 lines are refused, above thresholds.refused_file_share 0.24",
                "refused_file_lines=0      | 1 of 4 lines are refused, above thresholds.refused_file_lines 0",
            })
    void aThresholdThatIsPassedIsNamedWithTheValueAndWhereToLook(String threshold, String message) {
        TestPipeline strict = pipeline.with("thresholds.refused_share=1", "thresholds." + threshold);

        Answer answer = strict.run("ingest");

        assertThat(answer.code()).isEqualTo(ExitCode.PARTIAL);
        assertThat(answer.err()).contains(message, "next: joy quarantine list --source app");
    }

    @Test
    void eachPassedThresholdIsALineAndOnlyTheTenWorstAreNamed() {
        for (int file = 10; file < 22; file++) {
            logs.put(DAY + "/f" + file + ".gz", gzip(call("f" + file), "{" + "\n{".repeat(file - 10)));
        }
        TestPipeline strict = pipeline.with(
                "thresholds.refused_share=1", "thresholds.refused_file_share=1", "thresholds.partial_file_lines=0");

        Answer answer = strict.run("ingest");
        Answer status = strict.verb("status");

        assertThat(answer.out().lines().filter(line -> line.startsWith("  ingest: ")))
                .hasSize(11)
                .allMatch(line -> line.length() < 400)
                .first()
                .asString()
                .contains("12 of 13 ", "f21.gz refused");
        assertThat(answer.out()).contains("\n  ingest: and 3 more");
        assertThat(answer.err()).contains("\ningest: and 3 more");
        assertThat(status.out().lines().filter(line -> line.startsWith("PARTIAL: run ")))
                .hasSize(11)
                .last()
                .asString()
                .endsWith("ingest: and 3 more");
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
        assertThat(pipeline.rows("bronze.quarantine", "reason", "line_number", "detail"))
                .contains("TOO_MANY_REFUSED_LINES null 2 of 3 lines are refused, above"
                        + " thresholds.refused_file_share 0.5: fix the object, or raise the limit and replay");
    }

    @Test
    void whatCouldNotBeReadIsNamedUntilItCanBe() throws IOException {
        logs.put(DAY + "/denied.gz", gzip(call("d1")));
        logs.put(DAY + "/flaky.gz", joined(gzip(call("f1") + "\n"), gzip(call("f2") + "\n")));
        SharedSpark.session()
                .sparkContext()
                .hadoopConfiguration()
                .set("fs.failing.impl", FailingFileSystem.class.getName());
        TestPipeline failing = new TestPipeline("failing:" + logs.root(), pipeline.lake(), pipeline.more());

        TestPipeline lenient = failing.with("thresholds.refused_share=1");
        Answer answer = lenient.run("ingest", "clean");
        Answer again = lenient.run("ingest", "clean");
        List<String> refused = failing.rows("bronze.quarantine", "reason", "line_number", "status");
        List<String> meanwhile = failing.rows("silver.events", "message_id");
        Answer status = lenient.verb("status");
        logs.put(DAY + "/_mended", new byte[0]);
        Answer readable = lenient.run("ingest", "clean");

        for (Answer unread : List.of(answer, again)) {
            assertThat(unread.code()).as(unread.err()).isEqualTo(ExitCode.PARTIAL);
            assertThat(unread.err())
                    .contains(
                            "/denied.gz could not be read (ACCESS_DENIED): AccessDeniedException: ",
                            "/flaky.gz could not be read (READ_FAILED): IOException: connection reset; ",
                            "the next run tries again");
        }
        assertThat(answer.err()).contains("1 new file, 4 lines, 1 refused");
        assertThat(refused).containsExactly("ACCESS_DENIED null OPEN", "BROKEN_JSON 4 OPEN", "READ_FAILED null OPEN");
        assertThat(meanwhile).containsExactly("a1", "a2", "a3");
        assertThat(status.out())
                .contains("/denied.gz could not be read (ACCESS_DENIED): its lines are missing until")
                .contains("/flaky.gz could not be read (READ_FAILED)");
        assertThat(lenient.verb("status").out()).doesNotContain("could not be read");
        assertThat(readable.code()).as(readable.err()).isEqualTo(ExitCode.DONE);
        assertThat(failing.rows("silver.events", "message_id")).containsExactly("a1", "a2", "a3", "d1", "f1", "f2");
        assertThat(failing.rows("bronze.quarantine", "reason", "status"))
                .containsExactly("ACCESS_DENIED REPLAYED", "BROKEN_JSON OPEN", "READ_FAILED REPLAYED");
        assertThat(failing.rows("bronze.files", "status", "reason"))
                .containsExactlyInAnyOrder("PARTIAL null", "COMMITTED null", "COMMITTED null");
        assertThat(lenient.run("ingest").err()).contains("0 new files");
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
