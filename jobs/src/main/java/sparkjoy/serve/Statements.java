package sparkjoy.serve;

import java.time.Duration;
import java.util.BitSet;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import sparkjoy.spec.ServingLimits;

/** Computes the statements of all clients at once: a few of each user, none longer than the limits allow. */
final class Statements implements AutoCloseable {
    /** What deep expressions need to be parsed and planned. */
    private static final long STACK = 16L << 20;

    private static final int ATTEMPTS = 5;
    private static final long PATIENCE_MILLIS = 500;

    private final ServingLimits limits;
    private final ExecutorService threads = Executors.newCachedThreadPool(Statements::daemon);
    private final ScheduledExecutorService watches = Executors.newScheduledThreadPool(3, Statements::daemon);
    private final Pauses pauses = new Pauses();
    private final Turns turns;
    private final Turns planning = new Turns(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    private final Set<Statement> computing = ConcurrentHashMap.newKeySet();
    private final BitSet pools = new BitSet();

    Statements(ServingLimits limits) {
        this.limits = limits;
        this.turns = new Turns(limits.queriesPerUser());
    }

    ServingLimits limits() {
        return limits;
    }

    /** Those that compute at present. */
    Collection<Statement> computing() {
        return computing;
    }

    /** Plans a statement, next to few others of its user: planning cannot be paused, and takes memory as it likes. */
    <T> T plan(Statement statement, Callable<T> work) throws Exception {
        Turns.Turn turn = planning.take(statement.owner());
        try {
            return work.call();
        } finally {
            turn.end();
        }
    }

    /** Ends what has computed for too long, and gives up what has spent more than a trial may. */
    void judge() {
        for (Statement statement : computing) {
            statement.judge();
            if (statement.spent().compareTo(limits.queryTime()) > 0 && !statement.isEnded()) {
                statement.end(tooLong());
            }
        }
    }

    /** Computes the begin of a statement's answer; again, where it fails for what others took. */
    <T> CompletableFuture<T> begin(Statement statement, Callable<T> work) {
        return run(statement, () -> patiently(statement, work));
    }

    /** Computes a part of a statement's answer once it is its user's turn. */
    <T> CompletableFuture<T> run(Statement statement, Callable<T> work) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        statement.expect(answer);
        threads.execute(() -> waitAndCompute(statement, work, answer));
        return answer;
    }

    /** Does something every so often, as long as the server runs, also after it failed for want of memory. */
    void every(Duration period, Runnable work) {
        Future<?> unused = watches.scheduleWithFixedDelay(
                () -> attempt(work), period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void attempt(Runnable work) {
        try {
            work.run();
        } catch (Throwable e) {
            // Out of memory, most likely: without the watch it would stay so.
        }
    }

    @Override
    public void close() {
        computing.forEach(Statement::cancel);
        watches.shutdownNow();
        threads.shutdownNow();
    }

    private <T> void waitAndCompute(Statement statement, Callable<T> work, CompletableFuture<T> answer) {
        try {
            Turns.Turn turn = turns.take(statement.owner());
            try {
                if (!answer.isDone()) {
                    compute(statement, work, answer);
                }
            } finally {
                turn.end();
            }
        } catch (InterruptedException e) {
            answer.completeExceptionally(e);
        }
    }

    private <T> void compute(Statement statement, Callable<T> work, CompletableFuture<T> answer)
            throws InterruptedException {
        int pool = takePool();
        statement.enter("statement-" + pool);
        computing.add(statement);
        Optional<Throwable> failure = Optional.empty();
        try {
            answer.complete(work.call());
        } catch (Throwable e) { // Also out of memory and out of stack: they end the statement, not the server.
            failure = Optional.of(e);
        } finally {
            computing.remove(statement);
            statement.leave();
            freePool(pool);
        }
        if (failure.isPresent()) {
            fail(answer, failure.get());
        }
    }

    /** An expensive failure keeps its turn for a while: no other statement of its user comes in for it. */
    private void fail(CompletableFuture<?> answer, Throwable failure) throws InterruptedException {
        if (Failures.isExpensive(failure)) {
            Thread.sleep(pauses.next(System.nanoTime()).toMillis());
        }
        answer.completeExceptionally(Failures.explained(failure));
    }

    /** Java does not say whom the last byte was missing for: a statement that took little is innocent. */
    private static <T> T patiently(Statement statement, Callable<T> work) throws Exception {
        for (int attempt = 1; ; attempt++) {
            try {
                return work.call();
            } catch (Exception | OutOfMemoryError e) {
                boolean isInnocent =
                        Failures.isOutOfMemory(e) && statement.effort().bytes() < attempt * Effort.LITTLE;
                if (attempt == ATTEMPTS || statement.isEnded() || !isInnocent) {
                    throw e;
                }
                Thread.sleep(PATIENCE_MILLIS);
            }
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
