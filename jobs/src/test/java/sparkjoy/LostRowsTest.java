package sparkjoy;

import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static sparkjoy.RawLogs.DAY;
import static sparkjoy.RawLogs.call;
import static sparkjoy.RawLogs.gzip;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sparkjoy.cli.ExitCode;
import sparkjoy.lake.Provenance;

/** A row that somebody takes out of bronze is missed by the next run, whatever that takes in. */
class LostRowsTest {
    @TempDir
    private Path folder;

    private TestPipeline pipeline;

    @BeforeEach
    void takeInTwoFiles() {
        RawLogs logs = new RawLogs(folder.resolve("logs"));
        logs.put(DAY + "/a.gz", gzip(call("a1"), "[]", call("a3")));
        logs.put(DAY + "/b.gz", gzip(call("b1"), "[]"));
        pipeline = TestPipeline.of(logs.root(), folder.resolve("lake")).with("thresholds.refused_share=1");
        assertThat(pipeline.run("ingest").code()).isEqualTo(ExitCode.DONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bronze.segment_logs | message_id = 'a3' | rows in bronze.segment_logs | a.gz: 2 against" + " 1",
                "bronze.quarantine | line_number = 2 AND path LIKE '%b.gz' | lines in bronze.quarantine |"
                        + " b.gz: 1 against 0",
            })
    void theNextRunFailsAndNamesSourceDayAndFile(String table, String lost, String equation, String file) {
        pipeline.tables().delete(table, expr(lost), Provenance.ofRun("somebody", ""));

        Answer answer = pipeline.run("ingest", "clean");

        assertThat(answer.code()).isEqualTo(ExitCode.FAILED);
        assertThat(answer.err())
                .contains(equation + " of source app on 2026-03-02 in file:", DAY + "/" + file)
                .doesNotContain("\tat ");
    }

    /** Spark's own DELETE says nothing of who wrote. */
    @ParameterizedTest
    @CsvSource({"silver.events, a1", "silver.rejected, a3"})
    void aRowTakenOutOfSilverFailsTheRunsWithNewLinesUntilItsDayIsMadeAnew(String table, String lost) {
        TestPipeline refusing = pipeline.with("expectations.old={condition: message_id <> 'a3', on_fail: reject}");
        assertThat(refusing.run("clean").code()).isEqualTo(ExitCode.DONE);
        List<String> whole = refusing.rows(table, "message_id");
        SharedSpark.session()
                .sql("DELETE FROM delta.`" + refusing.tables().location(table) + "` WHERE message_id = '" + lost + "'");
        new RawLogs(folder.resolve("logs")).put(DAY + "/c.gz", gzip(call("c1")));

        Answer lacking = refusing.run("ingest", "clean");
        Answer mended = refusing.withOptions("--from", "2026-03-02", "--to", "2026-03-03")
                .run("clean");

        assertThat(lacking.code()).isEqualTo(ExitCode.FAILED);
        assertThat(lacking.err()).contains("distinct ids in bronze = silver.events + silver.rejected");
        assertThat(mended.code()).as(mended.err()).isEqualTo(ExitCode.DONE);
        assertThat(refusing.rows(table, "message_id")).containsAll(whole);
    }

    /** As docs/operations.md says what to do when. */
    @Test
    void deltasRestoreTakesItBack() {
        String table = "bronze.segment_logs";
        long whole = pipeline.tables().version(table);
        pipeline.tables().delete(table, expr("message_id = 'a3'"), Provenance.ofRun("somebody", ""));
        assertThat(pipeline.run("ingest").code()).isEqualTo(ExitCode.FAILED);

        SharedSpark.session()
                .sql("RESTORE TABLE delta.`" + pipeline.tables().location(table) + "` TO VERSION AS OF " + whole);
        Answer answer = pipeline.run("ingest", "clean");

        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.DONE);
        assertThat(pipeline.rows("silver.events", "message_id")).containsExactly("a1", "a3", "b1");
    }

    @Test
    void refusedLinesThatTheLedgerCountsNowhereFailTheNextRun() {
        pipeline.tables()
                .update(
                        "bronze.files",
                        lit(true),
                        Map.of("quarantined_lines", lit(0L)),
                        Provenance.ofRun("somebody", ""));

        Answer answer = pipeline.run("ingest");

        assertThat(answer.code()).isEqualTo(ExitCode.FAILED);
        assertThat(answer.err()).contains("lines in bronze.quarantine", DAY + "/a.gz: 0 against 1");
    }
}
