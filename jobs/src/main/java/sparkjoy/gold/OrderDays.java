package sparkjoy.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import java.time.LocalDate;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.lake.InDriver;
import sparkjoy.lake.Kept;
import sparkjoy.lake.KeyDays;
import sparkjoy.lake.Lake;
import sparkjoy.lake.Provenance;
import sparkjoy.run.Answers;
import sparkjoy.spec.Spec;

/**
 * Orders reach over days: a refund, a cancellation or another copy changes the day of its order. An index says on which days
 * the events of an order lie; what changed since it was written is read from the events. Orders are identified by a hash: two
 * that share one take a day more with them than they had to.
 */
final class OrderDays {
    private static final String[] ORDER = {"order_hash"};
    private static final String INDEX = "ops.order_days";
    private static final String LINKS = "ops.order_links";
    private static final String DAY = "event_date";
    private static final String LINKED = "linked_date";
    private static final Column IS_ORDER = col("action").equalTo("order");

    private final DayInputs inputs;
    private final KeyDays index;
    private final KeyDays links;

    private record All(long version) implements Answers.Question<Dataset<Row>> {}

    private record Links(long version) implements Answers.Question<Dataset<Row>> {}

    private record NewLinks(long version) implements Answers.Question<Dataset<Row>> {}

    private record Indexed(long version, Set<Row> hashes) implements Answers.Question<Dataset<Row>> {}

    private record SinceIndex(long version) implements Answers.Question<Optional<Dataset<Row>>> {}

    private record OrdersOf(long version, NavigableSet<LocalDate> days) implements Answers.Question<Dataset<Row>> {}

    OrderDays(DayInputs inputs) {
        this.inputs = inputs;
        Lake lake = inputs.workspace().lake();
        this.index = new KeyDays(lake, INDEX, ORDER[0], DayInputs.EVENTS);
        this.links = new KeyDays(lake, LINKS, DAY, DayInputs.EVENTS);
    }

    /** The days of the orders that a change of some days touches, wherever they lie. */
    NavigableSet<LocalDate> touchedBy(NavigableSet<LocalDate> changed) {
        if (changed.isEmpty() || !inputs.followsChanges()) {
            return new TreeSet<>();
        }
        return daysOf(hashesIn(changed));
    }

    /** The hashes of the orders that the changed events of some days are about. */
    Dataset<Row> hashesIn(NavigableSet<LocalDate> changed) {
        return Kept.of(ChangedEvents.of(inputs)
                        .nowAndBefore(changed, events -> ofOrders(events).select(ORDER[0])))
                .rows();
    }

    /** Orders as {@link Orders} gives them, of some hashes. */
    Dataset<Row> ofHashes(Dataset<Row> hashes) {
        return of(computed(daysOf(hashes)).withColumn(ORDER[0], hash()), hashes);
    }

    /** The days on which the orders of some hashes have a copy. */
    NavigableSet<LocalDate> daysOf(Dataset<Row> orderHashes) {
        Dataset<Row> hashes = Kept.of(orderHashes).rows();
        return InDriver.areNone(hashes)
                ? new TreeSet<>()
                : DayInputs.distinctDays(known(hashes).filter(IS_ORDER));
    }

    /** The days on which the orders of some days have a copy. */
    NavigableSet<LocalDate> ofOrdersOn(NavigableSet<LocalDate> days) {
        NavigableSet<LocalDate> all = new TreeSet<>(days);
        all.addAll(linkedTo(days, IS_ORDER));
        return all;
    }

    private static Dataset<Row> of(Dataset<Row> events, Dataset<Row> hashes) {
        return InDriver.isAmong(hashes, ORDER)
                .map(events::filter)
                .orElseGet(() -> events.join(hashes, ORDER, "left_semi"));
    }

    /** The other days with events of the orders that have a copy on some days. */
    private NavigableSet<LocalDate> linkedTo(NavigableSet<LocalDate> days, Column isMeant) {
        return DayInputs.distinctDays(links().filter(isMeant.and(col(DAY).isInCollection(days)))
                .select(col(LINKED).as(DAY)));
    }

    /** All pairs of days that share an order, by what the index has of them and the events since. */
    private Dataset<Row> links() {
        return inputs.workspace().answers().once(new Links(inputs.version()), () -> sinceIndex()
                .map(since -> links.all().union(newLinks(since)))
                .orElseGet(() -> pairs(all())));
    }

    /** Those of the orders that have events since the index was written. */
    private Dataset<Row> newLinks(Dataset<Row> since) {
        return inputs.workspace()
                .answers()
                .once(
                        new NewLinks(inputs.version()),
                        () -> pairs(
                                InDriver.areNone(since) ? since : indexed(since).union(since)));
    }

    /** The pairs of days that events of orders link: one with a copy of an order and another with an event of it. */
    private static Dataset<Row> pairs(Dataset<Row> events) {
        Dataset<Row> others = events.withColumnRenamed(DAY, LINKED);
        Dataset<Row> pairs = events.filter(IS_ORDER)
                .select(ORDER[0], DAY)
                .join(others, ORDER)
                .filter(col(DAY).notEqual(col(LINKED)))
                .select(DAY, LINKED, "action");
        return Kept.of(InDriver.areNone(events) ? pairs.limit(0) : pairs.distinct())
                .rows();
    }

    /** Order, action and day of the events of some orders, by the index as far as there is one. */
    private Dataset<Row> known(Dataset<Row> hashes) {
        return sinceIndex()
                .map(since -> indexed(hashes).union(of(since, hashes)))
                .orElseGet(() -> of(all(), hashes));
    }

    private Dataset<Row> indexed(Dataset<Row> hashes) {
        Set<Row> few = InDriver.rows(hashes.select(ORDER[0])).map(Set::copyOf).orElse(Set.of());
        return few.isEmpty()
                ? Kept.of(index.among(hashes)).rows()
                : inputs.workspace().answers().once(new Indexed(inputs.version(), few), () -> Kept.of(
                                index.among(hashes))
                        .rows());
    }

    /** The same of all events of orders. */
    private Dataset<Row> all() {
        return inputs.workspace().answers().once(new All(inputs.version()), () -> Kept.of(ofOrders(inputs.events()))
                .rows());
    }

    /** The same of the events since the index was written; empty where there is none, or it is not of an earlier state. */
    private Optional<Dataset<Row>> sinceIndex() {
        return inputs.workspace().answers().once(new SinceIndex(inputs.version()), () -> index.version()
                .filter(indexed -> indexed <= inputs.version() && links.exists())
                .flatMap(this::since));
    }

    private Optional<Dataset<Row>> since(long version) {
        if (inputs.before().filter(before -> before == version).isPresent()) {
            return Optional.of(ofOrders(ChangedEvents.of(inputs).now()));
        }
        return inputs.workspace()
                .lake()
                .addedSince(DayInputs.EVENTS, version, inputs.version())
                .map(events -> Kept.of(ofOrders(events)).rows());
    }

    /** Brings the index up to the events, where an index is of use: not before the first change. */
    void updateIndex() {
        if (!inputs.followsChanges()) {
            return;
        }
        Provenance provenance = inputs.workspace().provenance();
        Optional<Dataset<Row>> since = sinceIndex();
        if (since.isPresent()) {
            links.addNew(newLinks(since.get()), provenance);
            index.addUpTo(inputs.version(), since.get(), indexed(since.get()), provenance);
        } else {
            Dataset<Row> pairs = pairs(all());
            links.rebuild(inputs.version(), pairs, InDriver.number(pairs), provenance);
            index.rebuild(inputs.version(), all(), InDriver.number(all()), provenance);
        }
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
                .computed(events)
                .filter(col("event_date").isInCollection(days));
    }

    /** These days, and the others on which their orders have another copy, a refund or a cancellation. */
    private NavigableSet<LocalDate> ofEventsOf(NavigableSet<LocalDate> days) {
        NavigableSet<LocalDate> all = new TreeSet<>(days);
        all.addAll(linkedTo(days, lit(true)));
        return all;
    }

    private static Dataset<Row> ofOrders(Dataset<Row> events) {
        return events.filter(col("order_id")
                        .isNotNull()
                        .and(col("action").isin("order", "order_update", "refund", "cancel")))
                .select(hash(), col("action"), col("event_date"));
    }
}
