package sparkjoy;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.cli.ExitCode;
import sparkjoy.lake.Semantics;
import sparkjoy.lake.TableContracts;

/** The lines and the numbers of docs/worked-example.md. */
class WorkedExampleTest {
    private static final Path PAGE = Path.of("../docs/worked-example.md");
    private static final String TOTAL =
            "vertical = '(all)' AND service = '(all)' AND experiment_id = '(all)' AND variant = '(all)'";

    @TempDir
    private static Path folder;

    private static TestPipeline pipeline;

    @BeforeAll
    static void run() throws IOException {
        String page = Files.readString(PAGE);
        String rules = page.substring(page.indexOf("```yaml") + "```yaml".length());
        Path spec = Files.writeString(folder.resolve("rules.yaml"), rules.substring(0, rules.indexOf("```")));
        List<List<String>> lines = table("#");
        assertThat(lines).hasSize(30);
        RawLogs logs = new RawLogs(folder.resolve("logs"));
        logs.put(
                RawLogs.DAY + "/a.gz",
                RawLogs.gzip(lines.stream().map(WorkedExampleTest::line).toArray(String[]::new)));
        pipeline = TestPipeline.of(logs.root(), folder.resolve("lake"))
                .withOptions("--spec", spec.toString())
                .with("thresholds.refused_share=1");

        Answer answer = pipeline.run("ingest", "clean", "kpis", "attribution");

        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void measuresOverAllRowsMakeTheTotalsOfEachDay() {
        Semantics semantics = TableContracts.ofJar()
                .find("gold.kpi_daily")
                .orElseThrow()
                .semantics()
                .orElseThrow();

        for (String measure : semantics.measures().keySet()) {
            semantics.aggregate(measure).ifPresent(aggregate -> {
                Column made = expr(aggregate.function() + "(" + aggregate.expression() + ")");
                List<String> days = pipeline
                        .table("gold.kpi_daily")
                        .groupBy("event_date")
                        .agg(made.cast("STRING").as(measure))
                        .collectAsList()
                        .stream()
                        .map(Row::toString)
                        .sorted()
                        .toList();

                assertThat(days).as(measure).isEqualTo(totals(measure));
            });
        }
    }

    private static List<String> totals(String measure) {
        return pipeline
                .table("gold.kpi_daily")
                .filter(TOTAL)
                .select(col("event_date"), col(measure).cast("STRING"))
                .collectAsList()
                .stream()
                .map(Row::toString)
                .sorted()
                .toList();
    }

    @Test
    void linesBecomeTheRowsThatThePageCounts() {
        assertThat(pipeline.table("bronze.quarantine").count()).isEqualTo(1);
        assertThat(pipeline.table("bronze.segment_logs").count()).isEqualTo(29);
        assertThat(pipeline.rows("silver.rejected", "message_id", "rule")).containsExactly("e26 quantity_is_positive");
        assertThat(pipeline.table("silver.events").count()).isEqualTo(26);
        assertThat(pipeline.table("silver.events").filter("is_bot").count()).isEqualTo(2);
    }

    @Test
    void kpisAreThoseCountedByHand() {
        List<Row> days = pipeline.table("gold.kpi_daily")
                .filter(TOTAL)
                .orderBy("event_date")
                .collectAsList();
        List<List<String>> kpis = table("column");

        assertThat(kpis).hasSize(23);
        for (List<String> kpi : kpis) {
            assertThat(plain(days.get(0).getAs(kpi.get(0)))).as(kpi.get(0)).isEqualTo(byHand(kpi.get(1)));
            assertThat(plain(days.get(1).getAs(kpi.get(0)))).as(kpi.get(0)).isEqualTo(byHand(kpi.get(3)));
        }
    }

    @Test
    void moneyGoesWhereItWasPutByHand() {
        List<String> rows = pipeline
                .table("gold.attribution")
                .select("order_id", "product_id", "service", "amount")
                .orderBy("order_id")
                .collectAsList()
                .stream()
                .map(row ->
                        row.getString(0) + " " + row.getString(1) + " " + row.getString(2) + " " + plain(row.get(3)))
                .toList();

        assertThat(rows)
                .isEqualTo(table("order_id").stream()
                        .map(row -> String.join(" ", row.subList(0, 4)))
                        .toList());
    }

    /** The rows of the page's table whose first column is named so. */
    private static List<List<String>> table(String firstColumn) {
        try {
            return Files.readAllLines(PAGE).stream()
                    .dropWhile(line -> !line.startsWith("| " + firstColumn + " "))
                    .skip(2)
                    .takeWhile(line -> line.startsWith("|"))
                    .map(line -> Arrays.stream(line.split("\\|", -1))
                            .skip(1)
                            .map(String::strip)
                            .toList())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String line(List<String> row) {
        String properties = row.get(6).replace("`", "");
        if (row.get(1).isEmpty()) {
            return properties;
        }
        return String.format(
                "{\"messageId\":\"%s\",\"type\":\"track\",\"userId\":\"%s\",\"event\":\"%s\",\"receivedAt\":\"%s\","
                        + "\"timestamp\":\"%s\",\"properties\":%s}",
                row.get(1), row.get(4), row.get(5), instant(row.get(2)), instant(row.get(3)), properties);
    }

    private static String instant(String minute) {
        return minute.replace(" ", "T") + ":00.000Z";
    }

    private static String plain(Object value) {
        return value instanceof BigDecimal money ? money.stripTrailingZeros().toPlainString() : String.valueOf(value);
    }

    /** A fraction is what Java makes of it. */
    private static String byHand(String text) {
        String[] parts = text.split("/", -1);
        return parts.length == 1 ? text : String.valueOf(Double.parseDouble(parts[0]) / Double.parseDouble(parts[1]));
    }
}
