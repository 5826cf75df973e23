package sparkjoy.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.xxhash64;

import java.time.LocalDate;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.spec.Spec;

/**
 * Orders reach over days: a refund, a cancellation or another copy changes the day of its order. Of the events of all days
 * only what tells where orders lie is read, once. Orders are told apart by a hash: two that share one take a day more with
 * them than they had to.
 */
final class OrderDays {
    private static final String[] ORDER = {"order_hash"};

    private final DayInputs inputs;
    /** Order, action and day of all events of orders, kept in Spark's cache for whoever asks the same. */
    private final Dataset<Row> known;

    OrderDays(DayInputs inputs) {
        this.inputs = inputs;
        this.known = ofOrders(inputs.events()).persist();
    }

    /** The days of the orders that a change of some days touches, wherever they lie. */
    NavigableSet<LocalDate> touchedBy(NavigableSet<LocalDate> changed) {
        if (changed.isEmpty() || !inputs.followsChanges()) {
            return new TreeSet<>();
        }
        Dataset<Row> touched =
                inputs.nowAndBefore(changed, events -> ofOrders(events).select(ORDER[0]));
        return of(touched);
    }

    /** The days on which the orders of some hashes have a copy. */
    NavigableSet<LocalDate> of(Dataset<Row> orderHashes) {
        return DayInputs.distinctDays(known.filter("action = 'order'").join(orderHashes, ORDER, "left_semi"));
    }

    /** The hash by which an event's order is known here; an event without order_id has one that no order has. */
    static Column hash() {
        return xxhash64(col("order_id")).as(ORDER[0]);
    }

    /** The orders of some days as {@link Orders} gives them, made of no more days than their events lie on; kept too. */
    Dataset<Row> orders(NavigableSet<LocalDate> days) {
        Spec spec = inputs.workspace().spec();
        Dataset<Row> events = inputs.isOfAllDays() ? inputs.events() : inputs.eventsOf(ofEventsOf(days));
        return new Orders(spec.kpis(), spec.currency())
                .of(events)
                .filter(col("event_date").isInCollection(days))
                .persist();
    }

    /** These days, and the others on which their orders have another copy, a refund or a cancellation. */
    private NavigableSet<LocalDate> ofEventsOf(NavigableSet<LocalDate> days) {
        Dataset<Row> placed = known.filter(
                col("event_date").isInCollection(days).and(col("action").equalTo("order")));
        NavigableSet<LocalDate> all = new TreeSet<>(days);
        all.addAll(DayInputs.distinctDays(known.join(placed.select(ORDER[0]), ORDER, "left_semi")));
        return all;
    }

    private static Dataset<Row> ofOrders(Dataset<Row> events) {
        return events.filter(col("order_id")
                        .isNotNull()
                        .and(col("action").isin("order", "order_update", "refund", "cancel")))
                .select(hash(), col("action"), col("event_date"));
    }
}
