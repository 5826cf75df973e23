package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sparkjoy.cli.ExitCode;

/** Other programs read what `joy sql` and `joy export` print: CSV by RFC 4180, and JSON that names every column. */
class SqlAnswersTest {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    @TempDir
    private static Path folder;

    private static TestPipeline pipeline;

    /** Blanks, an apostrophe, percent, plus and braces: what quotes or decodes a path twice fails on one of them. */
    @BeforeAll
    static void run() throws IOException {
        Path odd = folder.resolve("Bob's \"data\" %41 +\u00fc #1 {a,b}");
        RawLogs logs = new RawLogs(odd.resolve("logs"));
        logs.put(RawLogs.DAY + "/it's a %20 file+\u00fc.gz", RawLogs.gzip(RawLogs.call("m1"), RawLogs.call("m2")));
        pipeline = new TestPipeline(
                JSON.writeValueAsString(logs.root().toString()),
                JSON.writeValueAsString(odd.resolve("lake").toString()),
                List.of());
        Answer answer = pipeline.run("ingest", "clean");
        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void tablesOnAnOddPathAreAsked() {
        Answer answer = pipeline.verb("sql", "--csv", "SELECT count(*) AS n FROM silver.events");
        Answer missing = pipeline.verb("sql", "SELECT * FROM gold.nope");

        assertThat(answer.out()).as(answer.err()).isEqualTo("n\n2\n");
        assertThat(missing.err()).contains("The lake has ", "silver.events");
    }

    @Test
    void theOtherVerbsThatReadAnswerOnAnOddPathToo() {
        Answer report = pipeline.verb("report");

        assertThat(List.of(
                        pipeline.verb("status"),
                        pipeline.plan("ingest", "clean"),
                        pipeline.quarantine("list"),
                        pipeline.verb("preview", "silver.events"),
                        report))
                .allMatch(answer ->
                        answer.code() == ExitCode.DONE && !answer.err().contains("\tat "));
        assertThat(report.out()).contains("--set 'lake=", "/Bob'\"'\"'s \"data\" ");
    }

    @Test
    void aLakeWithoutTablesIsSaidToHaveNone() {
        TestPipeline empty = TestPipeline.of(folder.resolve("logs"), folder.resolve("empty"));

        Answer answer = empty.verb("sql", "SELECT * FROM gold.kpi_daily");

        assertThat(answer.err())
                .contains("/empty has no tables: run `joy run all` first")
                .doesNotContain("\tat ");
    }

    @Test
    void theHeaderAndValuesOfCsvComeBack() {
        String query = "SELECT * FROM VALUES (1, 'a\\nb', 'q\"q', 'x,y', '', CAST(NULL AS STRING), ' lead ',"
                + " 'bs\\\\', 'cr\\rx',"
                + " '\u00fc\ud83d\ude00') AS t(a, `b \"c\"`, `d,e`, `f\ng`, h, i, ` j `, k, `l;m`, `'`)";

        List<List<String>> lines = csv(query);
        String out = pipeline.verb("sql", "--csv", "SELECT 1 AS a, '' AS b, CAST(NULL AS STRING) AS c, 2 AS d")
                .out();

        assertThat(lines.get(0)).containsExactly("a", "b \"c\"", "d,e", "f\ng", "h", "i", " j ", "k", "l;m", "'");
        assertThat(lines.get(1))
                .containsExactly(
                        "1", "a\nb", "q\"q", "x,y", null, null, " lead ", "bs\\", "cr\rx", "\u00fc\ud83d\ude00");
        assertThat(out).isEqualTo("a,b,c,d\n1,\"\",,2\n");
    }

    @Test
    void expressionsAndEqualNamesHaveAHeaderAsWideAsTheRows() {
        assertThat(csv("SELECT round(quantity, 2), coalesce(quantity, 0) FROM silver.events"))
                .allMatch(line -> line.size() == 2)
                .hasSize(3);
        assertThat(csv("SELECT a.message_id, b.message_id, 1 AS `x``y` FROM silver.events a JOIN silver.events b"
                        + " ON a.message_id = b.message_id ORDER BY 1"))
                .containsExactly(
                        List.of("message_id", "message_id", "x`y"), List.of("m1", "m1", "1"), List.of("m2", "m2", "1"));
    }

    @Test
    void aNullInAnOnlyColumnIsNoBlankLine() {
        Answer answer = pipeline.verb("sql", "--csv", "SELECT * FROM VALUES ('a'), (NULL), ('b') AS t(x)");

        assertThat(answer.out()).isEqualTo("x\na\n\"\"\nb\n");
    }

    @Test
    void listsRecordsAndBytesAreJsonAndBase64InCsv() {
        assertThat(csv("SELECT array(1, NULL) AS l, map('k', NULL) AS m, named_struct('x', NULL, 'y', 2) AS s,"
                        + " X'00ff' AS b,"
                        + " TIMESTAMP'2026-03-02 10:00:00.123456' AS t"))
                .element(1)
                .isEqualTo(List.of(
                        "[1,null]", "{\"k\":null}", "{\"x\":null,\"y\":2}", "AP8=", "2026-03-02 10:00:00.123456"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "1 AS a, CAST(NULL AS INT) AS b, CAST(NULL AS STRING) AS c | {'a':1,'b':null,'c':null}",
                "1 AS `a.b`, 2 AS `x``y`, 3 AS `` | {'a.b':1,'x`y':2,'':3}",
                "1 AS a, 2 AS a, 3 AS A, 4 AS a, 5 AS a_2 | {'a':1,'a_3':2,'A':3,'a_4':4,'a_2':5}",
                "9007199254740993L AS n, 12345678901234567890.0000000001BD AS d"
                        + " | {'n':9007199254740993,'d':12345678901234567890.0000000001}",
                "TIMESTAMP'2026-03-02 10:00:00.123456' AS t, TIMESTAMP'2026-03-02 10:00:00' AS s, DATE'2026-03-02' AS d"
                        + " | {'t':'2026-03-02T10:00:00.123456Z','s':'2026-03-02T10:00:00.000Z','d':'2026-03-02'}",
                "TIMESTAMP_NTZ'2026-03-02 10:00:00.000001' AS t | {'t':'2026-03-02T10:00:00.000001'}",
                "TIME'10:00:00.5' AS t, INTERVAL '1' DAY AS i | {'t':'10:00:00.5','i':'INTERVAL ~1~ DAY'}",
                "named_struct('x', NULL, 'y', 2) AS s, CAST(NULL AS STRUCT<x: INT>) AS n"
                        + " | {'s':{'x':null,'y':2},'n':null}",
                "array(1, NULL) AS l, map('k', NULL, 'm', 1) AS m | {'l':[1,null],'m':{'k':null,'m':1}}",
                "map(DATE'2026-03-02', 1) AS m, map(7, TIMESTAMP'2026-03-02 10:00:00.000001') AS t"
                        + " | {'m':{'2026-03-02':1},'t':{'7':'2026-03-02T10:00:00.000001Z'}}",
                "array(named_struct('t', TIMESTAMP'2026-03-02 10:00:00.000009', 'n', CAST(NULL AS INT))) AS l"
                        + " | {'l':[{'t':'2026-03-02T10:00:00.000009Z','n':null}]}",
                "double('NaN') AS f, double('-Infinity') AS g | {'f':'NaN','g':'-Infinity'}",
                "X'00ff' AS b, parse_json('{\"a\":null}') AS v, true AS t | {'b':'AP8=','v':{'a':null},'t':true}",
            })
    void eachColumnIsAKeyOfJsonAndNothingOfItIsLost(String columns, String expected) throws IOException {
        Answer answer = pipeline.verb("sql", "--json", "SELECT " + columns);

        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.DONE);
        assertThat(JSON.readTree(answer.out()))
                .isEqualTo(JSON.readTree(expected.replace('\'', '"').replace('~', '\'')));
    }

    @Test
    void aColumnThatIsRenamedInJsonIsSaid() {
        Answer answer = pipeline.verb("sql", "--json", "SELECT 1 AS a, 2 AS a");

        assertThat(answer.err()).contains("Several columns are named a: this one is a_2 in JSON.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT 1 / (quantity - 1) AS x FROM silver.events",
                "SELECT CAST(message_id AS INT) AS x FROM silver.events",
                "SELECT CAST(v AS INT) AS x FROM VALUES ('1'), ('x'), ('3') AS t(v)",
                "SELECT IF(id = 99, raise_error('found'), id) AS x FROM range(0, 100, 1, 4)",
            })
    void nothingIsPrintedOfAQueryThatFails(String query) {
        Answer csv = pipeline.verb("sql", "--csv", query);
        Answer json = pipeline.verb("sql", "--json", query);

        assertThat(csv.code()).isEqualTo(ExitCode.FAILED);
        assertThat(csv.out()).isEmpty();
        assertThat(json.out()).isEmpty();
        assertThat(csv.err()).doesNotContain("\tat ");
    }

    @Test
    void anExportKeepsTheNullsAndTheMicrosecondsOfItsRecords() throws IOException {
        Path view = Files.writeString(
                folder.resolve("odd.yaml"),
                """
                views:
                  nested:
                    from: silver.events
                    steps:
                      - select:
                          - message_id
                          - "named_struct('a', CAST(NULL AS INT), 't', TIMESTAMP'2026-03-02 10:00:00.000001') AS record"
                          - TIMESTAMP'2026-03-02 10:00:00.000002' AS at
                          - X'00ff' AS bytes
                """);
        TestPipeline nested = pipeline.withOptions("--spec", view.toString());
        Path into = folder.resolve("it's csv");
        assertThat(nested.run("views").code()).isEqualTo(ExitCode.DONE);

        Answer answer = nested.verb("export", "gold.nested", "--to", "csv", "--into", into.toString());

        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.DONE);
        assertThat(read(into).get(0))
                .containsExactly(
                        "m1",
                        "{\"a\":null,\"t\":\"2026-03-02T10:00:00.000001Z\"}",
                        "2026-03-02T10:00:00.000002Z",
                        "AP8=");
        assertThat(nested.verb("preview", "gold.nested").code()).isEqualTo(ExitCode.DONE);
    }

    /** What Spark's reader of CSV finds, the header too; it takes an empty text for a null. */
    private static List<List<String>> csv(String query) {
        Answer answer = pipeline.verb("sql", "--csv", query);
        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.DONE);
        try {
            Path file = Files.writeString(Files.createTempFile(folder, "answer", ".csv"), answer.out());
            List<Row> rows = SharedSpark.session()
                    .read()
                    .option("multiLine", "true")
                    .option("escape", "\"")
                    .csv(file.toString())
                    .collectAsList();
            return rows.stream().map(SqlAnswersTest::texts).toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<List<String>> read(Path exported) {
        return SharedSpark.session()
                .read()
                .option("header", "true")
                .option("escape", "\"")
                .csv(exported.toString().replace("'", "*"))
                .orderBy("message_id")
                .collectAsList()
                .stream()
                .map(SqlAnswersTest::texts)
                .toList();
    }

    private static List<String> texts(Row row) {
        return Arrays.asList(
                IntStream.range(0, row.size()).mapToObj(row::getString).toArray(String[]::new));
    }
}
