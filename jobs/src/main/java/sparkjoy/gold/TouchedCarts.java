package sparkjoy.gold;

import static org.apache.spark.sql.functions.col;

import java.time.LocalDate;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Orders that a changed click or add may lead to.
 *
 * @param reach from a click to its order
 */
record TouchedCarts(DayInputs inputs, Reach reach) {

    /** The days of these orders, at most a window after the days that changed. */
    NavigableSet<LocalDate> days(NavigableSet<LocalDate> changed) {
        if (changed.isEmpty() || !inputs.followsChanges()) {
            return new TreeSet<>();
        }
        Dataset<Row> now = touches(inputs.eventsNow(), changed);
        Dataset<Row> before = touches(inputs.eventsBefore(), changed);
        Dataset<Row> touches = now.except(before).union(before.except(now)).persist();
        Dataset<Row> orders = inputs.eventsOf(reach.ahead(changed))
                .filter(col("action").equalTo("order"))
                .select("unit_id", "cart_id", "event_date")
                .persist();
        return DayInputs.distinctDays(of(orders, touches, "unit_id").union(of(orders, touches, "cart_id")));
    }

    private static Dataset<Row> of(Dataset<Row> orders, Dataset<Row> touches, String key) {
        Dataset<Row> touched = touches.select(key).filter(col(key).isNotNull());
        return orders.join(touched, new String[] {key}, "left_semi").select("event_date");
    }

    private static Dataset<Row> touches(Dataset<Row> events, NavigableSet<LocalDate> days) {
        return events.filter(col("action")
                        .isin("click", "add_to_cart")
                        .and(col("event_date").isInCollection(days)))
                .select("unit_id", "cart_id", "product_id", "action", "occurred_at", "message_id", "service", "is_bot");
    }
}
