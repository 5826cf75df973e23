package sparkjoy.gold;

import java.util.Arrays;

/** What the unit that is looked at did in one cell, in its open session and in those before. */
final class Presence {
    private static final int SHOWN = 1;
    private static final int CLICKED = 2;
    private static final int ORDERED = 4;

    /** Bits from this one on are those of {@link OwnKpis}. */
    private static final int FIRST_OWN = 3;

    private final int[] sessionsWithOwn;
    private boolean isInSession;
    private long didInSession;
    private boolean isInUnit;
    private long did;
    private int sessions;
    private int sessionsOrdered;

    /** @param own how many columns a specification adds */
    Presence(int own) {
        this.sessionsWithOwn = new int[own];
    }

    /** What was done in a session, in bits. */
    static long bits(boolean isShown, boolean hasClicked, boolean hasOrdered, long own) {
        return (isShown ? SHOWN : 0) | (hasClicked ? CLICKED : 0) | (hasOrdered ? ORDERED : 0) | (own << FIRST_OWN);
    }

    /** Adds what was done; returns whether it is the first of the open session. */
    boolean add(long bits) {
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
            for (int i = 0; i < sessionsWithOwn.length; i++) {
                sessionsWithOwn[i] += hasOwn(didInSession, i) ? 1 : 0;
            }
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
        Arrays.fill(sessionsWithOwn, 0);
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

    boolean hasOwn(int column) {
        return hasOwn(did, column);
    }

    int sessionsWithOwn(int column) {
        return sessionsWithOwn[column];
    }

    int sessions() {
        return sessions;
    }

    int sessionsOrdered() {
        return sessionsOrdered;
    }

    private static boolean hasOwn(long bits, int column) {
        return (bits & (1L << (FIRST_OWN + column))) != 0;
    }
}
