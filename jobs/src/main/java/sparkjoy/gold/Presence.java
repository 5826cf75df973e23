package sparkjoy.gold;

import org.apache.spark.sql.Row;

/** What one unit did in one cell, and in how many sessions. */
final class Presence {
    private static final int SHOWN = 1;
    private static final int CLICKED = 2;
    private static final int ORDERED = 4;

    private int did;
    private int sessions;
    private int sessionsOrdered;

    /** What a row of {@link Activity#byUnit} tells of its session, in bits. */
    static int bits(Row activity) {
        return (activity.getLong(8) > 0 ? SHOWN : 0)
                | (activity.getLong(9) > 0 ? CLICKED : 0)
                | (activity.getLong(12) > 0 ? ORDERED : 0);
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
