package sparkjoy.gold;

import static org.apache.spark.sql.functions.array_union;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.explode_outer;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.nullif;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import sparkjoy.spec.Attribution;

/**
 * Last touch by item: a product of an order is attributed to the service of the last click on it before it was last added to
 * the order's cart, by a unit of any copy of the order or one that added the product. Ties go to the greater message id.
 */
record Attributions(Attribution windows, String currency) {
    private static final String MONEY = Activity.MONEY;
    private static final String[] ORDER = {"source_id", "message_id"};
    private static final String[] LINE = {"source_id", "message_id", "product_id"};
    private static final WindowSpec OF_ORDER = Window.partitionBy(ORDER[0], ORDER[1]);

    /**
     * One row per product of an order.
     *
     * @param orders as {@link Orders} gives them
     * @param events with all clicks and adds within the windows before these orders
     */
    Dataset<Row> computed(Dataset<Row> orders, Dataset<Row> events) {
        Dataset<Row> lines = lines(orders).persist();
        Dataset<Row> added = added(lines, events).persist();
        return lines.join(added.select("source_id", "message_id", "product_id", "added_at"), LINE, "left")
                .join(clicked(added, events), LINE, "left")
                .select(
                        col("order_id"),
                        col("order_group"),
                        coalesce(col("product_id"), lit(Activity.NONE)).as("product_id"),
                        col("event_date"),
                        coalesce(col("click.service"), lit(Activity.NONE)).as("service"),
                        col("click.occurred_at").as("clicked_at"),
                        col("added_at"),
                        col("ordered_at"),
                        col("share").as("amount"),
                        lit(currency).as("currency"));
    }

    /** The products of each order, each once, with their shares of its amount; a value beyond its range is none. */
    private static Dataset<Row> lines(Dataset<Row> orders) {
        Column value = coalesce(
                col("product.price")
                        .multiply(coalesce(col("product.quantity"), lit(1)))
                        .try_cast("DECIMAL(28,4)"),
                lit(0));
        Dataset<Row> products = orders.withColumn("product", explode_outer(col("goods")))
                .groupBy(
                        col("source_id"),
                        col("message_id"),
                        col("order_id"),
                        col("order_group"),
                        col("event_date"),
                        col("occurred_at").as("ordered_at"),
                        col("units"),
                        col("vertical"),
                        col("amount"),
                        carts(),
                        nullif(col("product.product_id"), lit(Activity.NONE)).as("product_id"))
                .agg(coalesce(sum(when(value.gt(0), value).otherwise(0)).try_cast(MONEY), lit(0))
                        .as("value"));
        return shared(products);
    }

    /** Shares by value, equal ones where no product has a price; the first product takes what rounding leaves over. */
    private static Dataset<Row> shared(Dataset<Row> products) {
        Column whole = sum("value").over(OF_ORDER);
        Column byValue = col("amount").multiply(col("value")).divide(whole);
        Column equal = col("amount").divide(count(lit(1)).over(OF_ORDER));
        Column rest = col("amount").minus(sum("part").over(OF_ORDER));
        Column isFirst = row_number().over(OF_ORDER.orderBy("product_id")).equalTo(1);
        return products.withColumn(
                        "part", when(whole.gt(0), byValue).otherwise(equal).cast(MONEY))
                .withColumn(
                        "share",
                        when(isFirst, col("part").plus(rest))
                                .otherwise(col("part"))
                                .cast(MONEY))
                .drop("part", "value", "amount");
    }

    /** The lines whose product was added to one of their carts within the window, with the last time and who added. */
    private Dataset<Row> added(Dataset<Row> lines, Dataset<Row> events) {
        Dataset<Row> adds = events.filter("action = 'add_to_cart' AND NOT is_bot")
                .select(cart(), col("product_id"), col("occurred_at"), col("unit_id"));
        Column isInTime = isWithin(col("occurred_at"), col("ordered_at"), addToOrder());
        return lines.withColumn("cart", explode(col("carts")))
                .join(adds, new String[] {"cart", "product_id"})
                .filter(isInTime)
                .groupBy("source_id", "message_id", "product_id", "units")
                .agg(max("occurred_at").as("added_at"), collect_set("unit_id").as("adders"));
    }

    /** Who clicked may be any unit of the order's copies or one that added the product to the cart. */
    private Dataset<Row> clicked(Dataset<Row> added, Dataset<Row> events) {
        Dataset<Row> clicks = events.filter("action = 'click' AND NOT is_bot")
                .select(
                        col("unit_id"),
                        col("product_id"),
                        struct("occurred_at", "message_id", "service").as("click"));
        Column isInTime = isWithin(col("click.occurred_at"), col("added_at"), lit(micros(windows.clickToAdd())));
        return added.withColumnRenamed("message_id", "order_message_id")
                .withColumn("unit_id", explode(array_union(col("units"), col("adders"))))
                .join(clicks, new String[] {"unit_id", "product_id"})
                .filter(isInTime)
                .groupBy(col("source_id"), col("order_message_id").as("message_id"), col("product_id"))
                .agg(max("click").as("click"));
    }

    /** Carts without an id are told apart by their unit. */
    private static Column cart() {
        return coalesce(cartOf(col("cart_id")), cartOfUnit(col("unit_id"))).as("cart");
    }

    /** The carts that an order's copies name; where none names one, those of its units. */
    private static Column carts() {
        return when(size(col("carts")).gt(0), transform(col("carts"), Attributions::cartOf))
                .otherwise(transform(col("units"), Attributions::cartOfUnit))
                .as("carts");
    }

    private static Column cartOf(Column id) {
        return concat(lit("cart "), id);
    }

    private static Column cartOfUnit(Column unit) {
        return concat(lit("unit "), unit);
    }

    private Column addToOrder() {
        Optional<Column> byVertical = Optional.empty();
        for (Map.Entry<String, Duration> vertical :
                windows.addToOrderByVertical().entrySet()) {
            Column is = col("vertical").equalTo(vertical.getKey());
            Column window = lit(micros(vertical.getValue()));
            byVertical =
                    Optional.of(byVertical.map(known -> known.when(is, window)).orElseGet(() -> when(is, window)));
        }
        Column otherwise = lit(micros(windows.addToOrder()));
        return byVertical.map(known -> known.otherwise(otherwise)).orElse(otherwise);
    }

    private static Column isWithin(Column earlier, Column later, Column window) {
        Column between = unix_micros(later).minus(unix_micros(earlier));
        return between.geq(0).and(between.leq(window));
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1000;
    }
}
