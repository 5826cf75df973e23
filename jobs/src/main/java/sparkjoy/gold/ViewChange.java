package sparkjoy.gold;

import static org.apache.spark.sql.functions.col;

import java.time.LocalDate;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.lake.Lake;
import sparkjoy.lake.Provenance;
import sparkjoy.run.Days;
import sparkjoy.run.Inputs;
import sparkjoy.spec.View;

/**
 * What a view recomputes after a change of its tables.
 *
 * @param rows the new ones
 * @param days the event days that they replace; empty: they replace all rows
 */
record ViewChange(Dataset<Row> rows, ViewUpdate update, Optional<NavigableSet<LocalDate>> days) {

    static ViewChange of(Inputs inputs, String name, View view) {
        Lake lake = inputs.workspace().lake();
        String table = ViewOrder.table(name);
        List<Dataset<Row>> states = new ViewSteps(inputs::read).states(name, view);
        Dataset<Row> all = states.get(states.size() - 1);
        ViewUpdate update = ViewUpdate.of(view, states, lake::isByDay);
        Optional<NavigableSet<LocalDate>> days =
                update.isByDay() && lake.isByDay(table) && lake.hasColumns(table, all.schema())
                        ? inputs.changedDays(table, update.tablesByDay())
                        : Optional.empty();
        return new ViewChange(
                days.map(changed -> new ViewSteps(ofDays(inputs, update, changed)).apply(name, view))
                        .orElse(all),
                update,
                days);
    }

    private static Function<String, Dataset<Row>> ofDays(
            Inputs inputs, ViewUpdate update, NavigableSet<LocalDate> days) {
        return table -> update.tablesByDay().contains(table)
                ? inputs.read(table).filter(col("event_date").isInCollection(days))
                : inputs.read(table);
    }

    /** Replaces what changed in one commit; returns the number of the new rows. */
    long write(Lake lake, String table, Provenance provenance) {
        if (days.isPresent()) {
            return lake.replaceDays(table, days.get(), rows, provenance);
        }
        return update.isByDay()
                ? lake.overwriteByDay(table, rows, provenance)
                : lake.overwrite(table, rows, provenance);
    }

    @Override
    public String toString() {
        return days.map(Days::text)
                .orElseGet(() -> "all days"
                        + update.obstacle()
                                .map(obstacle -> ", because it cannot be updated by day: " + obstacle)
                                .orElse(""));
    }
}
