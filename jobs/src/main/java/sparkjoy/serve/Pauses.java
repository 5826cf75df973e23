package sparkjoy.serve;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How long a client waits for the message of a failure that cost all others time: it may ask the same again at once. The
 * more of them there were a moment ago, the longer.
 */
final class Pauses {
    private static final Duration STEP = Duration.ofSeconds(2);
    private static final Duration MOMENT = Duration.ofSeconds(30);

    private final Deque<Long> failures = new ArrayDeque<>();

    /** Counts a failure; gives its pause. */
    synchronized Duration next(long nowNanos) {
        failures.removeIf(failure -> nowNanos - failure > MOMENT.toNanos());
        failures.add(nowNanos);
        Duration pause = STEP.multipliedBy(failures.size());
        return pause.compareTo(MOMENT) < 0 ? pause : MOMENT;
    }
}
