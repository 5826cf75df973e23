package sparkjoy.generate;

import java.time.LocalDate;

/** The recipe's time: days and slots counted from its first midnight, UTC. */
final class Calendar {
    static final long DAY = 86_400_000L;
    /** Segment still receives what happened on the last day for so many days. */
    static final int DAYS_OF_GRACE = 5;

    private final LocalDate first;
    private final long start;
    private final long end;

    Calendar(Recipe recipe) {
        first = recipe.from();
        start = first.toEpochDay() * DAY;
        end = start + recipe.days() * DAY;
    }

    /** The first millisecond of the slot. */
    long startOf(int slot) {
        return start + slot * Traffic.SLOT;
    }

    int slot(long at) {
        return (int) ((at - start) / Traffic.SLOT);
    }

    int day(long at) {
        return (int) ((at - start) / DAY);
    }

    LocalDate date(int day) {
        return first.plusDays(day);
    }

    /** The first millisecond after the last day of events. */
    long end() {
        return end;
    }

    /** The time of receipt, or the last one possible. */
    long within(long receivedAt) {
        return Math.min(receivedAt, end + DAYS_OF_GRACE * DAY - 1);
    }
}
