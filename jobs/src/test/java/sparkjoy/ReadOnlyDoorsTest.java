package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.cli.ExitCode;

/** `joy sql` and views answer what reads the lake's tables, and nothing else. `joy serve`: see {@link ServeTest}. */
class ReadOnlyDoorsTest {
    /** As an expression these compute with columns of such names. */
    private static final Pattern IS_EXPRESSION = Pattern.compile("^(RESET$|dfs |!cat |SOURCE )");

    @TempDir
    private static Path folder;

    private static TestPipeline pipeline;
    private static ReadOnlyStatements statements;

    @BeforeAll
    static void copy() throws IOException {
        Path lake = folder.resolve("lake");
        pipeline = ShopLogs.made().into(lake);
        LakeCopy.of(Path.of(ShopLogs.made().pipeline().lake()), lake);
        statements = ReadOnlyStatements.in(folder, lake);
    }

    @Test
    void sqlRefusesWhatDoesMoreThanRead() throws IOException {
        assertThat(statements.hostile()).hasSizeGreaterThan(200);
        Map<Path, String> before = statements.disk();
        SoftAssertions each = new SoftAssertions();

        for (String statement : statements.hostile()) {
            Answer answer = pipeline.verb("sql", statement);

            each.assertThat(answer.code()).as(statement).isEqualTo(ExitCode.FAILED);
            each.assertThat(answer.out()).as(statement).isEmpty();
            each.assertThat(answer.err())
                    .as(statement)
                    .containsAnyOf("joy sql only reads", "The query cannot be read: ")
                    .doesNotContain(ReadOnlyStatements.SECRET, "this is a bug");
        }
        for (String statement : new String[] {"USE gold", "SET", "SET TIME ZONE 'UTC'", "SELECT * FROM kpi_daily"}) {
            each.assertThat(pipeline.verb("sql", statement).err()).as(statement).contains("joy sql only reads");
        }

        each.assertAll();
        assertThat(statements.disk()).isEqualTo(before);
    }

    @Test
    void viewsRefuseWhatDoesMoreThanCompute() throws IOException {
        Map<Path, String> before = statements.disk();
        Path file = folder.resolve("lake/../mine.yaml").normalize();
        SoftAssertions each = new SoftAssertions();

        for (String statement : statements.hostile()) {
            String quoted = "'" + statement.replace("'", "''").replace("\n", " ") + "'";
            String nested = "'(" + statement.replace("'", "''").replace("\n", " ") + ") IS NULL'";
            Files.writeString(
                    file,
                    "from: " + quoted + "\nsteps:\n  - filter: " + quoted + "\n  - mutate: {a: " + nested
                            + "}\n  - join: {table: " + quoted + ", by: [a], kind: left}\n");
            Answer answer = pipeline.verb("view", "run", file.toString());
            Files.delete(file);

            each.assertThat(answer.code()).as(statement).isEqualTo(ExitCode.WRONG_USAGE);
            each.assertThat(answer.err())
                    .as(statement)
                    .contains("views.mine.from: ", "steps[2].join.table: ")
                    .contains(IS_EXPRESSION.matcher(statement).find() ? "" : "steps[0].filter: ")
                    .contains(IS_EXPRESSION.matcher(statement).find() ? "" : "steps[1].mutate.a: ")
                    .doesNotContain(ReadOnlyStatements.SECRET, "this is a bug");
        }

        each.assertAll();
        assertThat(statements.disk()).isEqualTo(before);
    }

    @Test
    void anExpressionThatReachesOutIsRefusedWhereverItStands() throws IOException {
        String[] steps = {
            "filter: reflect('java.lang.System', 'getenv', 'PATH') = ''",
            "select: [\"java_method('java.lang.System', 'getenv', 'PATH') AS x\"]",
            "mutate: {x: \"transform(array(1), i -> try_reflect('a', 'b'))\"}",
            "arrange: [\"-reflect('java.lang.System', 'getenv', 'PATH')\"]",
            "count: {by: [\"builtin.reflect('java.lang.System', 'getenv', 'PATH')\"]}",
            "pivot: {column: type, values: [track], summarise: {n: \"max(reflect('a', 'b'))\"}}",
            "mutate: {x: \"(SELECT max(gmv) FROM gold.kpi_daily)\"}",
            "mutate: {x: \"joy.silver.event('x')\"}",
            "mutate: {x: \"IDENTIFIER('reflect')('a', 'b')\"}"
        };
        SoftAssertions each = new SoftAssertions();

        for (String step : steps) {
            Path file = Files.writeString(folder.resolve("mine.yaml"), "from: silver.events\nsteps:\n  - " + step);
            Answer answer = pipeline.verb("view", "run", file.toString());
            Files.delete(file);

            each.assertThat(answer.code()).as(step).isEqualTo(ExitCode.WRONG_USAGE);
            each.assertThat(answer.err()).as(step).contains("read-only");
        }

        each.assertAll();
    }

    @Test
    void theEnvironmentIsNotPutIntoExpressions() throws IOException {
        String text = "${env:PATH} ${system:user.home} ${spark:spark.master}";
        Path file = Files.writeString(
                folder.resolve("mine.yaml"),
                "from: silver.events\nsteps:\n  - select: [\"concat('$', '{env:PATH} ', '$',"
                        + " '{system:user.home} ', '$', "
                        + "'{spark:spark.master}') AS x\"]\n  - head: 1\n");

        Answer view = pipeline.verb("view", "run", file.toString(), "--csv");
        Answer sql = pipeline.verb("sql", "--csv", "SELECT '" + text + "' AS x");
        Files.delete(file);

        assertThat(view.out()).as(view.err()).isEqualTo("x\n" + text + "\n");
        assertThat(sql.out()).as(sql.err()).isEqualTo("x\n" + text + "\n");
    }

    @Test
    void sqlAnswersWhatReads() throws IOException {
        SoftAssertions each = new SoftAssertions();

        for (String statement : statements.friendly()) {
            Answer answer = pipeline.verb("sql", statement);

            each.assertThat(answer.code()).as(statement + answer.err()).isEqualTo(ExitCode.DONE);
            each.assertThat(answer.out()).as(statement).isNotEmpty();
        }

        each.assertAll();
    }

    @Test
    void aStatementThatIsTooDeepIsReportedAndNotRead() throws IOException {
        String brackets = "SELECT " + "(".repeat(3_000) + "1" + ")".repeat(3_000);
        String minus = "SELECT " + "- ".repeat(30_000) + "1";

        assertThat(pipeline.verb("sql", brackets).err()).contains("nests brackets 3000 deep", "at most 200");
        assertThat(pipeline.verb("sql", minus).err())
                .contains("nested too deeply")
                .doesNotContain("this is a bug");
        assertThat(pipeline.verb("sql", "SELECT '" + "(".repeat(500) + "' AS x").code())
                .isEqualTo(ExitCode.DONE);
    }
}
