package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.cli.ExitCode;

/** Questions in SQL, and tables as files. */
class ExploreTest {
    @TempDir
    private static Path folder;

    private static TestPipeline pipeline;

    @BeforeAll
    static void run() {
        RawLogs logs = new RawLogs(folder.resolve("logs"));
        logs.put(
                RawLogs.DAY + "/a.gz",
                RawLogs.gzip(
                        RawLogs.call("m1").replace("\"u1\"", "\"Jos\u00e9, \\\"x\\\"\""),
                        RawLogs.call("m2").replace("\"u1\"", "\"\\u001b[31mred\""),
                        RawLogs.call("m3")));
        pipeline = TestPipeline.of(logs.root(), folder.resolve("lake"));
        assertThat(pipeline.run("ingest", "clean", "kpis").code()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void aQueryIsAnsweredAsTableAsCsvAndAsJson() {
        String query =
                "SELECT message_id, user_id, CAST(quantity AS INT) AS quantity FROM silver.events ORDER BY message_id";

        Answer table = pipeline.verb("sql", query);
        Answer csv = pipeline.verb("sql", "--csv", query);
        Answer json = pipeline.verb("sql", "--json", query);

        assertThat(table.code()).as(table.err()).isEqualTo(ExitCode.DONE);
        assertThat(table.out())
                .isEqualTo(
                        """
                        message_id  user_id        quantity
                        m1          Jos\u00e9, "x"             1
                        m2          \\u{1b}[31mred         1
                        m3          u1                    1
                        """);
        assertThat(csv.out())
                .isEqualTo("message_id,user_id,quantity\nm1,\"Jos\u00e9, \"\"x\"\"\",1\nm2,\u001b[31mred,1\nm3,u1,1\n");
        assertThat(json.out().lines())
                .startsWith("{\"message_id\":\"m1\",\"user_id\":\"Jos\u00e9, \\\"x\\\"\",\"quantity\":1}")
                .hasSize(3);
    }

    @Test
    void rowsBeyondTheLimitAreSaidToBeLeftOut() {
        Answer answer =
                pipeline.verb("sql", "--limit", "2", "SELECT message_id FROM silver.events ORDER BY message_id");
        Answer none = pipeline.verb("sql", "SELECT * FROM silver.rejected");

        assertThat(answer.out()).isEqualTo("message_id\nm1\nm2\n");
        assertThat(answer.err()).contains("The first 2 rows");
        assertThat(none.err()).contains("No rows.");
    }

    @Test
    void whatCannotBeAnsweredIsToldWithWhatThereIs() {
        Answer table = pipeline.verb("sql", "SELECT * FROM gold.kpi_dayly");
        Answer column = pipeline.verb("sql", "SELECT mesage_id FROM silver.events");
        Answer syntax = pipeline.verb("sql", "SELEC 1");
        Answer write = pipeline.verb("sql", "DELETE FROM silver.events");
        Answer value = pipeline.verb("sql", "SELECT 1 / (quantity - quantity) FROM silver.events");
        Answer hidden = pipeline.verb(
                "sql", "WITH e AS (SELECT * FROM silver.events) INSERT INTO silver.events SELECT * FROM e");
        Answer insert = pipeline.verb("sql", "INSERT INTO silver.events SELECT * FROM silver.events");

        assertThat(table.code()).isEqualTo(ExitCode.FAILED);
        assertThat(table.err())
                .contains("gold", "kpi_dayly")
                .contains("The lake has ")
                .contains("gold.kpi_daily");
        assertThat(column.err()).contains("mesage_id").contains("message_id").doesNotContain("'Project", "Relation");
        assertThat(syntax.err()).contains("The query cannot be read: ");
        assertThat(write.err()).contains("joy sql only reads");
        assertThat(insert.err()).contains("joy sql only reads");
        assertThat(value.code()).isEqualTo(ExitCode.FAILED);
        assertThat(value.err()).contains("joy sql: [DIVIDE_BY_ZERO]").doesNotContain("this is a bug");
        assertThat(hidden.err()).contains("joy sql only reads");
        assertThat(pipeline.table("silver.events").count()).isEqualTo(3);
    }

    @Test
    void aViewInAFileOfItsOwnIsTriedAndNotWritten() {
        String view = view(
                "by-user.yaml",
                """
                from: silver.events
                steps:
                  - filter: quantity > 0
                  - mutate: {quantity: "CAST(quantity AS INT)"}
                  - count: {by: [type, quantity]}
                """);

        Answer glimpse = pipeline.verb("view", "run", view);
        Answer table = pipeline.verb("view", "run", view, "--limit", "5");
        Answer csv = pipeline.verb("view", "run", view, "--csv");
        Answer json = pipeline.verb("view", "run", view, "--json");

        assertThat(glimpse.code()).as(glimpse.err()).isEqualTo(ExitCode.DONE);
        assertThat(glimpse.out())
                .isEqualTo(
                        """
                        Rows: 1
                        Columns: 3
                        $ type     <string> "track"
                        $ quantity <int>    1
                        $ n        <bigint> 3
                        """);
        assertThat(table.out()).isEqualTo("type   quantity  n\ntrack         1  3\n");
        assertThat(csv.out()).isEqualTo("type,quantity,n\ntrack,1,3\n");
        assertThat(json.out()).isEqualTo("{\"type\":\"track\",\"quantity\":1,\"n\":3}\n");
        assertThat(pipeline.tables().exists("gold.by_user")).isFalse();
    }

    @Test
    void aViewThatCannotBeTriedIsToldAsInTheSpecification() {
        String mistakes = view(
                "carts.yaml",
                """
                from: silver.event
                steps:
                  - sumarise: {n: count(*)}
                  - head: ten
                """);
        String column = view("carts_by_hour.yaml", "from: silver.events\nsteps:\n  - select: [mesage_id]\n");

        Answer several = pipeline.verb("view", "run", mistakes);
        Answer unknown = pipeline.verb("view", "run", column);
        Answer missing = pipeline.verb("view", "run", "nowhere.yaml");
        Answer none = pipeline.verb("view", mistakes);

        assertThat(several.code()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(several.err())
                .contains(
                        mistakes + ":1: views.carts.from: unknown table 'silver.event'; did you mean 'silver.events'?")
                .contains(mistakes + ":3: views.carts.steps[0]: unknown verb 'sumarise'; did you mean 'summarise'?")
                .contains(mistakes + ":4: views.carts.steps[1].head: 'ten' is not a whole number");
        assertThat(unknown.code()).isEqualTo(ExitCode.FAILED);
        assertThat(unknown.err())
                .contains("views.carts_by_hour.steps[0]: ", "mesage_id", "The columns at this step are: ");
        assertThat(missing.err()).contains("nowhere.yaml: there is no such file; name the YAML file of one view");
        assertThat(none.err()).contains("joy view run my_view.yaml");
    }

    private static String view(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aTableBecomesFiles() {
        String csv = folder.resolve("csv").toString();
        String parquet = folder.resolve("parquet").toString();

        Answer one = pipeline.verb("export", "silver.events", "--to", "csv", "--into", csv);
        Answer other = pipeline.verb("export", "gold.kpi_daily", "--to", "parquet", "--into", parquet);
        Answer again = pipeline.verb("export", "gold.kpi_daily", "--to", "parquet", "--into", parquet);

        assertThat(one.code()).as(one.err()).isEqualTo(ExitCode.DONE);
        assertThat(one.out()).contains("DONE: 3 rows of silver.events as csv in ");
        assertThat(SharedSpark.session()
                        .read()
                        .option("header", "true")
                        .csv(csv)
                        .select("message_id")
                        .count())
                .isEqualTo(3);
        assertThat(other.code()).as(other.err()).isEqualTo(ExitCode.DONE);
        assertThat(SharedSpark.session().read().parquet(parquet).schema().fieldNames())
                .isEqualTo(pipeline.table("gold.kpi_daily").schema().fieldNames());
        assertThat(again.code()).isEqualTo(ExitCode.FAILED);
        assertThat(again.err()).contains("There is something at " + parquet + " already");
    }
}
