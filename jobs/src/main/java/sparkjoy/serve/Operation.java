package sparkjoy.serve;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hive.service.rpc.thrift.TOperationState;
import sparkjoy.error.UserError;

/** A statement that is computed, or its answer, as far as nobody has fetched it. */
final class Operation {
    private final Future<Result> answer;
    private final Optional<Statement> statement;
    private final Optional<Statements> statements;
    private boolean isTouched;

    private Operation(Future<Result> answer, Optional<Statement> statement, Optional<Statements> statements) {
        this.answer = answer;
        this.statement = statement;
        this.statements = statements;
    }

    /** A statement whose answer is computed in turn with others. */
    static Operation running(Future<Result> answer, Statement statement, Statements statements) {
        return new Operation(answer, Optional.of(statement), Optional.of(statements));
    }

    /** An answer that is there already. */
    static Operation done(Result answer) {
        return new Operation(CompletableFuture.completedFuture(answer), Optional.empty(), Optional.empty());
    }

    /** Waits for the end so long, and reports the state then. */
    TOperationState state(int patienceMillis) throws InterruptedException {
        try {
            answer.get(patienceMillis, TimeUnit.MILLISECONDS);
            return TOperationState.FINISHED_STATE;
        } catch (TimeoutException e) {
            return TOperationState.RUNNING_STATE;
        } catch (CancellationException e) {
            return TOperationState.CANCELED_STATE;
        } catch (ExecutionException e) {
            return TOperationState.ERROR_STATE;
        }
    }

    /** What it failed with, if it has ended so. */
    Optional<Exception> failure() {
        if (!answer.isDone() || answer.isCancelled()) {
            return Optional.empty();
        }
        try {
            result();
            return Optional.empty();
        } catch (Exception e) {
            return Optional.of(e);
        }
    }

    Future<Result> answer() {
        return answer;
    }

    /** Waits for the end; throws what the statement failed with. */
    Result result() throws Exception {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** The next rows, at most so many; they may still have to be computed. */
    Future<Result.Batch> next(int number) throws Exception {
        Result result = result();
        isTouched = true;
        if (statement.isEmpty() || statements.isEmpty()) {
            return CompletableFuture.completedFuture(result.next(number));
        }
        return statements.get().run(statement.get(), () -> result.next(number));
    }

    /** Rows are not kept: raises UserError where some are fetched already. */
    void requireUntouched() {
        if (isTouched) {
            throw new UserError("The rows of a statement can be fetched once: ask again.");
        }
    }

    void cancel() {
        answer.cancel(true);
        statement.ifPresent(Statement::cancel);
    }

    /** Ends it, and lets go of what is kept for it. */
    void close() {
        cancel();
        statement.ifPresent(ended -> LanePlugin.LANES.forget(ended.group()));
    }
}
