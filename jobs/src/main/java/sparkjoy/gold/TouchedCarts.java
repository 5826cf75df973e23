package sparkjoy.gold;

import static org.apache.spark.sql.functions.col;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.lake.InDriver;
import sparkjoy.lake.Kept;

/**
 * Orders that a changed click or add may lead to: those with a copy of its unit or its cart, or of a cart to which its unit
 * added.
 *
 * @param orderDays where copies of orders lie
 * @param reach from a click to its order
 */
record TouchedCarts(DayInputs inputs, OrderDays orderDays, Reach reach) {
    private static final String UNIT = "unit_id";
    private static final String CART = "cart_id";
    private static final String HASH = "order_hash";

    /** The days of these orders, at most a window after the days that changed, and those of their other copies. */
    NavigableSet<LocalDate> days(NavigableSet<LocalDate> changed) {
        if (changed.isEmpty() || !inputs.followsChanges()) {
            return new TreeSet<>();
        }
        Dataset<Row> touches = touches(changed);
        if (InDriver.areNone(touches)) {
            return new TreeSet<>();
        }
        Dataset<Row> copies = copies(reach.ahead(changed)).persist();
        Dataset<Row> touched = Kept.of(
                        of(copies, touches.select(UNIT), UNIT).union(of(copies, carts(touches, changed), CART)))
                .rows();
        NavigableSet<LocalDate> days = DayInputs.distinctDays(touched);
        days.addAll(orderDays.daysOf(touched.select(HASH)));
        return days;
    }

    /** The clicks and adds that changed. */
    private Dataset<Row> touches(NavigableSet<LocalDate> changed) {
        ChangedEvents events = ChangedEvents.of(inputs);
        Dataset<Row> now = touches(events.now(), changed);
        Dataset<Row> before = touches(events.before(), changed);
        return InDriver.areNone(before)
                ? now
                : Kept.of(now.except(before).union(before.except(now))).rows();
    }

    /** The copies of the orders that have one on some days, wherever they lie. */
    private Dataset<Row> copies(NavigableSet<LocalDate> days) {
        NavigableSet<LocalDate> all = new TreeSet<>(days);
        all.addAll(orderDays.ofOrdersOn(days));
        return orders(all);
    }

    private Dataset<Row> orders(NavigableSet<LocalDate> days) {
        return inputs.eventsOf(days)
                .filter(col("action").equalTo("order"))
                .select(OrderDays.hash(), col(UNIT), col(CART), col("event_date"));
    }

    /** The carts of the touches, and those to which their units added around these days. */
    private Dataset<Row> carts(Dataset<Row> touches, NavigableSet<LocalDate> changed) {
        NavigableSet<LocalDate> around = reach.back(changed);
        around.addAll(reach.ahead(changed));
        Dataset<Row> adds = inputs.eventsOf(around)
                .filter(col("action").equalTo("add_to_cart").and(col(CART).isNotNull()))
                .select(UNIT, CART);
        return touches.select(CART).union(of(adds, touches.select(UNIT), UNIT).select(CART));
    }

    private static Dataset<Row> of(Dataset<Row> rows, Dataset<Row> touched, String key) {
        return InDriver.isAmong(touched, key).map(rows::filter).orElseGet(() -> joined(rows, touched, key));
    }

    private static Dataset<Row> joined(Dataset<Row> rows, Dataset<Row> touched, String key) {
        return rows.join(touched.filter(col(key).isNotNull()), new String[] {key}, "left_semi")
                .select(rows.columns()[0], Arrays.copyOfRange(rows.columns(), 1, rows.columns().length));
    }

    private static Dataset<Row> touches(Dataset<Row> events, NavigableSet<LocalDate> days) {
        return events.filter(col("action")
                        .isin("click", "add_to_cart")
                        .and(col("event_date").isInCollection(days)))
                .select(UNIT, CART, "product_id", "action", "occurred_at", "message_id", "service", "is_bot");
    }
}
