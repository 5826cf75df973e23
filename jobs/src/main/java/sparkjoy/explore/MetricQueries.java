package sparkjoy.explore;

import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.ExtendedAnalysisException;
import org.apache.spark.sql.catalyst.expressions.aggregate.Measure;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.metricview.logical.MetricViewPlaceholder;
import org.apache.spark.sql.metricview.logical.ResolvedMetricView;
import scala.jdk.javaapi.CollectionConverters;
import sparkjoy.error.UserError;

/** Queries that may read metric views. Spark 4.2 reports an internal error for most mistakes in them. */
public final class MetricQueries {
    private static final String NOT_BY_GROUP =
            "The query reads a metric view in a way that Spark cannot compute. MEASURE belongs in SELECT, with GROUP BY:"
                    + " SELECT event_date, MEASURE(ctr) FROM gold.kpi_daily_metrics GROUP BY event_date."
                    + " Put it in a subquery to join it, or to filter groups by a measure; sort by the names of its columns."
                    + " The table without _metrics in its name has rows.";
    private static final String WITHOUT_VIEW =
            "MEASURE computes a measure of a metric view, such as MEASURE(ctr) FROM gold.kpi_daily_metrics."
                    + " For a column of a table, use sum() or another aggregate function.";

    private MetricQueries() {}

    /**
     * Analyzes a statement that only reads.
     *
     * @throws UserError for a metric view that is read as if it had rows, and for MEASURE without a metric view
     */
    public static Dataset<Row> ask(SparkSession spark, String sql) throws AnalysisException {
        try {
            Dataset<Row> answer = analyzed(spark, sql);
            check(answer.queryExecution().analyzed());
            return answer;
        } catch (ExtendedAnalysisException e) {
            if (isUnclear(e) && e.plan().exists(plan -> has(plan, ResolvedMetricView.class))) {
                throw new UserError(NOT_BY_GROUP, e);
            }
            throw e;
        }
    }

    /** Whether the message is about Spark's plan and not about the query. */
    private static boolean isUnclear(ExtendedAnalysisException e) {
        String condition = e.getCondition();
        return condition == null
                || condition.startsWith("INTERNAL_ERROR")
                || condition.startsWith("MISSING_ATTRIBUTES");
    }

    /** Spark throws this without saying so. */
    private static Dataset<Row> analyzed(SparkSession spark, String sql) throws AnalysisException {
        return spark.sql(sql);
    }

    private static void check(LogicalPlan plan) {
        if (has(plan, MetricViewPlaceholder.class)) {
            throw new UserError(NOT_BY_GROUP);
        }
        boolean isMeasured = CollectionConverters.asJava(nodes(plan)).stream()
                .flatMap(node -> CollectionConverters.asJava(node.expressions()).stream())
                .anyMatch(expression -> expression.exists(part -> part instanceof Measure));
        if (isMeasured) {
            throw new UserError(WITHOUT_VIEW);
        }
    }

    private static boolean has(LogicalPlan plan, Class<? extends LogicalPlan> kind) {
        return CollectionConverters.asJava(nodes(plan)).stream().anyMatch(kind::isInstance);
    }

    private static scala.collection.immutable.Seq<LogicalPlan> nodes(LogicalPlan plan) {
        return plan.collectWithSubqueries(scala.PartialFunction.fromFunction(node -> node));
    }
}
