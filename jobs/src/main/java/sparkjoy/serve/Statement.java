package sparkjoy.serve;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.sql.SparkSession;
import sparkjoy.UserError;

/** One statement of a client: the Spark jobs and the thread that compute it, which end together. */
final class Statement {
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final SparkSession spark;
    private final String owner;
    private final String group = UUID.randomUUID().toString();
    private long spentNanos;
    private long beganNanos;
    private volatile long beganBytes;
    private volatile Thread thread;
    private CompletableFuture<?> answer = new CompletableFuture<>();
    private UserError reason;

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
            beganBytes = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
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

    synchronized Duration spent() {
        return Duration.ofNanos(spentNanos);
    }

    /** The bytes that its own thread has asked for; those of its tasks are counted apart. */
    long allocated() {
        Thread computing = thread;
        return computing == null ? 0 : THREADS.getThreadAllocatedBytes(computing.getId()) - beganBytes;
    }

    synchronized boolean isEnded() {
        return reason != null;
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
        spark.sparkContext().cancelJobGroupAndFutureJobs(group);
    }

    /** Ends it for a client that wants it no more. */
    void cancel() {
        synchronized (this) {
            answer.cancel(true);
        }
        end("The statement was cancelled.");
    }
}
