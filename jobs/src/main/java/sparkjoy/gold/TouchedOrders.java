package sparkjoy.gold;

import static org.apache.spark.sql.functions.col;

import java.time.LocalDate;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Orders that a change of some days touches: a refund, a cancellation or another copy changes the day of its order. */
final class TouchedOrders {
    private TouchedOrders() {}

    /** The days of these orders, wherever they lie. */
    static NavigableSet<LocalDate> days(DayInputs inputs, NavigableSet<LocalDate> days) {
        if (days.isEmpty() || !inputs.followsChanges()) {
            return new TreeSet<>();
        }
        Dataset<Row> orders = inputs.events().filter("order_id IS NOT NULL");
        Dataset<Row> touched = of(inputs.events(), days);
        Dataset<Row> all = inputs.eventsBefore()
                .map(before -> touched.union(of(before, days)))
                .orElse(touched);
        return DayInputs.distinctDays(
                orders.filter("action = 'order'").join(all, new String[] {"order_id"}, "left_semi"));
    }

    private static Dataset<Row> of(Dataset<Row> events, NavigableSet<LocalDate> days) {
        return events.filter(col("order_id").isNotNull().and(col("event_date").isInCollection(days)))
                .select("order_id");
    }
}
