package sparkjoy.gold;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.hour;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.spec.Kpis;

/** What units did, told by hour, dimensions, unit and session: the narrow rows that every KPI is made of. */
final class Activity {
    static final String NONE = "(none)";
    /** An amount in a column. */
    static final String MONEY = "DECIMAL(18,4)";
    /** A sum of amounts, of which none is too large. */
    static final String SUM = "DECIMAL(38,4)";

    /** Clicks on what their session was not shown before on that day: counted where its rows come one after another. */
    static final String UNSHOWN = "clicks_without_impression";

    static final List<String> DIMENSIONS = List.of("vertical", "service", "experiment_id", "variant");
    /** Events by their action: a column of both KPI tables, and the action that it counts. */
    private static final Map<String, String> COUNTED_ACTIONS = countedActions();

    private static final String IMPRESSIONS = "impressions";
    static final List<String> EVENT_COUNTS = Stream.concat(Stream.of(IMPRESSIONS), COUNTED_ACTIONS.keySet().stream())
            .toList();
    static final List<String> ORDER_COUNTS = List.of(
            "orders", "orders_cancelled", "orders_refunded", "orders_without_rate", "orders_with_differing_copies");
    static final List<String> ORDER_AMOUNTS = List.of("gmv", "gmv_cancelled", "gmv_refunded");

    private static final String CLICKED = "clicked";
    private static final String SHOWN = "shown";
    private static final String OWN = "own";
    private static final String OCCURRED_AT = "occurred_at";

    private Activity() {}

    /** The events' own counts; bots are left out. */
    static Dataset<Row> ofEvents(Dataset<Row> events, Kpis kpis) {
        Dataset<Row> people = events.filter("NOT is_bot AND unit_id IS NOT NULL");
        return Impressions.counted(people, kpis)
                .select(columns(Stream.of(
                                Stream.of(col(Impressions.NUMBER).cast("BIGINT").as(IMPRESSIONS)),
                                COUNTED_ACTIONS.entrySet().stream().map(count -> flag(isAction(count.getValue()))
                                        .as(count.getKey())),
                                nothing(ORDER_COUNTS, "BIGINT"),
                                nothing(ORDER_AMOUNTS, MONEY),
                                Stream.of(
                                        when(isAction("click"), col("product_id"))
                                                .as(CLICKED),
                                        when(isAction("impression"), col("products.product_id"))
                                                .as(SHOWN),
                                        OwnKpis.bits(kpis).as(OWN)))
                        .flatMap(measures -> measures)));
    }

    /** The orders' counts and amounts, on the hour of the order. */
    static Dataset<Row> ofOrders(Dataset<Row> orders) {
        return orders.select(columns(Stream.concat(
                nothing(EVENT_COUNTS, "BIGINT"),
                Stream.of(
                        lit(1L).as("orders"),
                        flag(col("is_cancelled")).as("orders_cancelled"),
                        flag(col("is_refunded")).as("orders_refunded"),
                        flag(col("amount").isNull()).as("orders_without_rate"),
                        flag(col("has_differing_copies")).as("orders_with_differing_copies"),
                        money("amount").as("gmv"),
                        money("cancelled").as("gmv_cancelled"),
                        money("refunded").as("gmv_refunded"),
                        lit(null).cast("STRING").as(CLICKED),
                        lit(null).cast("ARRAY<STRING>").as(SHOWN),
                        lit(0L).as(OWN)))));
    }

    /**
     * All rows of a unit in one partition and one after another, those of a session within by their time, lists before
     * clicks. Columns: event_date in days since 1970, hour, unit_id, session_id, the dimensions, then counts and amounts,
     * null where a row has none, the product that was clicked, the products that were shown, the bits of {@link OwnKpis}, and
     * when, in microseconds.
     */
    static Dataset<Row> byUnit(Dataset<Row> activity) {
        return activity.repartition(col("unit_id"))
                .sortWithinPartitions("unit_id", "session_id", OCCURRED_AT, "clicks");
    }

    private static Column[] columns(Stream<Column> measures) {
        Stream<Column> keys = Stream.of(
                unix_date(col("event_date")).as("event_date"),
                hour(col(OCCURRED_AT)).as("hour"),
                col("unit_id"),
                col("session_id"));
        Stream<Column> dimensions =
                DIMENSIONS.stream().map(name -> coalesce(col(name), lit(NONE)).as(name));
        return Stream.of(
                        keys,
                        dimensions,
                        measures,
                        Stream.of(unix_micros(col(OCCURRED_AT)).as(OCCURRED_AT)))
                .flatMap(columns -> columns)
                .toArray(Column[]::new);
    }

    private static Map<String, String> countedActions() {
        Map<String, String> actions = new LinkedHashMap<>();
        actions.put("clicks", "click");
        actions.put("adds_to_cart", "add_to_cart");
        actions.put("checkouts", "checkout");
        return actions;
    }

    private static Column isAction(String action) {
        return col("action").equalTo(action);
    }

    private static Column flag(Column condition) {
        return when(condition, 1L).otherwise(0L);
    }

    private static Column money(String name) {
        return coalesce(col(name), lit(0)).cast(MONEY);
    }

    private static Stream<Column> nothing(List<String> names, String type) {
        return names.stream().map(name -> lit(null).cast(type).as(name));
    }
}
