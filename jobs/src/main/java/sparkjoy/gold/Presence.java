package sparkjoy.gold;

/** What the unit that is looked at did in one cell, in its open session and in those before. */
final class Presence {
    private static final int SHOWN = 1;
    private static final int CLICKED = 2;
    private static final int ORDERED = 4;

    private boolean isInSession;
    private int didInSession;
    private boolean isInUnit;
    private int did;
    private int sessions;
    private int sessionsOrdered;

    /** What was done in a session, in bits. */
    static int bits(boolean isShown, boolean hasClicked, boolean hasOrdered) {
        return (isShown ? SHOWN : 0) | (hasClicked ? CLICKED : 0) | (hasOrdered ? ORDERED : 0);
    }

    /** Adds what was done; returns whether it is the first of the open session. */
    boolean add(int bits) {
        boolean isFirst = !isInSession;
        isInSession = true;
        didInSession |= bits;
        return isFirst;
    }

    /**
     * Closes the open session; returns whether it is the unit's first.
     *
     * @param isSession false for what was done outside of any
     */
    boolean closeSession(boolean isSession) {
        boolean isFirst = !isInUnit;
        isInUnit = true;
        did |= didInSession;
        if (isSession) {
            sessions++;
            sessionsOrdered += (didInSession & ORDERED) == 0 ? 0 : 1;
        }
        isInSession = false;
        didInSession = 0;
        return isFirst;
    }

    /** Forgets the unit. */
    void clear() {
        isInUnit = false;
        did = 0;
        sessions = 0;
        sessionsOrdered = 0;
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
