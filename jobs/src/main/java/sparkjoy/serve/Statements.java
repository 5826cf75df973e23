package sparkjoy.serve;

import java.time.Duration;
import java.util.BitSet;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import sparkjoy.spec.ServingLimits;

/** Computes the statements of all clients at once: a few of each user, none longer than the limits allow. */
final class Statements implements AutoCloseable {
    /** What deep expressions need to be parsed and planned. */
    private static final long STACK = 16L << 20;

    /** How long a client waits for the message of an expensive failure: it may ask the same again at once. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final ServingLimits limits;
    private final ExecutorService threads = Executors.newCachedThreadPool(Statements::daemon);
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(Statements::daemon);
    private final Map<String, Semaphore> turns = new ConcurrentHashMap<>();
    private final Set<Statement> computing = ConcurrentHashMap.newKeySet();
    private final BitSet pools = new BitSet();

    Statements(ServingLimits limits) {
        this.limits = limits;
    }

    ServingLimits limits() {
        return limits;
    }

    /** Those that compute at present. */
    Collection<Statement> computing() {
        return computing;
    }

    /** Computes a part of a statement's answer once it is its user's turn. */
    <T> CompletableFuture<T> run(Statement statement, Callable<T> work) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        statement.expect(answer);
        threads.execute(() -> waitAndCompute(statement, work, answer));
        return answer;
    }

    /** Does something every so often, as long as the server runs. */
    void every(Duration period, Runnable work) {
        Future<?> unused =
                clock.scheduleWithFixedDelay(work, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Forgets a user that is gone. */
    void forget(String owner) {
        turns.remove(owner);
    }

    @Override
    public void close() {
        computing.forEach(Statement::cancel);
        clock.shutdownNow();
        threads.shutdownNow();
    }

    private <T> void waitAndCompute(Statement statement, Callable<T> work, CompletableFuture<T> answer) {
        Semaphore turn =
                turns.computeIfAbsent(statement.owner(), owner -> new Semaphore(limits.queriesPerUser(), true));
        try {
            turn.acquire();
        } catch (InterruptedException e) {
            answer.completeExceptionally(e);
            return;
        }
        try {
            if (!answer.isDone()) {
                compute(statement, work, answer);
            }
        } finally {
            turn.release();
        }
    }

    private <T> void compute(Statement statement, Callable<T> work, CompletableFuture<T> answer) {
        long left = limits.queryTime().minus(statement.spent()).toMillis();
        int pool = takePool();
        statement.enter("statement-" + pool);
        computing.add(statement);
        ScheduledFuture<?> deadline =
                clock.schedule(() -> statement.end(tooLong()), Math.max(left, 1), TimeUnit.MILLISECONDS);
        try {
            answer.complete(work.call());
        } catch (Throwable e) { // Also out of memory and out of stack: they end the statement, not the server.
            answerLater(answer, e);
        } finally {
            deadline.cancel(false);
            computing.remove(statement);
            statement.leave();
            freePool(pool);
        }
    }

    private <T> void answerLater(CompletableFuture<T> answer, Throwable failure) {
        Exception explained = Failures.explained(failure);
        if (Failures.isExpensive(failure)) {
            Future<?> unused = clock.schedule(
                    () -> answer.completeExceptionally(explained), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } else {
            answer.completeExceptionally(explained);
        }
    }

    private String tooLong() {
        return "The statement has computed for " + limits.queryTime().toSeconds()
                + "s, which is the most that serve.limits.query_time allows. Ask for less, for example for fewer days.";
    }

    /** Pools of Spark's are never removed: few names, used again. */
    private synchronized int takePool() {
        int free = pools.nextClearBit(0);
        pools.set(free);
        return free;
    }

    private synchronized void freePool(int pool) {
        pools.clear(pool);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(null, work, "joy-statement", STACK);
        thread.setDaemon(true);
        return thread;
    }
}
