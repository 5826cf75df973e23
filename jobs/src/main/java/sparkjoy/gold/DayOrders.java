package sparkjoy.gold;

import static org.apache.spark.sql.functions.col;

import java.time.LocalDate;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.spec.Spec;

/** The orders of some days, made of no more days than their events lie on. */
final class DayOrders {
    private DayOrders() {}

    /** As {@link Orders} gives them. */
    static Dataset<Row> of(DayInputs inputs, NavigableSet<LocalDate> days) {
        Spec spec = inputs.workspace().spec();
        Dataset<Row> events = inputs.isOfAllDays() ? inputs.events() : eventsOf(inputs.events(), days);
        return new Orders(spec.kpis(), spec.currency())
                .of(events)
                .filter(col("event_date").isInCollection(days));
    }

    /** All events of these days, and of the others on which their orders have another copy, a refund or a cancellation. */
    private static Dataset<Row> eventsOf(Dataset<Row> events, NavigableSet<LocalDate> days) {
        Dataset<Row> placed = events.filter(
                        col("event_date").isInCollection(days).and(col("action").equalTo("order")))
                .select("order_id");
        NavigableSet<LocalDate> all = new TreeSet<>(days);
        all.addAll(DayInputs.distinctDays(events.filter(col("action").isin("order", "refund", "cancel"))
                .join(placed, new String[] {"order_id"}, "left_semi")));
        return events.filter(col("event_date").isInCollection(all));
    }
}
