package sparkjoy.backfill;

import java.time.Duration;

/** How long the rest of a number of equal parts takes, by those that are done. */
final class Estimate {
    private final int parts;
    private final long start = System.nanoTime();
    private int done;

    Estimate(int parts) {
        this.parts = parts;
    }

    /** Counts one more part as done. */
    String afterOneMore() {
        done++;
        Duration rest = Duration.ofNanos((System.nanoTime() - start) / done * (parts - done));
        return done == parts
                ? done + " of " + parts
                : String.format(
                        "%d of %d, about %d:%02d min left", done, parts, rest.toMinutes(), rest.toSecondsPart());
    }
}
