package sparkjoy.gold;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.spec.Step;
import sparkjoy.spec.View;

/**
 * How a view follows changes of its tables: day by day, where rows of a day follow from rows of that day, else as a whole.
 *
 * @param obstacle the step that prevents it, and how; empty: the view is kept by day
 * @param tablesByDay the tables of which only the rows of a changed day are read; a change of another one recomputes all
 */
record ViewUpdate(Optional<String> obstacle, Set<String> tablesByDay) {
    private static final String EVENT_DATE = "event_date";

    ViewUpdate {
        tablesByDay = Set.copyOf(tablesByDay);
    }

    /**
     * That of a view.
     *
     * @param states the rows of the first table, then those after each step
     * @param isByDay whether a table is partitioned by event_date
     */
    static ViewUpdate of(View view, List<Dataset<Row>> states, Predicate<String> isByDay) {
        if (!isByDay.test(view.from())) {
            return whole("its table " + view.from() + " is not kept by day");
        }
        Set<String> lookedUp = new LinkedHashSet<>();
        Set<String> tablesByDay = new LinkedHashSet<>(Set.of(view.from()));
        for (int step = 0; step < view.steps().size(); step++) {
            if (view.steps().get(step) instanceof Step.Join join) {
                boolean isOfTheDay = join.by().contains(EVENT_DATE) && isByDay.test(join.table());
                (isOfTheDay && holdsDay(view, states.get(step)) ? tablesByDay : lookedUp).add(join.table());
            }
            Optional<String> obstacle = lookedUp.contains(view.from())
                    ? Optional.of("joins " + view.from() + " of all days; join by event_date too")
                    : obstacle(view, states, step);
            if (obstacle.isPresent()) {
                return whole("steps[" + step + "] " + obstacle.get());
            }
        }
        tablesByDay.removeAll(lookedUp);
        return new ViewUpdate(Optional.empty(), tablesByDay);
    }

    private static Optional<String> obstacle(View view, List<Dataset<Row>> states, int step) {
        try {
            DayColumns columns = columns(view, states.get(step + 1));
            if (columns.areNone()) {
                return Optional.of("leaves no column that is the event day; keep event_date");
            }
            boolean isLast = step == view.steps().size() - 1;
            return isLast && !columns.hold(states.get(step + 1), EVENT_DATE)
                    ? Optional.of("ends without event_date as the event day of its rows; add it")
                    : Optional.empty();
        } catch (DayColumns.Mixed e) {
            return Optional.of(e.getMessage());
        }
    }

    private static boolean holdsDay(View view, Dataset<Row> rows) {
        try {
            return columns(view, rows).hold(rows, EVENT_DATE);
        } catch (DayColumns.Mixed e) {
            return false;
        }
    }

    private static DayColumns columns(View view, Dataset<Row> rows) throws DayColumns.Mixed {
        Optional<String> moment = view.from().equals(DayInputs.EVENTS) ? Optional.of("occurred_at") : Optional.empty();
        return DayColumns.of(rows.queryExecution().analyzed(), moment);
    }

    private static ViewUpdate whole(String obstacle) {
        return new ViewUpdate(Optional.of(obstacle), Set.of());
    }

    boolean isByDay() {
        return obstacle.isEmpty();
    }
}
