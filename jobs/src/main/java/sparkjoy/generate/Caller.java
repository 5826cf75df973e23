package sparkjoy.generate;

import java.util.SplittableRandom;

/** Who calls Segment during one visit, and under what circumstances: the constant part of the visit's calls. */
final class Caller {
    private static final long HOUR = 3_600_000L;
    private static final int LEAST_LATE = (int) (2 * HOUR);
    private static final int MOST_LATE = (int) (118 * HOUR);

    private final Person person;
    private final SplittableRandom random;
    private final long sessionId;
    private final int startDay;
    private final long flushAt;
    private final byte[] clientContext;
    private final byte[] serverContext;
    private long daysSeen;

    /** @param start epoch milliseconds at which the visit starts, on the given day */
    Caller(Person person, long start, int startDay, SplittableRandom random, double lateRate) {
        this.startDay = startDay;
        this.person = person;
        this.random = random;
        sessionId = random.nextLong();
        boolean isLate = person.device().isPhone() && random.nextDouble() < lateRate / People.phoneShare();
        flushAt = isLate ? start + random.nextInt(LEAST_LATE, MOST_LATE) : 0;
        clientContext = Contexts.client(person, sessionId, random.nextInt(1, 255));
        serverContext = Contexts.server(person);
    }

    Person person() {
        return person;
    }

    SplittableRandom random() {
        return random;
    }

    long sessionId() {
        return sessionId;
    }

    byte[] context(boolean isServer) {
        return isServer ? serverContext : clientContext;
    }

    /** When Segment receives what happened then: within seconds, or once the phone is online again. */
    long receivedAt(Call call) {
        if (call.isServer()) {
            return call.at() + random.nextInt(20, 900);
        }
        return (flushAt > 0 ? flushAt : call.at()) + random.nextInt(300, 9000);
    }

    /** Milliseconds from the true time to what the sender's clock says, the way to Segment taken off. */
    long clock(boolean isServer) {
        return (isServer ? 0 : person.clock()) - 15 - sessionId % 7;
    }

    /** Whether this is the visit's first event on the day. */
    boolean isFirstOn(int day) {
        long bit = 1L << (day - startDay);
        boolean isFirst = (daysSeen & bit) == 0;
        daysSeen |= bit;
        return isFirst;
    }
}
