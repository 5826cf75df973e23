package sparkjoy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart;

/** Counts what the shared session does: SQL executions, jobs, tasks, and bytes and rows that they read. */
final class SparkWork extends SparkListener {
    private final List<String> executions = new ArrayList<>();
    private final AtomicLong jobs = new AtomicLong();
    private final AtomicLong tasks = new AtomicLong();
    private final AtomicLong bytesRead = new AtomicLong();
    private final AtomicLong rowsRead = new AtomicLong();

    /**
     * What was counted.
     *
     * @param origins for each execution the line of our code that asked for it, the innermost
     */
    record Count(List<String> origins, long jobs, long tasks, long bytesRead, long rowsRead) {
        long executions() {
            return origins.size();
        }
    }

    /** Of what an action makes the shared session do. */
    static Count of(Runnable action) throws Exception {
        var context = ((org.apache.spark.sql.classic.SparkSession) SharedSpark.session()).sparkContext();
        SparkWork work = new SparkWork();
        context.addSparkListener(work);
        try {
            action.run();
            context.listenerBus().waitUntilEmpty();
        } finally {
            context.removeSparkListener(work);
        }
        return new Count(
                List.copyOf(work.executions),
                work.jobs.get(),
                work.tasks.get(),
                work.bytesRead.get(),
                work.rowsRead.get());
    }

    @Override
    public void onOtherEvent(SparkListenerEvent event) {
        if (event instanceof SparkListenerSQLExecutionStart start) {
            executions.add(origin(start.details()));
        }
    }

    @Override
    public void onJobStart(SparkListenerJobStart start) {
        jobs.incrementAndGet();
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
        tasks.incrementAndGet();
        bytesRead.addAndGet(end.taskMetrics().inputMetrics().bytesRead());
        rowsRead.addAndGet(end.taskMetrics().inputMetrics().recordsRead());
    }

    private static String origin(String stack) {
        return stack.lines()
                .filter(line -> line.startsWith("sparkjoy."))
                .findFirst()
                .orElse("elsewhere");
    }
}
