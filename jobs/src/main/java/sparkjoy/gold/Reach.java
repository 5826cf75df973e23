package sparkjoy.gold;

import java.time.Duration;
import java.time.LocalDate;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Days on which events can lie that belong together.
 *
 * @param window the longest time between two such events
 */
record Reach(Duration window) {

    /** Some days and those on which an event can lie that one of theirs follows. */
    NavigableSet<LocalDate> back(NavigableSet<LocalDate> days) {
        return around(days, wholeDays(), 0);
    }

    /** Some days and those on which an event can lie that follows one of theirs. */
    NavigableSet<LocalDate> ahead(NavigableSet<LocalDate> days) {
        return around(days, 0, wholeDays());
    }

    /** A window that starts late on a day ends on one day more. */
    private long wholeDays() {
        return window.toDays() + 1;
    }

    private static NavigableSet<LocalDate> around(NavigableSet<LocalDate> days, long before, long after) {
        NavigableSet<LocalDate> reached = new TreeSet<>();
        for (LocalDate day : days) {
            day.minusDays(before).datesUntil(day.plusDays(after + 1)).forEach(reached::add);
        }
        return reached;
    }
}
