package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sparkjoy.cli.ExitCode;

/** Whatever a client can send stops no pipeline: all jobs end, the equations hold, and every verb that reads answers. */
class HostileDeliveryTest {
    @TempDir
    private static Path folder;

    private static TestPipeline pipeline;
    private static Answer answer;

    @BeforeAll
    static void run() {
        RawLogs logs = new RawLogs(folder.resolve("logs"));
        List<String> lines = HostileCalls.of(7);
        logs.put(RawLogs.DAY + "/hostile.gz", RawLogs.gzip(lines.toArray(String[]::new)));
        logs.put(RawLogs.DAY + "/good.gz", RawLogs.gzip(RawLogs.call("good1"), RawLogs.call("good2")));
        pipeline = TestPipeline.of(logs.root(), folder.resolve("lake")).with("thresholds.refused_file_share=1");
        answer = pipeline.runAll();
    }

    @Test
    void allJobsEndAndTheEquationsHold() {
        assertAnswered(answer);
        assertThat(pipeline.rows("ops.reconciliation", "is_balanced"))
                .isNotEmpty()
                .containsOnly("true");
        assertThat(pipeline.table("bronze.segment_logs").count()).isGreaterThan(1_500);
        assertThat(pipeline.table("silver.events").count()).isGreaterThan(1_000);
        assertThat(pipeline.table("bronze.segment_logs")
                        .filter("message_id LIKE 'good%'")
                        .count())
                .isEqualTo(2);
        if (answer.code() == ExitCode.PARTIAL) {
            assertThat(answer.err()).contains("threshold");
        }
    }

    @Test
    void keysAreUniqueAndNoValueIsAWordOfTheTables() {
        for (String table : List.of("gold.kpi_daily", "gold.kpi_hourly", "gold.attribution", "gold.assignments")) {
            assertThat(pipeline.table(table).count()).as(table).isPositive();
        }
        assertThat(duplicates("gold.attribution", "order_id", "order_group", "product_id"))
                .isZero();
        assertThat(duplicates("gold.kpi_daily", "event_date", "vertical", "service", "experiment_id", "variant"))
                .isZero();
        assertThat(duplicates("gold.assignments", "experiment_id", "unit_id")).isZero();
        assertThat(pipeline.table("silver.events")
                        .filter("lower(trim(vertical)) IN ('(all)', '(none)', '(other)') OR service IN ('(all)',"
                                + " '(none)',"
                                + " '(other)') OR experiment_id IN ('(all)', '(none)', '(other)') OR variant IN ('(all)',"
                                + " '(none)', '(other)')")
                        .count())
                .isZero();
    }

    @Test
    void theNextRunFindsNothingToDo() {
        Answer again = pipeline.runAll();

        assertThat(again.code()).as(again.err()).isEqualTo(ExitCode.DONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "report",
                "status --runs 5",
                "experiment home_ranking",
                "assignments --experiment home_ranking",
                "assignments --unit u1",
                "quarantine list --limit 1000",
                "quarantine show --limit 1000",
                "plan",
                "preview silver.events",
                "preview gold.attribution",
                "verify",
                "sql --csv SELECT * FROM gold.kpi_daily",
                "sql SELECT * FROM bronze.quarantine",
            })
    void aVerbThatReadsAnswers(String line) {
        int count = line.startsWith("sql") ? (line.contains("--csv") ? 3 : 2) : -1;
        String[] words = line.split(" ", count);

        assertAnswered(pipeline.verb(words[0], Arrays.copyOfRange(words, 1, words.length)));
    }

    @Test
    void everyTableIsExported() {
        for (String table : List.of("silver.events", "gold.kpi_daily")) {
            for (String format : List.of("csv", "parquet")) {
                assertAnswered(pipeline.verb(
                        "export",
                        table,
                        "--to",
                        format,
                        "--into",
                        folder.resolve(table + format).toString()));
            }
        }
    }

    private static long duplicates(String table, String... key) {
        return pipeline.table(table)
                .filter(key[0] + " IS NOT NULL")
                .groupBy(Arrays.stream(key)
                        .map(org.apache.spark.sql.functions::col)
                        .toArray(org.apache.spark.sql.Column[]::new))
                .count()
                .filter("count > 1")
                .count();
    }

    private static void assertAnswered(Answer answer) {
        assertThat(answer.err()).doesNotContain("\tat ", "this is a bug", "Exception");
        assertThat(answer.code()).as(answer.err()).isIn(ExitCode.DONE, ExitCode.PARTIAL);
        assertThat(answer.out()).isNotBlank();
    }
}
