import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.hour;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;

/**
 * The benchmark's other peer: the same tables in plain Spark, as most people write it. The schema is inferred, the
 * first copy of an id stays, broken lines drop out where they have no messageId.
 *
 * <p>Its numbers come near the truth but do not meet it, so they are not compared.
 */
public final class PlainSpark {
    private static final List<String> DIMENSIONS = List.of("vertical", "service", "experiment_id", "variant");
    private static final String ALL = "(all)";

    private PlainSpark() {}

    public static void main(String[] arguments) {
        String logs = arguments[0];
        String lake = arguments[1];
        SparkSession spark = session();
        save(spark.read().json(logs + "/segment-logs/*/*/*.gz"), lake + "/bronze");
        save(silver(load(spark, lake + "/bronze")), lake + "/silver");
        Dataset<Row> events = load(spark, lake + "/silver");
        Dataset<Row> activity = activity(events);
        save(kpis(activity, List.of("event_date", "hour")), lake + "/kpi_hourly");
        save(kpis(activity, List.of("event_date")), lake + "/kpi_daily");
        save(assignments(events), lake + "/assignments");
        spark.stop();
    }

    private static SparkSession session() {
        return SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.shuffle.partitions", "8")
                .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
                .config("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
                .getOrCreate();
    }

    private static Dataset<Row> load(SparkSession spark, String table) {
        return spark.read().format("delta").load(table);
    }

    private static void save(Dataset<Row> rows, String table) {
        rows.write().format("delta").mode("overwrite").save(table);
    }

    private static Dataset<Row> silver(Dataset<Row> bronze) {
        return bronze.filter("messageId IS NOT NULL AND timestamp IS NOT NULL AND receivedAt IS NOT NULL")
                .dropDuplicates("messageId")
                .withColumn("occurred_at", expr("try_cast(timestamp AS TIMESTAMP)"))
                .withColumn("event_date", to_date(col("occurred_at")))
                .withColumn("unit_id", coalesce(col("userId"), col("anonymousId")))
                .withColumn("is_bot", coalesce(expr("lower(context.userAgent) RLIKE 'bot|crawler|spider|headless'"), lit(false)))
                .withColumn("session_id", coalesce(col("properties.session_id"), col("context.sessionId")))
                .withColumn("vertical", col("properties.vertical"))
                .withColumn("service", col("properties.service"))
                .withColumn("order_id", col("properties.order_id"))
                .withColumn("revenue", col("properties.revenue").cast("DECIMAL(18,4)"))
                .withColumn("experiment_id", col("properties.experiment_id"))
                .withColumn("variant", coalesce(col("properties.treatment_group"), col("properties.variation_name")));
    }

    /** Events and orders, one row each, with what they count for. */
    private static Dataset<Row> activity(Dataset<Row> events) {
        Dataset<Row> orders = orders(events);
        Dataset<Row> others = events.filter("event IS NULL OR event <> 'Order Completed'")
                .withColumn("is_cancelled", lit(false))
                .withColumn("is_refunded", lit(false));
        return others.unionByName(orders)
                .filter("NOT is_bot AND unit_id IS NOT NULL")
                .select(
                        col("event_date"),
                        hour(col("occurred_at")).as("hour"),
                        col("vertical"),
                        col("service"),
                        col("experiment_id"),
                        col("variant"),
                        col("unit_id"),
                        col("session_id"),
                        col("event"),
                        size(col("properties.products")).as("products"),
                        col("revenue"),
                        col("is_cancelled"),
                        col("is_refunded"))
                .na()
                .fill("(none)", DIMENSIONS.toArray(String[]::new));
    }

    private static Dataset<Row> orders(Dataset<Row> events) {
        Dataset<Row> placed = events.filter("event = 'Order Completed'")
                .withColumn(
                        "copy",
                        row_number()
                                .over(Window.partitionBy("order_id")
                                        .orderBy(when(col("channel").equalTo("server"), 0).otherwise(1), col("receivedAt"))))
                .filter("copy = 1")
                .drop("copy");
        return placed.join(undone(events, "Order Cancelled", "is_cancelled"), new String[] {"order_id"}, "left")
                .join(undone(events, "Order Refunded", "is_refunded"), new String[] {"order_id"}, "left")
                .na()
                .fill(false, new String[] {"is_cancelled", "is_refunded"});
    }

    private static Dataset<Row> undone(Dataset<Row> events, String event, String flag) {
        return events.filter(col("event").equalTo(event)).select("order_id").distinct().withColumn(flag, lit(true));
    }

    private static Dataset<Row> kpis(Dataset<Row> activity, List<String> period) {
        Column isOrder = is("Order Completed");
        Column isClick = is("Product Clicked");
        Column isShown = is("Product List Viewed");
        Column session = when(col("session_id").isNotNull(), struct("unit_id", "session_id"));
        Dataset<Row> cells = activity.withColumn("cell", explode(cells()))
                .select(col("*"), col("cell.*"));
        Column[] keys = Stream.concat(period.stream(), DIMENSIONS.stream().map(name -> "in_" + name))
                .map(org.apache.spark.sql.functions::col)
                .toArray(Column[]::new);
        return cells.groupBy(keys)
                .agg(
                        sum(when(isShown, col("products"))).as("impressions"),
                        counted(isClick).as("clicks"),
                        counted(is("Product Added").or(is("Added to Cart"))).as("adds_to_cart"),
                        counted(is("Checkout Started")).as("checkouts"),
                        counted(isOrder).as("orders"),
                        counted(col("is_cancelled")).as("orders_cancelled"),
                        counted(col("is_refunded")).as("orders_refunded"),
                        countDistinct("unit_id").as("users"),
                        countDistinct(when(isShown, col("unit_id"))).as("users_shown"),
                        countDistinct(when(isClick, col("unit_id"))).as("users_clicked"),
                        countDistinct(when(isOrder, col("unit_id"))).as("users_ordered"),
                        countDistinct(session).as("sessions"),
                        countDistinct(when(isOrder, session)).as("sessions_ordered"),
                        sum(when(isOrder, col("revenue"))).as("gmv"),
                        sum(when(col("is_cancelled"), col("revenue"))).as("gmv_cancelled"),
                        sum(when(col("is_refunded"), col("revenue"))).as("gmv_refunded"))
                .withColumn("ctr", expr("try_divide(clicks, impressions)"))
                .withColumn("user_ctr", expr("try_divide(users_clicked, users_shown)"))
                .withColumn("conversion_rate", expr("try_divide(users_ordered, users)"))
                .withColumn("session_conversion_rate", expr("try_divide(sessions_ordered, sessions)"));
    }

    private static Column is(String event) {
        return col("event").equalTo(event);
    }

    private static Column counted(Column condition) {
        return count(when(condition, 1));
    }

    private static Column cells() {
        List<Column> cells = new ArrayList<>();
        for (Column vertical : List.of(col("vertical"), lit(ALL))) {
            for (Column service : List.of(col("service"), lit(ALL))) {
                cells.add(cell(vertical, service, col("experiment_id"), col("variant")));
                cells.add(cell(vertical, service, col("experiment_id"), lit(ALL)));
                cells.add(cell(vertical, service, lit(ALL), lit(ALL)));
            }
        }
        return array(cells.toArray(Column[]::new));
    }

    private static Column cell(Column vertical, Column service, Column experiment, Column variant) {
        return struct(
                vertical.as("in_vertical"),
                service.as("in_service"),
                experiment.as("in_experiment_id"),
                variant.as("in_variant"));
    }

    private static Dataset<Row> assignments(Dataset<Row> events) {
        return events.filter("experiment_id IS NOT NULL AND variant IS NOT NULL")
                .groupBy("experiment_id", "unit_id")
                .agg(
                        expr("min_by(variant, struct(occurred_at, messageId))").as("variant"),
                        countDistinct("variant").as("variants_seen"),
                        expr("min(occurred_at)").as("first_assigned_at"),
                        expr("max(occurred_at)").as("last_assigned_at"),
                        counted(is("Experiment Viewed")).as("exposures"),
                        expr("bool_or(is_bot)").as("is_bot"));
    }
}
