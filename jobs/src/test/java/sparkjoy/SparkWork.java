package sparkjoy;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.execution.SQLExecution;
import org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart;
import scala.jdk.javaapi.CollectionConverters;

/** Counts what the shared session does: SQL executions, jobs, tasks, and bytes and rows that they read. */
public final class SparkWork extends SparkListener {
    private static final int SHOWN_CALLERS = 3;
    private static final String OUTSIDE = "-1";

    private final Map<Long, Work> works = new LinkedHashMap<>();
    private final Map<Integer, Work> worksOfStages = new HashMap<>();
    private final AtomicLong jobs = new AtomicLong();
    private final AtomicLong tasks = new AtomicLong();
    private final AtomicLong bytesRead = new AtomicLong();
    private final AtomicLong rowsRead = new AtomicLong();

    /**
     * One execution, or all jobs outside of any.
     *
     * @param call how Spark names it; empty outside of executions
     * @param origin the lines of our code that asked for it, the innermost first
     */
    public record Work(String call, String origin, AtomicLong jobs, AtomicLong bytesRead) {
        Work(String call, String origin) {
            this(call, origin, new AtomicLong(), new AtomicLong());
        }

        @Override
        public String toString() {
            return String.format("%2d jobs %,12d bytes  %-90s %s", jobs.get(), bytesRead.get(), origin, call);
        }
    }

    /** What was counted. */
    public record Count(List<Work> works, long jobs, long tasks, long bytesRead, long rowsRead) {
        public long executions() {
            return works.stream().filter(work -> !work.call().isEmpty()).count();
        }

        /** One line per execution, and one for the jobs outside of executions. */
        String table() {
            return works.stream().map(Work::toString).collect(Collectors.joining("\n", "\n", "\n"));
        }
    }

    /** Of what an action makes the shared session do. */
    public static Count of(Runnable action) throws Exception {
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
                List.copyOf(work.works.values()),
                work.jobs.get(),
                work.tasks.get(),
                work.bytesRead.get(),
                work.rowsRead.get());
    }

    @Override
    public void onOtherEvent(SparkListenerEvent event) {
        if (event instanceof SparkListenerSQLExecutionStart start) {
            works.put(start.executionId(), new Work(start.description(), origin(start.details())));
        }
    }

    @Override
    public void onJobStart(SparkListenerJobStart start) {
        jobs.incrementAndGet();
        String execution = start.properties().getProperty(SQLExecution.EXECUTION_ID_KEY(), OUTSIDE);
        Work work = works.computeIfAbsent(Long.valueOf(execution), none -> new Work("", "outside"));
        work.jobs().incrementAndGet();
        CollectionConverters.asJava(start.stageInfos()).forEach(stage -> worksOfStages.put(stage.stageId(), work));
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
        tasks.incrementAndGet();
        bytesRead.addAndGet(end.taskMetrics().inputMetrics().bytesRead());
        worksOfStages
                .get(end.stageId())
                .bytesRead()
                .addAndGet(end.taskMetrics().inputMetrics().bytesRead());
        rowsRead.addAndGet(end.taskMetrics().inputMetrics().recordsRead());
    }

    private static String origin(String stack) {
        return stack.lines()
                .filter(line -> line.startsWith("sparkjoy."))
                .filter(line -> !line.startsWith("sparkjoy.cli") && !line.contains("Test"))
                .limit(SHOWN_CALLERS)
                .map(line -> line.replaceAll(".*\\(([^)]*)\\).*", "$1"))
                .collect(Collectors.joining(" < "));
    }
}
