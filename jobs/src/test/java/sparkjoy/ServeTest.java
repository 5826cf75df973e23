package sparkjoy;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.cli.ExitCode;
import sparkjoy.lake.Provenance;

/** `joy serve` as a process of its own, asked by Hive's JDBC driver. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ServeTest {
    private static final String PASSWORD = "correct horse";

    @TempDir
    private static Path folder;

    private static TestPipeline pipeline;
    private static Path attribution;
    private static JavaProcess server;
    private static JdbcClient client;
    private static String url;

    @BeforeAll
    static void serve() throws Exception {
        ShopLogs shop = ShopLogs.made();
        pipeline = shop.into(folder.resolve("lake"));
        LakeCopy.of(Path.of(shop.pipeline().lake()), folder.resolve("lake"));
        pipeline.tables()
                .update(
                        "gold.freshness",
                        col("table").equalTo("gold.kpi_daily"),
                        Map.of("final_through", expr("DATE'" + firstDay() + "'")),
                        Provenance.ofRun("final", "hash"));
        // A run that is yet to come will make this one.
        attribution = Files.move(folder.resolve("lake/gold/attribution"), folder.resolve("attribution"));
        int port = freePort();
        List<String> program = new ArrayList<>(List.of("sparkjoy.Joy"));
        program.addAll(List.of(pipeline.with("serve.users.analyst=ANALYST_PASSWORD")
                .withOptions("--spec", SharedSpark.interpreted(folder).toString(), "--port", String.valueOf(port))
                .line("serve")));
        server = JavaProcess.start(folder, program, Map.of("ANALYST_PASSWORD", PASSWORD, "SPARK_LOCAL_IP", ""));
        server.await("Ready: ");
        url = "jdbc:hive2://127.0.0.1:" + port + "/gold";
        client = new JdbcClient();
    }

    @AfterAll
    static void end() throws Exception {
        client.close();
        server.close();
    }

    @Test
    void goldIsReadWithItsTypes() throws SQLException {
        String columns = "event_date, vertical, impressions, gmv, ctr";

        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT " + columns + " FROM kpi_daily")) {
            ResultSetMetaData told = rows.getMetaData();
            assertThat(List.of(
                            told.getColumnType(1), told.getColumnType(2), told.getColumnType(3), told.getColumnType(4)))
                    .containsExactly(Types.DATE, Types.VARCHAR, Types.BIGINT, Types.DECIMAL);
            assertThat(List.of(told.getPrecision(4), told.getScale(4))).containsExactly(18, 4);
            assertThat(JdbcClient.texts(rows))
                    .containsExactlyInAnyOrderElementsOf(pipeline.rows("gold.kpi_daily", columns.split(", ")));
        }
    }

    @Test
    void thousandsOfRowsNullsAndNestedValuesComeOver() throws SQLException {
        try (Connection connection = connect()) {
            assertThat(JdbcClient.rows(connection, "SELECT message_id, order_id, is_bot FROM silver.events"))
                    .containsExactlyInAnyOrderElementsOf(
                            pipeline.rows("silver.events", "message_id", "order_id", "is_bot"));
            assertThat(JdbcClient.rows(connection, "SELECT array(named_struct('a', 1)), map('k', 2.5), X'4a', NULL"))
                    .containsExactly("[{\"a\":1}] {\"k\":2.5} J null");
            assertThat(JdbcClient.rows(
                            connection, "SELECT named_struct('a', NULL, 'b', 2), array(named_struct('c', NULL))"))
                    .containsExactly("{\"a\":null,\"b\":2} [{\"c\":null}]");
            assertThat(JdbcClient.rows(
                            connection,
                            "SELECT tinyint(1), smallint(2), 3, 4L, float(0.5), 0.25D, true,"
                                    + " TIMESTAMP'2026-03-01 10:00:00.5', DATE'2026-03-01'"))
                    .containsExactly("1 2 3 4 0.5 0.25 true 2026-03-01 10:00:00.5 2026-03-01");
        }
    }

    @Test
    void finalDaysAreThoseThatNoLateEventCanChange() throws SQLException {
        try (Connection connection = connect()) {
            assertThat(JdbcClient.rows(connection, "SELECT DISTINCT event_date FROM gold.kpi_daily"))
                    .hasSizeGreaterThan(1);
            assertThat(JdbcClient.rows(connection, "SELECT DISTINCT event_date FROM gold_final.kpi_daily"))
                    .containsExactly(firstDay());
        }
    }

    @Test
    void measuresAreComputedForAnyGroupInBothProcessesOfTheServer() throws SQLException {
        String totals =
                " WHERE vertical = '(all)' AND service = '(all)' AND experiment_id = '(all)' AND variant = '(all)'";
        // The server does not compute a statement of this length itself.
        String comment = "/*" + "x".repeat(20_000) + "*/";

        try (Connection connection = connect()) {
            for (String database : List.of("gold", "gold_final")) {
                String measured = "SELECT MEASURE(ctr), MEASURE(gmv) FROM " + database + ".kpi_daily_metrics";
                List<String> expected = JdbcClient.rows(
                        connection,
                        "SELECT sum(clicks) / sum(impressions), sum(gmv) FROM " + database + ".kpi_daily" + totals);

                assertThat(JdbcClient.rows(connection, measured)).isEqualTo(expected);
                assertThat(JdbcClient.rows(connection, measured + comment)).isEqualTo(expected);
            }
            assertThat(JdbcClient.rows(connection, "SELECT MEASURE(assigned_units) FROM assignments_metrics"))
                    .isEqualTo(JdbcClient.rows(connection, "SELECT count(DISTINCT unit_id) FROM assignments"));
            assertThatThrownBy(() -> JdbcClient.rows(connection, "SELECT * FROM kpi_daily_metrics"))
                    .hasMessageContaining("SELECT event_date, MEASURE(ctr) FROM gold.kpi_daily_metrics");
        }
    }

    @Test
    void whatDoesMoreThanReadIsRefusedAndChangesNothing() throws Exception {
        ReadOnlyStatements statements = ReadOnlyStatements.in(folder, Path.of(pipeline.lake()));
        Map<Path, String> before = statements.disk();
        SoftAssertions each = new SoftAssertions();

        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements.hostile()) {
                each.assertThatThrownBy(() -> statement.execute(sql))
                        .as(sql)
                        .isInstanceOf(SQLException.class)
                        .hasMessageMatching(
                                "(?s).*(read-only|PARSE_SYNTAX_ERROR|PARSE_|_STATEMENT|UNSUPPORTED|INVALID).*")
                        .hasMessageNotContainingAny(ReadOnlyStatements.SECRET, PASSWORD);
            }
            each.assertThatThrownBy(() -> statement.execute("DELETE FROM gold.kpi_daily"))
                    .hasMessageContaining("read-only")
                    .extracting(failure -> ((SQLException) failure).getSQLState())
                    .isEqualTo("25006");
        }

        each.assertAll();
        assertThat(statements.disk()).isEqualTo(before);
    }

    @Test
    void whatReadsIsAnswered() throws Exception {
        ReadOnlyStatements statements = ReadOnlyStatements.in(folder, Path.of(pipeline.lake()));
        SoftAssertions each = new SoftAssertions();

        try (Connection connection = connect()) {
            for (String sql : statements.friendly()) {
                each.assertThatCode(() ->
                                assertThat(JdbcClient.rows(connection, sql)).isNotEmpty())
                        .as(sql)
                        .doesNotThrowAnyException();
            }
            each.assertThatCode(() -> JdbcClient.rows(connection, "USE gold")).doesNotThrowAnyException();
            each.assertThat(JdbcClient.rows(connection, "SELECT count(*) > 0 FROM kpi_daily"))
                    .containsExactly("true");
        }

        each.assertAll();
    }

    @Test
    void settingsOfToolsArePassedOver() throws SQLException {
        try (Connection connection = connect()) {
            for (String setting : List.of(
                    "hive.exec.parallel=true",
                    "hive.resultset.use.unique.column.names=false",
                    "mapreduce.job.queuename=bi",
                    "odbc.x=1",
                    "spark.sql.thriftServer.queryTimeout=60",
                    "spark.sql.adaptive.enabled=false")) {
                assertThat(JdbcClient.rows(connection, "SET " + setting))
                        .as(setting)
                        .isEmpty();
            }
            assertThat(JdbcClient.rows(connection, "SET spark.sql.adaptive.enabled"))
                    .containsExactly("spark.sql.adaptive.enabled true");
            assertThat(JdbcClient.rows(connection, "SET TIME ZONE 'Asia/Kolkata'"))
                    .hasSize(1);
            assertThat(JdbcClient.rows(connection, "SELECT current_timezone()")).containsExactly("Asia/Kolkata");
        }
    }

    @Test
    void itListensAtLoopbackOnly() throws IOException {
        assertThat(Listeners.of(server.id())).hasSizeGreaterThan(1).matches(Listeners::areLoopback, "loopback only");
    }

    @Test
    void filesAndTheEnvironmentOfTheServerAreOutOfReach() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret.csv"), "secret");
        String open = url + "?spark.sql.runSQLOnFiles=true;spark.sql.variable.substitute=true";

        try (Connection connection = client.connect(open, "analyst", PASSWORD)) {
            for (String path : List.of("csv.`" + secret + "`", "delta.`" + pipeline.lake() + "/bronze/files`")) {
                assertThatThrownBy(() -> JdbcClient.rows(connection, "SELECT * FROM " + path))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("is not a table of the lake");
            }
            assertThat(JdbcClient.rows(connection, "SELECT '${env:ANALYST_PASSWORD}'"))
                    .containsExactly("${env:ANALYST_PASSWORD}");
        }
    }

    @Test
    void onlyTheRightPasswordOpensASession() {
        assertThatThrownBy(() -> client.connect(url, "analyst", "wrong")).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> client.connect(url, "somebody", PASSWORD)).isInstanceOf(SQLException.class);
        assertThat(server.output()).doesNotContain(PASSWORD);
    }

    @Test
    void toolsLearnOfDatabasesTablesColumnsAndTypes() throws SQLException {
        try (Connection connection = connect();
                ResultSet schemas = connection.getMetaData().getSchemas();
                ResultSet tables = connection.getMetaData().getTables(null, "gold%", "kpi\\_d%", null);
                ResultSet columns = connection.getMetaData().getColumns(null, "gold", "kpi_daily", "gm%");
                ResultSet types = connection.getMetaData().getTypeInfo()) {
            assertThat(JdbcClient.texts(schemas)).containsExactly("gold ", "gold_final ", "silver ");
            assertThat(JdbcClient.texts(tables))
                    .hasSize(4)
                    .anyMatch(row -> row.startsWith(" gold kpi_daily TABLE One row is "))
                    .anyMatch(row -> row.startsWith(" gold kpi_daily_metrics VIEW Metric view of gold.kpi_daily"))
                    .anyMatch(row -> row.startsWith(" gold_final kpi_daily_metrics VIEW "))
                    .anyMatch(row -> row.startsWith(" gold_final kpi_daily VIEW "));
            assertThat(JdbcClient.texts(columns))
                    .hasSize(4)
                    .anyMatch(row -> row.startsWith(" gold kpi_daily gmv 3 DECIMAL(18,4) 18 "));
            assertThat(JdbcClient.texts(types)).anyMatch(row -> row.startsWith("DECIMAL 3 38 "));
            assertThat(connection.getMetaData().getDatabaseProductName()).isEqualTo("Spark SQL");
            assertThat(JdbcClient.rows(connection, "SHOW TABLES IN gold_final"))
                    .anyMatch(row -> row.startsWith("kpi_daily gold_final "));
            assertThat(JdbcClient.rows(connection, "SHOW VIEWS IN gold_final"))
                    .anyMatch(row -> row.startsWith("kpi_daily gold_final "));
            assertThat(JdbcClient.rows(connection, "DESCRIBE gold.kpi_daily"))
                    .anyMatch(row -> row.startsWith("gmv decimal"));
        }
    }

    @Test
    void whatALaterRunWritesIsSeenWithoutARestart() throws Exception {
        try (Connection before = connect()) {
            assertThatThrownBy(() -> JdbcClient.rows(before, "SELECT * FROM gold.attribution"))
                    .hasMessageContaining("TABLE_OR_VIEW_NOT_FOUND");
            List<String> rows = JdbcClient.rows(before, "SELECT count(*) FROM gold.kpi_hourly");

            Files.move(attribution, folder.resolve("lake/gold/attribution"));
            pipeline.tables()
                    .append(
                            "gold.kpi_hourly",
                            pipeline.table("gold.kpi_hourly").limit(1),
                            Provenance.ofRun("later", "hash"));

            assertThat(JdbcClient.rows(before, "SELECT count(*) - 1 FROM gold.kpi_hourly"))
                    .isEqualTo(rows);
            try (Connection after = connect()) {
                assertThat(JdbcClient.rows(after, "SELECT count(*) > 0 FROM gold.attribution"))
                        .containsExactly("true");
            }
        }
    }

    @Test
    void aStatementCanBeCancelled() throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            Thread cancelling = new Thread(() -> cancel(statement), "cancel");
            cancelling.start();

            assertThatThrownBy(() -> statement.executeQuery(
                            "SELECT count(*) FROM range(1000000000000) AS a JOIN range(1000000000000) AS b ON a.id >"
                                    + " b.id"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("cancel");
            cancelling.join();
        }
    }

    @Test
    void aMistakeIsToldAndTheConnectionGoesOn() throws SQLException {
        try (Connection connection = connect()) {
            assertThatThrownBy(() -> JdbcClient.rows(connection, "SELECT gvm FROM kpi_daily"))
                    .hasMessageContaining("gvm")
                    .hasMessageContaining("gmv");
            assertThat(JdbcClient.rows(connection, "SELECT 1")).containsExactly("1");
        }
    }

    @Test
    void theLakeKeepsItsFolders() {
        assertThat(folder.resolve("lake").toFile().list())
                .containsExactlyInAnyOrder(
                        Path.of(ShopLogs.made().pipeline().lake()).toFile().list());
    }

    @Test
    void aPortInUseIsTold() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Answer answer = pipeline.verb("serve", "--port", String.valueOf(taken.getLocalPort()));

            assertThat(answer.code()).isEqualTo(ExitCode.FAILED);
            assertThat(answer.err()).contains("joy serve: Port " + taken.getLocalPort(), "--port");
        }
    }

    @Test
    void withoutUsersNobodyElsesMachineMayConnect() {
        Answer answer = pipeline.verb("serve", "--host", "0.0.0.0");

        assertThat(answer.code()).isEqualTo(ExitCode.FAILED);
        assertThat(answer.err()).contains("serve.users", "--host 0.0.0.0");
    }

    @Test
    void aLakeThatIsNotThereIsTold() throws IOException {
        Path none = folder.resolve("none");

        Answer answer = pipeline.with("lake=" + none).verb("serve", "--port", String.valueOf(freePort()));

        assertThat(answer.code()).isEqualTo(ExitCode.FAILED);
        assertThat(answer.err()).contains("There are no tables of gold or silver at ", none.toString());
        assertThat(none).doesNotExist();
    }

    private static Connection connect() throws SQLException {
        return client.connect(url, "analyst", PASSWORD);
    }

    private static void cancel(Statement statement) {
        try {
            // The driver knows what to cancel once the server has answered.
            for (int tries = 0; tries < 20; tries++) {
                Thread.sleep(500);
                statement.cancel();
            }
        } catch (SQLException | InterruptedException e) {
            // The statement has ended.
        }
    }

    private static String firstDay() {
        return pipeline.rows("gold.kpi_daily", "event_date").get(0);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
