package sparkjoy.gold;

import org.apache.spark.sql.Row;

/** What one unit did in one cell, and in how many sessions. */
final class Presence {
    private static final int SHOWN = 1;
    private static final int CLICKED = 2;
    private static final int ORDERED = 4;

    private static final int IMPRESSIONS = CellCounts.place("impressions");
    private static final int CLICKS = CellCounts.place("clicks");
    private static final int ORDERS = CellCounts.place("orders");

    private int did;
    private int sessions;
    private int sessionsOrdered;

    /** What a row of {@link Activity#byUnit} tells of its session, in bits. */
    static int bits(Row activity) {
        return (activity.getLong(IMPRESSIONS) > 0 ? SHOWN : 0)
                | (activity.getLong(CLICKS) > 0 ? CLICKED : 0)
                | (activity.getLong(ORDERS) > 0 ? ORDERED : 0);
    }

    /** Adds what was done in one session, or outside of any. */
    void add(int bits, boolean isSession) {
        did |= bits;
        if (isSession) {
            sessions++;
            sessionsOrdered += (bits & ORDERED) == 0 ? 0 : 1;
        }
    }

    boolean isShown() {
        return (did & SHOWN) != 0;
    }

    boolean hasClicked() {
        return (did & CLICKED) != 0;
    }

    boolean hasOrdered() {
        return (did & ORDERED) != 0;
    }

    int sessions() {
        return sessions;
    }

    int sessionsOrdered() {
        return sessionsOrdered;
    }
}
