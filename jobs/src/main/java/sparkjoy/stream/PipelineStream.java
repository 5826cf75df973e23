package sparkjoy.stream;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;
import sparkjoy.error.UserError;
import sparkjoy.run.Job;
import sparkjoy.run.PipelineRun;
import sparkjoy.run.RunResult;
import sparkjoy.run.Workspace;
import sparkjoy.source.SegmentLogs;
import sparkjoy.spec.Source;

/**
 * A pipeline as one Structured Streaming application: each micro-batch of arrivals is a run of its jobs.
 *
 * <p>The stream says when there is something to do, and its checkpoint that it was done. What is new is for the ledger to
 * say, as in every other run: so a stream and single runs may take turns on one lake, and a micro-batch that is repeated
 * after a crash takes nothing twice.
 */
public final class PipelineStream {
    private final Workspace workspace;
    private final List<Job> jobs;
    private final Supplier<String> runIds;
    private final Consumer<RunResult> listener;
    /** Held while a run is at work, and for good once the stream is to end. */
    private final ReentrantLock atWork = new ReentrantLock();

    private volatile boolean hasRun;

    /**
     * @param runIds a new one for each run
     * @param listener hears of each run that ended well
     */
    public PipelineStream(Workspace workspace, List<Job> jobs, Supplier<String> runIds, Consumer<RunResult> listener) {
        this.workspace = workspace;
        this.jobs = List.copyOf(jobs);
        this.runIds = runIds;
        this.listener = listener;
    }

    /** Takes in what is there and ends; runs at least once. */
    public void drain() {
        try {
            started(Trigger.AvailableNow()).awaitTermination();
        } catch (StreamingQueryException e) {
            throw raised(e);
        }
        if (!hasRun) {
            runOnce();
        }
    }

    /**
     * Takes in what is there and then what comes, until the process is asked to end: then the run at work is completed.
     *
     * @param every how often it looks for new files
     */
    public void follow(Duration every) {
        StreamingQuery query = started(Trigger.ProcessingTime(every.toMillis()));
        Ending ending = Ending.doing(() -> end(query));
        try {
            query.processAllAvailable();
            if (!hasRun) {
                runOnce();
            }
            query.awaitTermination();
        } catch (StreamingQueryException e) {
            throw raised(e);
        } finally {
            ending.forget();
        }
    }

    private StreamingQuery started(Trigger trigger) {
        VoidFunction2<Dataset<Row>, Long> batch = (arrived, number) -> runOnce();
        try {
            return workspace.sources().stream()
                    .map(this::arrivals)
                    .reduce(Dataset::unionAll)
                    .orElseThrow()
                    .writeStream()
                    .queryName("joy stream " + workspace.pipeline())
                    .trigger(trigger)
                    .option("checkpointLocation", checkpoint())
                    .foreachBatch(batch)
                    .start();
        } catch (TimeoutException e) {
            throw new IllegalStateException("an earlier stream of this session does not end", e);
        }
    }

    /** Only its offsets are used: no file is opened for it. */
    private Dataset<Row> arrivals(String name) {
        Source source = workspace.spec().sources().get(name);
        return workspace
                .spark()
                .readStream()
                .format(SegmentLogs.NAME)
                .option("sources", String.join(",", source.ids()))
                .option("format", source.format().name())
                .option("newestDays", source.recentDays())
                .load(source.path())
                .select("path");
    }

    /** Another one for other sources: Spark goes on only with those that a checkpoint was made of. */
    private String checkpoint() {
        String sources = workspace.sources().stream()
                .map(name -> name + workspace.spec().sources().get(name).path())
                .toList()
                .toString();
        String name = workspace.pipeline() + "-" + Integer.toHexString(sources.hashCode());
        return new Path(workspace.lake().root(), "ops/_streams/" + name).toString();
    }

    private void runOnce() {
        try {
            atWork.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The stream ends before this run has begun", e);
        }
        try {
            listener.accept(new PipelineRun(workspace.withRunId(runIds.get()), "stream").run(jobs));
            hasRun = true;
        } finally {
            atWork.unlock();
        }
    }

    /** No run begins after it. */
    private void end(StreamingQuery query) {
        workspace.progress().say("The stream ends" + (atWork.isLocked() ? " when its run is done." : "."));
        atWork.lock();
        try {
            query.stop();
        } catch (TimeoutException e) {
            throw new IllegalStateException("The stream does not end", e);
        }
    }

    /** What a run raised, as it would have without a stream. */
    private static RuntimeException raised(StreamingQueryException failure) {
        return Stream.iterate((Throwable) failure, Objects::nonNull, Throwable::getCause)
                .filter(UserError.class::isInstance)
                .map(RuntimeException.class::cast)
                .findFirst()
                .orElseGet(() -> new IllegalStateException("The stream failed", failure));
    }
}
