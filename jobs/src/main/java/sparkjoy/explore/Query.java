package sparkjoy.explore;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.plans.logical.Command;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.ParsedStatement;
import scala.jdk.javaapi.CollectionConverters;
import sparkjoy.UserError;
import sparkjoy.lake.Lake;
import sparkjoy.lake.SqlLists;
import sparkjoy.lake.TableContract;
import sparkjoy.spec.Spec;

/** Answers a question in SQL over a lake's tables by their names, such as gold.kpi_daily; writes nothing. */
public record Query(SparkSession spark, Lake lake, Spec spec) {

    /**
     * Gives the rows of a query.
     *
     * @throws UserError for what is no query, or names tables or columns that are not there
     */
    public Dataset<Row> ask(String sql) {
        requireReading(sql);
        try {
            return answer(sql);
        } catch (AnalysisException e) {
            throw new UserError(e.getSimpleMessage().strip() + hint(e), e);
        }
    }

    private void requireReading(String sql) {
        try {
            LogicalPlan plan = spark.sessionState().sqlParser().parsePlan(sql);
            if (isWriting(plan)) {
                throw new UserError(
                        "joy sql only reads: write a SELECT. Jobs write tables, joy preview TABLE shows columns.");
            }
        } catch (ParseException e) {
            throw new UserError("The query cannot be read: " + e.getMessage().strip(), e);
        }
    }

    private static boolean isWriting(LogicalPlan plan) {
        return plan instanceof Command
                || plan instanceof ParsedStatement
                || CollectionConverters.asJava(plan.children()).stream().anyMatch(Query::isWriting);
    }

    /** Spark throws this without saying so. */
    private Dataset<Row> answer(String sql) throws AnalysisException {
        String text = sql.toLowerCase(Locale.ROOT).replace("`", "");
        tables().stream().filter(text::contains).forEach(this::register);
        return spark.sql(sql);
    }

    private String hint(AnalysisException failure) {
        if (!"TABLE_OR_VIEW_NOT_FOUND".equals(failure.getCondition())) {
            return "";
        }
        List<String> there = tables();
        return there.isEmpty()
                ? "\nThe lake " + lake.root() + " has no tables: run `joy run all` first, or name another lake."
                : "\nThe lake has " + String.join(", ", there) + ".";
    }

    /** The tables that are there. */
    private List<String> tables() {
        Stream<String> views = spec.views().keySet().stream().map(view -> "gold." + view);
        return Stream.concat(lake.contracts().all().stream().map(TableContract::name), views)
                .filter(lake::exists)
                .toList();
    }

    /** Makes a table known by its name to this session; another lake's of that name is forgotten. */
    private void register(String table) {
        String layer = table.substring(0, table.indexOf('.'));
        spark.sql("CREATE DATABASE IF NOT EXISTS " + layer + " LOCATION " + SqlLists.quoted(lake.root() + "/" + layer));
        spark.sql("DROP TABLE IF EXISTS " + table);
        spark.sql("CREATE TABLE " + table + " USING delta LOCATION " + SqlLists.quoted(lake.location(table)));
    }
}
