package sparkjoy.serve;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hive.service.rpc.thrift.TOperationState;
import org.apache.hive.service.rpc.thrift.TRowSet;
import org.apache.spark.sql.Row;
import sparkjoy.UserError;

/** A statement under way, or its answer, as far as nobody has fetched it. */
final class Operation {
    private final Future<Result> answer;
    private final Runnable entering;
    private final Runnable cancelling;
    private long fetched;

    private Operation(Future<Result> answer, Runnable entering, Runnable cancelling) {
        this.answer = answer;
        this.entering = entering;
        this.cancelling = cancelling;
    }

    /** A statement that runs as this group. */
    static Operation running(Future<Result> answer, JobGroup group) {
        return new Operation(answer, group::enter, group::cancel);
    }

    /** An answer that is there already. */
    static Operation done(Result answer) {
        return new Operation(CompletableFuture.completedFuture(answer), () -> {}, () -> {});
    }

    /** Waits for the end so long, and tells how it stands then. */
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

    /** Waits for the end; throws what the statement failed with. */
    Result result() throws Exception {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** The next rows, at most so many. */
    TRowSet next(int number) throws Exception {
        Result result = result();
        entering.run();
        List<Row> rows = result.next(number);
        fetched += rows.size();
        return WireRows.rows(result.schema(), rows, fetched - rows.size());
    }

    boolean hasMore() throws Exception {
        return result().rows().hasNext();
    }

    /** Rows are not kept: raises UserError where some are fetched already. */
    void requireUntouched() {
        if (fetched > 0) {
            throw new UserError("The rows of a statement can be fetched once: ask again.");
        }
    }

    void cancel() {
        answer.cancel(true);
        cancelling.run();
    }
}
