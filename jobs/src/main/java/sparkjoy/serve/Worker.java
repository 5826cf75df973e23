package sparkjoy.serve;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import sparkjoy.error.UserError;

/**
 * The process that computes what may be long or large, with a heap of its own: what a statement does there ends no small
 * one here. It is started when it is first needed, and again after it has ended.
 */
public final class Worker implements AutoCloseable {
    private final List<String> command;
    private Optional<CompletableFuture<WorkerProcess>> process = Optional.empty();
    private boolean isClosed;

    /**
     * Starts nothing yet.
     *
     * @param command a program that reads a secret from its input, listens, says where, and ends with its input
     */
    public Worker(List<String> command) {
        this.command = List.copyOf(command);
    }

    /** Computes a statement of a session with these settings; waits until its first rows are there. */
    Result answer(Statement statement, Map<String, String> settings, String sql) throws Exception {
        return RemoteResult.of(statement.waitFor(this::running), statement, settings, sql);
    }

    @Override
    public void close() {
        Optional<CompletableFuture<WorkerProcess>> last;
        synchronized (this) {
            isClosed = true;
            last = process;
        }
        // One that is still starting ends with this process, as its input does.
        last.filter(Worker::isUsable)
                .flatMap(started -> Optional.ofNullable(started.getNow(null)))
                .ifPresent(WorkerProcess::close);
    }

    private WorkerProcess running() throws Exception {
        try {
            return started().get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private synchronized CompletableFuture<WorkerProcess> started() {
        if (isClosed) {
            throw new UserError("The server is ending.");
        }
        if (process.filter(Worker::isUsable).isEmpty()) {
            CompletableFuture<WorkerProcess> starting = new CompletableFuture<>();
            process = Optional.of(starting);
            Thread thread = new Thread(() -> start(starting), "joy-worker-start");
            thread.setDaemon(true);
            thread.start();
        }
        return process.orElseThrow();
    }

    private static boolean isUsable(CompletableFuture<WorkerProcess> process) {
        return !process.isDone()
                || (!process.isCompletedExceptionally() && process.join().isAlive());
    }

    private void start(CompletableFuture<WorkerProcess> starting) {
        try {
            starting.complete(WorkerProcess.start(command, RemoteCalls::check));
        } catch (Throwable e) { // Whoever waits for the result gets it.
            starting.completeExceptionally(e);
        }
    }
}
