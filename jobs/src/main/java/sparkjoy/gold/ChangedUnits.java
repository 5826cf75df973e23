package sparkjoy.gold;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_union;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;

import java.time.LocalDate;
import java.util.NavigableSet;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.lake.InDriver;
import sparkjoy.lake.Kept;
import sparkjoy.run.Workspace;

/** The units whose events or orders changed since a table was made from silver.events, and what is known of some days. */
public final class ChangedUnits {
    private static final String UNIT = "unit_id";

    private final DayInputs inputs;
    private final OrderDays orderDays;

    private ChangedUnits(DayInputs inputs) {
        this.inputs = inputs;
        this.orderDays = new OrderDays(inputs);
    }

    /** Empty where it is not known what changed, so that any unit may have. */
    public static Optional<ChangedUnits> since(Workspace workspace, String table) {
        return Optional.of(DayInputs.of(workspace, table))
                .filter(DayInputs::followsChanges)
                .map(ChangedUnits::new);
    }

    /** The version of silver.events that is compared with the one that the table was made from. */
    public long version() {
        return inputs.version();
    }

    /** The days on which events changed, or orders by events of other days. */
    public NavigableSet<LocalDate> days() {
        NavigableSet<LocalDate> days = inputs.days();
        days.addAll(orderDays.touchedBy(days));
        return days;
    }

    /** Column unit_id, each once; among them may be some whose events lie in the same files as a changed one. */
    public Dataset<Row> ids() {
        NavigableSet<LocalDate> changed = inputs.days();
        Dataset<Row> ids = ChangedEvents.of(inputs).nowAndBefore(changed, events -> events.select(UNIT));
        Dataset<Row> hashes = orderDays.hashesIn(changed);
        if (!InDriver.areNone(hashes)) {
            ids = ids.union(orderDays
                    .ofHashes(hashes)
                    .select(explode(array_union(col("units"), array(col(UNIT)))).as(UNIT)));
        }
        return Kept.of(ids.filter(col(UNIT).isNotNull()).distinct()).rows();
    }

    public Dataset<Row> eventsOf(NavigableSet<LocalDate> days) {
        return inputs.eventsOf(days);
    }

    /** The orders of some days as {@link Orders} gives them. */
    public Dataset<Row> ordersOf(NavigableSet<LocalDate> days) {
        return orderDays.computed(days);
    }
}
