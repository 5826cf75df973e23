package sparkjoy.serve;

import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.ShowTables;
import org.apache.spark.sql.catalyst.plans.logical.ShowViews;
import org.apache.spark.sql.execution.command.SetCommand;
import org.apache.spark.sql.types.StructType;
import sparkjoy.readonly.ReadOnly;
import sparkjoy.readonly.Settings;

/** What one client may ask: statements that only read, in a Spark session of its own with the server's tables. */
final class ClientSession {
    private static final String DATABASE = "use:database";
    private static final String SETTING = "set:hiveconf:";
    private static final StructType SETTING_ROW = StructType.fromDDL("key STRING, value STRING");

    private final SparkSession spark;
    private final Statements statements;
    private final String owner;
    private final ReadOnly readOnly;

    /**
     * Opens a session.
     *
     * @param owner whose turn its statements take
     * @param wishes database and settings as drivers send them; of the settings only the harmless ones are heeded
     */
    ClientSession(SparkSession server, Statements statements, String owner, Map<String, String> wishes) {
        this.statements = statements;
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
        Plan plan = statements.plan(statement, () -> plan(sql));
        return plan.result(statements.limits());
    }

    private Plan plan(String statement) throws ParseException {
        LogicalPlan plan = readOnly.check(statement, spark.sessionState().sqlParser());
        return plan instanceof SetCommand set && isPassedOver(set)
                ? Plan.without(SETTING_ROW)
                : Plan.of(rows(statement), statements.limits());
    }

    /** What Spark answers; of tables and views the names come first, for drivers for Hive read nothing else. */
    private Dataset<Row> rows(String statement) {
        Dataset<Row> rows = spark.sql(statement);
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
