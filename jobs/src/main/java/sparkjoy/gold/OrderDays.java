package sparkjoy.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.xxhash64;

import java.time.LocalDate;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.lake.InDriver;
import sparkjoy.lake.Kept;
import sparkjoy.run.Answers;
import sparkjoy.spec.Spec;

/**
 * Orders reach over days: a refund, a cancellation or another copy changes the day of its order. Of the events of all days
 * only what tells where orders lie is read, once. Orders are told apart by a hash: two that share one take a day more with
 * them than they had to.
 */
final class OrderDays {
    private static final String[] ORDER = {"order_hash"};
    private static final Column IS_ORDER = col("action").equalTo("order");

    private final DayInputs inputs;

    private record Known(long version) implements Answers.Question<Dataset<Row>> {}

    private record OrdersOf(long version, NavigableSet<LocalDate> days) implements Answers.Question<Dataset<Row>> {}

    OrderDays(DayInputs inputs) {
        this.inputs = inputs;
    }

    /** The days of the orders that a change of some days touches, wherever they lie. */
    NavigableSet<LocalDate> touchedBy(NavigableSet<LocalDate> changed) {
        if (changed.isEmpty() || !inputs.followsChanges()) {
            return new TreeSet<>();
        }
        return of(hashesIn(changed));
    }

    /** The hashes of the orders of which the changed events of some days tell. */
    Dataset<Row> hashesIn(NavigableSet<LocalDate> changed) {
        return Kept.of(ChangedEvents.of(inputs)
                        .nowAndBefore(changed, events -> ofOrders(events).select(ORDER[0])))
                .rows();
    }

    /** Orders as {@link Orders} gives them, of some hashes. */
    Dataset<Row> ofHashes(Dataset<Row> hashes) {
        return of(computed(of(hashes)).withColumn(ORDER[0], hash()), hashes);
    }

    /** The days on which the orders of some hashes have a copy. */
    NavigableSet<LocalDate> of(Dataset<Row> orderHashes) {
        Dataset<Row> hashes = Kept.of(orderHashes).rows();
        return InDriver.areNone(hashes)
                ? new TreeSet<>()
                : DayInputs.distinctDays(of(known().filter(IS_ORDER), hashes));
    }

    /** The days on which the orders of some days have a copy. */
    NavigableSet<LocalDate> ofOrdersOn(NavigableSet<LocalDate> days) {
        return DayInputs.distinctDays(of(known().filter(IS_ORDER), placedOn(days)));
    }

    private static Dataset<Row> of(Dataset<Row> events, Dataset<Row> hashes) {
        return InDriver.isAmong(hashes, ORDER)
                .map(events::filter)
                .orElseGet(() -> events.join(hashes, ORDER, "left_semi"));
    }

    private Dataset<Row> placedOn(NavigableSet<LocalDate> days) {
        return known().filter(IS_ORDER.and(col("event_date").isInCollection(days)))
                .select(ORDER[0]);
    }

    /** Order, action and day of all events of orders. */
    private Dataset<Row> known() {
        return inputs.workspace().answers().once(new Known(inputs.version()), () -> Kept.of(ofOrders(inputs.events()))
                .rows());
    }

    /** The hash by which an event's order is known here; an event without order_id has one that no order has. */
    static Column hash() {
        return xxhash64(col("order_id")).as(ORDER[0]);
    }

    /** The orders of some days as {@link Orders} gives them, made of no more days than their events lie on. */
    Dataset<Row> orders(NavigableSet<LocalDate> days) {
        return inputs.workspace().answers().once(new OrdersOf(inputs.version(), new TreeSet<>(days)), () -> Kept.of(
                        computed(days))
                .rows());
    }

    /** The same, not kept. */
    Dataset<Row> computed(NavigableSet<LocalDate> days) {
        Spec spec = inputs.workspace().spec();
        Dataset<Row> events = inputs.isOfAllDays() ? inputs.events() : inputs.eventsOf(ofEventsOf(days));
        return new Orders(spec.kpis(), spec.currency())
                .of(events)
                .filter(col("event_date").isInCollection(days));
    }

    /** These days, and the others on which their orders have another copy, a refund or a cancellation. */
    private NavigableSet<LocalDate> ofEventsOf(NavigableSet<LocalDate> days) {
        NavigableSet<LocalDate> all = new TreeSet<>(days);
        all.addAll(DayInputs.distinctDays(of(known(), placedOn(days))));
        return all;
    }

    private static Dataset<Row> ofOrders(Dataset<Row> events) {
        return events.filter(col("order_id")
                        .isNotNull()
                        .and(col("action").isin("order", "order_update", "refund", "cancel")))
                .select(hash(), col("action"), col("event_date"));
    }
}
