package sparkjoy.serve;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Which tasks of an embedded Spark compute at the same time: those of statements that began a moment ago in one lane, those
 * of longer ones in another, so that a small statement is answered next to any number of long ones. Spark starts many
 * more tasks than there are cores; here they wait before they do anything.
 */
final class Lanes {
    /** How long the tasks of a statement compute together until it counts as long. */
    private static final long SHORT_NANOS = 500_000_000L;

    private static final int PATIENCE_MILLIS = 100;

    private final Map<Long, Task> tasks = new LinkedHashMap<>();
    /** Those that compute, for the watch on memory: a lock whose holder waits for memory would stop it. */
    private final Map<Long, Task> computing = new ConcurrentHashMap<>();

    private final Map<String, Long> spent = new HashMap<>();
    private final Map<String, Effort> efforts = new HashMap<>();
    private int cores = 1;

    /** How many tasks of short statements compute at once; of long ones a core fewer, for driver and collector. */
    synchronized void widen(int number) {
        cores = number;
    }

    /** Waits until a task may compute; returns at once for one of no statement, or one that is to end. */
    void enter(TaskContext context) {
        String group = context.getLocalProperty("spark.jobGroup.id");
        if (group == null) {
            return;
        }
        Task task = new Task(context, group, Thread.currentThread().getId());
        context.addTaskCompletionListener((TaskCompletionListener) ended -> leave(task));
        synchronized (this) {
            tasks.put(task.id, task);
            try {
                while (!mayBegin(task) && !context.isInterrupted()) {
                    wait(PATIENCE_MILLIS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            task.isLong = isLong(group);
            task.beganNanos = System.nanoTime();
            task.before = Effort.of(task.thread);
            computing.put(task.id, task);
        }
    }

    /** The tasks that have to give way now: to a short statement, or because too few of Spark's slots are free. */
    synchronized List<Long> surplus(int slots) {
        List<Task> late = running(task -> !task.isLong && isLong(task.group))
                .sorted(Comparator.comparingLong((Task task) -> task.beganNanos).reversed())
                .toList();
        long free = width(true) - running(task -> task.isLong).count();
        late.stream().skip(Math.max(0, late.size() - free)).forEach(task -> task.isLong = true);
        long waiting = waiting().filter(task -> !isLong(task.group)).count();
        List<Long> surplus = new ArrayList<>();
        late.stream().filter(task -> !task.isLong).limit(waiting).forEach(task -> surplus.add(task.id));
        if (tasks.size() > slots * 3 / 4) {
            newestOfTheBusiest().forEach(task -> surplus.add(task.id));
        }
        notifyAll();
        return surplus;
    }

    /** The bytes that the tasks of a statement which compute now have asked for. Takes no lock and hardly any memory. */
    long allocating(String group) {
        long sum = 0;
        for (Task task : computing.values()) {
            sum += task.group.equals(group) ? task.effort().bytes() : 0;
        }
        return sum;
    }

    /** What all tasks of a statement have spent until now. */
    synchronized Effort effort(String group) {
        return computing.values().stream()
                .filter(task -> task.group.equals(group))
                .map(Task::effort)
                .reduce(efforts.getOrDefault(group, Effort.NONE), Effort::plus);
    }

    /** Ends the tasks of a statement at their next rows, without Spark's driver; like {@link #allocating}. */
    void stop(String group) {
        for (Task task : computing.values()) {
            if (task.group.equals(group)) {
                task.context.markInterrupted("needs more memory than there is");
            }
        }
    }

    synchronized void forget(String group) {
        spent.remove(group);
        efforts.remove(group);
    }

    private synchronized void leave(Task task) {
        computing.remove(task.id);
        if (tasks.remove(task.id) != null && task.beganNanos > 0) {
            spent.merge(task.group, System.nanoTime() - task.beganNanos, Long::sum);
            efforts.merge(task.group, task.effort(), Effort::plus);
        }
        notifyAll();
    }

    private int width(boolean isLong) {
        return isLong ? Math.max(1, cores - 1) : cores;
    }

    /** In each lane the statement that has computed least comes first, then the task that has waited longest. */
    private boolean mayBegin(Task task) {
        boolean isLong = isLong(task.group);
        if (running(other -> other.isLong == isLong).count() >= width(isLong)) {
            return false;
        }
        Map<String, Long> computed = new HashMap<>();
        Optional<Task> first = waiting()
                .filter(other -> isLong(other.group) == isLong)
                .min(Comparator.comparingLong(other -> computed.computeIfAbsent(other.group, this::computed)));
        return first.filter(next -> next == task).isPresent();
    }

    private boolean isLong(String group) {
        return computed(group) > SHORT_NANOS;
    }

    /** For how long the tasks of a statement have computed, together and in nanoseconds. */
    private long computed(String group) {
        long now = System.nanoTime();
        long running = running(task -> task.group.equals(group))
                .mapToLong(task -> now - task.beganNanos)
                .sum();
        return spent.getOrDefault(group, 0L) + running;
    }

    /** Half of the tasks that one statement has waiting: they have done nothing yet. */
    private List<Task> newestOfTheBusiest() {
        Map<String, List<Task>> byGroup = new HashMap<>();
        waiting().forEach(task -> byGroup.computeIfAbsent(task.group, group -> new ArrayList<>())
                .add(task));
        List<Task> most = byGroup.values().stream()
                .max(Comparator.comparingInt(List::size))
                .orElse(List.of());
        return most.subList(most.size() / 2, most.size());
    }

    private Stream<Task> running(Predicate<Task> which) {
        return tasks.values().stream().filter(task -> task.beganNanos > 0).filter(which);
    }

    private Stream<Task> waiting() {
        return tasks.values().stream().filter(task -> task.beganNanos == 0);
    }

    /** One attempt of a task, in a lane or before it. */
    private static final class Task {
        private final TaskContext context;
        private final long id;
        private final String group;
        private final long thread;
        private boolean isLong;
        private long beganNanos;
        private Effort before = Effort.NONE;

        private Task(TaskContext context, String group, long thread) {
            this.context = context;
            this.id = context.taskAttemptId();
            this.group = group;
            this.thread = thread;
        }

        private Effort effort() {
            return Effort.of(thread).minus(before);
        }
    }
}
