package sparkjoy.lake;

import io.delta.exceptions.DeltaConcurrentModificationException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What a write does when another writer's commit came before its own: it tries again if it stays right, else it gives way. */
final class Rivals {
    private static final int ATTEMPTS = 10;
    private static final int PAUSE_MILLIS = 100;

    private Rivals() {}

    /** For a write that is right whatever the other wrote: rows are added, or Delta searches for them again. */
    static <T> T tryAgain(String table, Supplier<T> write) {
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            try {
                return write.get();
            } catch (DeltaConcurrentModificationException e) {
                pause(attempt);
            }
        }
        return giveWay(table, write);
    }

    /** For a write that was computed from what the table held: it is wrong by now. */
    static <T> T giveWay(String table, Supplier<T> write) {
        try {
            return write.get();
        } catch (DeltaConcurrentModificationException e) {
            throw new Overtaken(table, e);
        }
    }

    private static void pause(int attempt) {
        try {
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(PAUSE_MILLIS * attempt));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted between two attempts of a commit", e);
        }
    }
}
