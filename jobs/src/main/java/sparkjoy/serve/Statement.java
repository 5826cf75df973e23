package sparkjoy.serve;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.sql.SparkSession;
import sparkjoy.error.UserError;

/** One statement of a client: the Spark jobs and the thread that compute it, which end together. */
final class Statement {
    /** What a statement may spend on trial once it is planned: a second of processor time, and little of the heap. */
    private static final Effort TRIAL =
            new Effort(1_000_000_000L, Runtime.getRuntime().maxMemory() / 8);

    private final SparkSession spark;
    private final String owner;
    private final String group = UUID.randomUUID().toString();
    private long spentNanos;
    private long beganNanos;
    private long waitingSinceNanos;
    private volatile Effort before = Effort.NONE;
    private volatile Thread thread;
    private CompletableFuture<?> answer = new CompletableFuture<>();
    private UserError reason;
    private boolean isOnTrial;
    private boolean isGivenUp;
    private Effort planned = Effort.NONE;
    private Optional<Runnable> end = Optional.empty();

    /** For whoever is counted as its user. */
    Statement(SparkSession spark, String owner) {
        this.spark = spark;
        this.owner = owner;
    }

    String owner() {
        return owner;
    }

    /** The name of its Spark jobs. */
    String group() {
        return group;
    }

    synchronized void expect(CompletableFuture<?> next) {
        answer = next;
        if (reason != null) {
            next.completeExceptionally(reason);
        }
    }

    /** What this thread runs from now on belongs to the statement. */
    void enter(String pool) {
        synchronized (this) {
            beganNanos = System.nanoTime();
            waitingSinceNanos = 0;
            before = Effort.of(Thread.currentThread().getId());
            thread = Thread.currentThread();
        }
        SparkSession.setActiveSession(spark);
        spark.sparkContext().setJobGroup(group, "joy serve", true);
        spark.sparkContext().setLocalProperty("spark.scheduler.pool", pool);
    }

    void leave() {
        synchronized (this) {
            thread = null;
            spentNanos += System.nanoTime() - beganNanos;
        }
        // What was meant for the statement does not meet the next one.
        Thread.interrupted();
    }

    /** For how long it has computed until now, without the time in which it waited. */
    synchronized Duration spent() {
        long current = waitingSinceNanos > 0 ? waitingSinceNanos : System.nanoTime();
        return Duration.ofNanos(thread == null ? spentNanos : spentNanos + current - beganNanos);
    }

    /** Does something that does not count as computing. */
    <T> T waitFor(Callable<T> work) throws Exception {
        synchronized (this) {
            waitingSinceNanos = System.nanoTime();
        }
        try {
            return work.call();
        } finally {
            synchronized (this) {
                beganNanos += System.nanoTime() - waitingSinceNanos;
                waitingSinceNanos = 0;
            }
        }
    }

    /** The bytes that its own thread has asked for; those of its tasks are counted apart. */
    long allocated() {
        Thread computing = thread;
        return computing == null ? 0 : own(computing).bytes();
    }

    /** What its own thread and all its tasks have spent. */
    Effort effort() {
        Thread computing = thread;
        Effort own = computing == null ? Effort.NONE : own(computing);
        return own.plus(LanePlugin.LANES.effort(group));
    }

    /**
     * Computes something that may be given up in the middle.
     *
     * @return empty where it was given up, and another process shall compute it
     */
    <T> Optional<T> attempt(Callable<Optional<T>> work) throws Exception {
        synchronized (this) {
            isOnTrial = true;
            planned = new Effort(Long.MAX_VALUE, Long.MAX_VALUE);
        }
        try {
            return work.call();
        } catch (Exception | OutOfMemoryError e) {
            if (isEnded() || !(isTooMuch(e) || hasGivenUp())) {
                throw e;
            }
            return Optional.empty();
        } finally {
            endTrial();
        }
    }

    /** From now on the effort of a statement on trial counts: planning loads what later statements need too. */
    synchronized void planned() {
        planned = effort();
    }

    /** Gives a statement on trial up that has spent more than it may. */
    void judge() {
        if (isOnTrial() && effort().minus(effortWhenPlanned()).exceeds(TRIAL)) {
            giveUp();
        }
    }

    /** Ends what a statement on trial computes; returns false for one that is not on trial. */
    boolean giveUp() {
        synchronized (this) {
            if (!isOnTrial) {
                return false;
            }
            isGivenUp = true;
            thread.interrupt();
        }
        spark.sparkContext().cancelJobGroupAndFutureJobs(group);
        return true;
    }

    /** What to do besides once it ends, at once where it has ended. */
    void whenEnded(Runnable work) {
        synchronized (this) {
            end = Optional.of(work);
        }
        if (isEnded()) {
            work.run();
        }
    }

    synchronized boolean isEnded() {
        return reason != null;
    }

    /** Raises what it was ended with. */
    synchronized void requireCurrent() {
        if (reason != null) {
            throw reason;
        }
    }

    /** Ends it: whoever waits for its answer gets the message. */
    void end(String message) {
        synchronized (this) {
            if (reason == null) {
                reason = new UserError(message);
            }
            answer.completeExceptionally(reason);
            if (thread != null) {
                thread.interrupt();
            }
        }
        ended().ifPresent(Runnable::run);
        spark.sparkContext().cancelJobGroupAndFutureJobs(group);
    }

    /** Ends it for a client that wants it no more. */
    void cancel() {
        synchronized (this) {
            answer.cancel(true);
        }
        end("The statement was cancelled.");
    }

    private synchronized Optional<Runnable> ended() {
        return end;
    }

    private synchronized boolean isOnTrial() {
        return isOnTrial;
    }

    /** Whether another process computes it. */
    synchronized boolean hasGivenUp() {
        return isGivenUp;
    }

    private synchronized Effort effortWhenPlanned() {
        return planned;
    }

    private synchronized void endTrial() {
        isOnTrial = false;
        if (isGivenUp && reason == null) {
            // What ended the trial does not end what follows.
            Thread.interrupted();
        }
    }

    private boolean isTooMuch(Throwable failure) {
        return ResultLimit.isExceeded(failure)
                || (Failures.isOutOfMemory(failure) && effort().bytes() >= Effort.LITTLE);
    }

    private Effort own(Thread computing) {
        return Effort.of(computing.getId()).minus(before);
    }
}
