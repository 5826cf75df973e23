package sparkjoy.stream;

import java.util.concurrent.TimeUnit;
import org.apache.hadoop.util.ShutdownHookManager;

/** What is to be done before Spark goes, when the process is asked to end. */
final class Ending {
    /** Spark ends at 40, file systems close at 10. */
    private static final int BEFORE_SPARK = 100;
    /** Whoever asks decides how long it may take. */
    private static final long LONGEST_DAYS = 1;

    private final Runnable action;

    private Ending(Runnable action) {
        this.action = action;
    }

    static Ending doing(Runnable action) {
        ShutdownHookManager.get().addShutdownHook(action, BEFORE_SPARK, LONGEST_DAYS, TimeUnit.DAYS);
        return new Ending(action);
    }

    void forget() {
        if (!ShutdownHookManager.get().isShutdownInProgress()) {
            ShutdownHookManager.get().removeShutdownHook(action);
        }
    }
}
