package sparkjoy.explore;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import sparkjoy.catalog.MetricView;
import sparkjoy.error.UserError;
import sparkjoy.lake.Lake;
import sparkjoy.lake.SqlLists;
import sparkjoy.lake.TableContract;
import sparkjoy.readonly.NotAllowed;
import sparkjoy.readonly.ReadOnly;
import sparkjoy.spec.Spec;

/**
 * Answers a question in SQL over a lake's tables by their names, such as gold.kpi_daily; writes nothing.
 *
 * @param spark settings of its own are set in a copy of this session
 */
public record Query(SparkSession spark, Lake lake, Spec spec) {
    public Query {
        // What is forbidden here is what maintenance of the lake does.
        spark = ((org.apache.spark.sql.classic.SparkSession) spark).cloneSession();
        // No csv.`/etc/passwd`, no ${env:PASSWORD}.
        spark.conf().set("spark.sql.runSQLOnFiles", false);
        spark.conf().set("spark.sql.variable.substitute", false);
    }

    /**
     * Gives the rows of a query, or of SHOW, DESCRIBE or EXPLAIN.
     *
     * @throws UserError for whatever else, and for what names tables or columns that are not there
     */
    public Dataset<Row> ask(String sql) {
        try {
            register(checked(sql), sql);
            return MetricQueries.ask(spark, sql);
        } catch (AnalysisException e) {
            throw new UserError(e.getSimpleMessage().strip() + hint(e), e);
        } catch (StackOverflowError e) {
            throw ReadOnly.tooDeep(e);
        }
    }

    private LogicalPlan checked(String sql) {
        try {
            Set<String> layers = possible().map(Query::layer).collect(Collectors.toSet());
            return new ReadOnly(layers, false, ReadOnly.DEFAULT_DEPTH)
                    .check(sql, spark.sessionState().sqlParser());
        } catch (ParseException e) {
            throw new UserError("The query cannot be read: " + e.getMessage().strip(), e);
        } catch (NotAllowed e) {
            throw new UserError("joy sql only reads. " + e.getMessage(), e);
        }
    }

    /** Makes the tables known that the statement names, or all for one that lists them; another lake's are forgotten. */
    private void register(LogicalPlan plan, String sql) {
        String text = sql.toLowerCase(Locale.ROOT);
        Predicate<String> isNeeded =
                table -> ReadOnly.isList(plan) || text.contains(table.substring(table.indexOf('.') + 1));
        possible().filter(isNeeded).forEach(table -> {
            if (lake.exists(table)) {
                register(table);
            } else {
                forget(table);
            }
        });
        metricViews().filter(view -> isNeeded.test(view.name())).forEach(view -> {
            if (lake.exists(view.table())) {
                view.create(spark);
            } else if (spark.catalog().databaseExists(layer(view.name()))) {
                view.forget(spark);
            }
        });
    }

    private String hint(AnalysisException failure) {
        List<String> tables = tables();
        if (!"TABLE_OR_VIEW_NOT_FOUND".equals(failure.getCondition())) {
            return "";
        }
        return tables.isEmpty()
                ? "\nThe lake " + lake.root() + " has no tables: run `joy run all` first, or name another lake."
                : "\nThe lake has " + String.join(", ", tables) + ".";
    }

    /** The tables and metric views that are there. */
    private List<String> tables() {
        return Stream.concat(
                        possible().filter(lake::exists),
                        metricViews().filter(view -> lake.exists(view.table())).map(MetricView::name))
                .toList();
    }

    private Stream<MetricView> metricViews() {
        return MetricView.all(lake.contracts()).stream();
    }

    private Stream<String> possible() {
        Stream<String> views = spec.views().keySet().stream().map(view -> "gold." + view);
        return Stream.concat(lake.contracts().all().stream().map(TableContract::name), views);
    }

    private static String layer(String table) {
        return table.substring(0, table.indexOf('.'));
    }

    private void register(String table) {
        spark.sql("CREATE DATABASE IF NOT EXISTS " + layer(table) + " LOCATION "
                + SqlLists.quoted(lake.root() + "/" + layer(table)));
        forget(table);
        spark.sql("CREATE TABLE " + table + " USING delta LOCATION " + SqlLists.quoted(lake.location(table)));
    }

    private void forget(String table) {
        if (spark.catalog().databaseExists(layer(table))) {
            spark.sql("DROP TABLE IF EXISTS " + table);
        }
    }
}
