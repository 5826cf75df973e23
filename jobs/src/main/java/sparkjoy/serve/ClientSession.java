package sparkjoy.serve;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.ShowTables;
import org.apache.spark.sql.catalyst.plans.logical.ShowViews;
import org.apache.spark.sql.execution.command.SetCommand;
import org.apache.spark.sql.types.StructType;
import sparkjoy.explore.MetricQueries;
import sparkjoy.readonly.ReadOnly;
import sparkjoy.readonly.Settings;
import sparkjoy.readonly.Weight;
import sparkjoy.spec.ServingLimits;

/** What one client may ask: statements that only read, in a Spark session of its own with the server's tables. */
final class ClientSession {
    private static final String DATABASE = "use:database";
    private static final String SETTING = "set:hiveconf:";

    /** An answer that this process computes as a whole and keeps until it is fetched. */
    private static final ServingLimits SMALL = new ServingLimits(Duration.ZERO, 10_000, 1L << 20, 1, 1);

    private static final StructType SETTING_ROW = StructType.fromDDL("key STRING, value STRING");

    private final SparkSession spark;
    private final Statements statements;
    private final Optional<Worker> worker;
    private final String owner;
    private final ReadOnly readOnly;

    /**
     * Opens a session.
     *
     * @param worker computes what is not small; empty where this process computes all
     * @param owner whose turn its statements take
     * @param wishes database and settings as drivers send them; of the settings only the harmless ones are heeded
     */
    ClientSession(
            SparkSession server,
            Statements statements,
            Optional<Worker> worker,
            String owner,
            Map<String, String> wishes) {
        this.statements = statements;
        this.worker = worker;
        this.owner = owner;
        spark = server.newSession();
        // No csv.`/etc/passwd`, no ${env:PASSWORD}.
        spark.conf().set("spark.sql.runSQLOnFiles", false);
        spark.conf().set("spark.sql.variable.substitute", false);
        readOnly = new ReadOnly(
                Set.copyOf(ServedTables.DATABASES), true, statements.limits().depth());
        wishes.forEach(this::heed);
    }

    /**
     * Starts a statement; one that does not only read, or is not SQL, fails as soon as it is parsed.
     */
    Operation start(String sql) {
        Statement statement = new Statement(spark, owner);
        return Operation.running(
                statements.begin(statement, () -> answer(statement, withoutEnd(sql))), statement, statements);
    }

    private Result answer(Statement statement, String sql) throws Exception {
        if (worker.isEmpty()) {
            return statements
                    .plan(statement, () -> plan(parsed(sql), sql, statements.limits()))
                    .result(statements.limits());
        }
        Optional<Result> small = statement.attempt(() -> Weight.isLong(sql) ? Optional.empty() : small(statement, sql));
        return small.isPresent() ? small.get() : worker.get().answer(statement, settings(), sql);
    }

    /** The whole answer where it takes little to compute; empty where a look at the statement says that it may take more. */
    private Optional<Result> small(Statement statement, String sql) throws Exception {
        Optional<Plan> planned = statements.plan(statement, () -> {
            LogicalPlan parsed = parsed(sql);
            return Weight.isLarge(parsed) ? Optional.empty() : Optional.of(plan(parsed, sql, SMALL));
        });
        statement.planned();
        return planned.filter(plan -> !plan.multiplies())
                .<Result>map(plan -> plan.result(SMALL).kept());
    }

    private LogicalPlan parsed(String sql) throws ParseException {
        return readOnly.check(sql, spark.sessionState().sqlParser());
    }

    private Plan plan(LogicalPlan parsed, String sql, ServingLimits limits) throws AnalysisException {
        return parsed instanceof SetCommand set && isPassedOver(set)
                ? Plan.without(SETTING_ROW)
                : Plan.of(rows(sql), limits);
    }

    /** What a session of the worker needs to know to answer as this one. */
    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put(DATABASE, spark.catalog().currentDatabase());
        Settings.NAMES.forEach(name -> settings.put(SETTING + name, spark.conf().get(name)));
        return settings;
    }

    /** What Spark answers; of tables and views the names come first, for drivers for Hive read nothing else. */
    private Dataset<Row> rows(String statement) throws AnalysisException {
        Dataset<Row> rows = MetricQueries.ask(spark, statement);
        LogicalPlan plan = rows.queryExecution().logical();
        String[] columns = rows.columns();
        return plan instanceof ShowTables || plan instanceof ShowViews
                ? rows.select(columns[1], columns[0], columns[2])
                : rows;
    }

    /** Whether a statement sets what has no meaning here. */
    private static boolean isPassedOver(SetCommand set) {
        return set.kv().exists(pair -> pair._2().exists(value -> !Settings.isHeeded(pair._1(), value)));
    }

    private void heed(String key, String value) {
        if (key.equals(DATABASE)) {
            spark.catalog().setCurrentDatabase(value);
        } else if (key.startsWith(SETTING) && Settings.isHeeded(key.substring(SETTING.length()), value)) {
            spark.conf().set(key.substring(SETTING.length()), value);
        }
    }

    /** Without the semicolon that some clients send along. */
    private static String withoutEnd(String sql) {
        String text = sql.strip();
        return text.endsWith(";") ? withoutEnd(text.substring(0, text.length() - 1)) : text;
    }
}
