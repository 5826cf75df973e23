package sparkjoy.gold;

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
        Dataset<Row> touched = inputs.nowAndBefore(
                days, events -> events.filter("order_id IS NOT NULL").select("order_id"));
        return DayInputs.distinctDays(
                orders.filter("action = 'order'").join(touched, new String[] {"order_id"}, "left_semi"));
    }
}
