package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Encoders;
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

    /** Every beginning that a spreadsheet takes for a formula, and what looks like one and is not. */
    private static final String CELLS =
            """
            SELECT * FROM VALUES
              (1, '=1+1', -5, -0.5, CAST('-1.50' AS DECIMAL(9,2)), array('=1')),
              (2, '+1', 0, CAST('-Infinity' AS DOUBLE), NULL, array()),
              (3, '-2+3', 1, 1, 1, NULL),
              (4, '@SUM(A1)', 1, 1, 1, NULL),
              (5, '\\t=1', 1, 1, 1, NULL),
              (6, '\\r=1', 1, 1, 1, NULL),
              (7, '\\n=1', 1, 1, 1, NULL),
              (8, '\uff1d1', 1, 1, 1, NULL),
              (9, '\u200b=1', 1, 1, 1, NULL),
              (10, 'a=1', 1, 1, 1, NULL),
              (11, '', 1, 1, 1, NULL),
              (12, NULL, 1, 1, 1, NULL),
              (13, "'=1", 1, 1, 1, NULL),
              (14, 'a\\n=1', 1, 1, 1, NULL)
            AS t(n, `=name`, whole, share, amount, list) ORDER BY n""";

    @Test
    void csvIsSafeForASpreadsheetUnlessItIsAskedForExactly() {
        Answer safe = pipeline.verb("sql", "--csv", CELLS);
        Answer exact = pipeline.verb("sql", "--csv", "--exact", CELLS);
        Answer json = pipeline.verb("sql", "--json", CELLS);

        assertThat(safe.out().split("\n", -1))
                .containsExactly(
                        "n,'=name,whole,share,amount,list",
                        "1,'=1+1,-5,-0.5,-1.50,\"[\"\"=1\"\"]\"",
                        "2,'+1,0,-Infinity,,[]",
                        "3,'-2+3,1,1.0,1.00,",
                        "4,'@SUM(A1),1,1.0,1.00,",
                        "5,'\t=1,1,1.0,1.00,",
                        "6,\"'\r=1\",1,1.0,1.00,",
                        "7,\"'",
                        "=1\",1,1.0,1.00,",
                        "8,'\uff1d1,1,1.0,1.00,",
                        "9,'\u200b=1,1,1.0,1.00,",
                        "10,a=1,1,1.0,1.00,",
                        "11,\"\",1,1.0,1.00,",
                        "12,,1,1.0,1.00,",
                        "13,'=1,1,1.0,1.00,",
                        "14,\"a",
                        "=1\",1,1.0,1.00,",
                        "");
        assertThat(exact.out())
                .startsWith("n,=name,whole,share,amount,list\n1,=1+1,-5,-0.5,-1.50,")
                .contains("\n2,+1,0,", "\n3,-2+3,1", "\n4,@SUM(A1),", "\n5,\t=1,", "\n6,\"\r=1\",", "\n8,\uff1d1,");
        assertThat(json.out())
                .startsWith("{\"n\":1,\"=name\":\"=1+1\",\"whole\":-5,")
                .contains("\"\\t=1\"");
    }

    @Test
    void anExportIsSafeForASpreadsheetUnlessItIsAskedForExactly() {
        RawLogs logs = new RawLogs(folder.resolve("formulas"));
        logs.put(RawLogs.DAY + "/a.gz", RawLogs.gzip(RawLogs.call("=m1"), RawLogs.call("m2")));
        TestPipeline formulas = TestPipeline.of(logs.root(), folder.resolve("formulas-lake"));
        formulas.run("ingest");

        assertThat(exported(formulas, "csv")).containsExactly("'=m1", "m2");
        assertThat(exported(formulas, "csv", "--exact")).containsExactly("=m1", "m2");
        assertThat(exported(formulas, "parquet")).containsExactly("=m1", "m2");
        assertThat(formulas.verb("export", "bronze.files", "--to", "parquet", "--into", "x", "--exact")
                        .err())
                .contains("--exact is for --to csv");
        assertThat(formulas.verb("sql", "SELECT 1", "--exact").err()).contains("--exact is for --csv");
    }

    private static List<String> exported(TestPipeline formulas, String format, String... more) {
        String into = folder.resolve(format + more.length).toString();
        List<String> words = new ArrayList<>(List.of("bronze.segment_logs", "--to", format, "--into", into));
        words.addAll(List.of(more));
        Answer answer = formulas.verb("export", words.toArray(String[]::new));
        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.DONE);
        return SharedSpark.session()
                .read()
                .format(format)
                .option("header", "true")
                .load(into)
                .select("message_id")
                .orderBy("message_id")
                .as(Encoders.STRING())
                .collectAsList();
    }
}
