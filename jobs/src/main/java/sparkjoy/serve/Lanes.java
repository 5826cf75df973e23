package sparkjoy.serve;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private static final long SHORT_NANOS = 1_000_000_000L;

    private static final int PATIENCE_MILLIS = 100;

    private final com.sun.management.ThreadMXBean threads =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Map<Long, Task> tasks = new LinkedHashMap<>();
    private final Map<String, Long> spent = new HashMap<>();
    private int width = 1;

    /** How many tasks compute in each lane. */
    synchronized void widen(int number) {
        width = number;
    }

    /** Waits until a task may compute; returns at once for one of no statement, or one that is to end. */
    void enter(TaskContext context) {
        String group = context.getLocalProperty("spark.jobGroup.id");
        if (group == null) {
            return;
        }
        Task task =
                new Task(context.taskAttemptId(), group, Thread.currentThread().getId());
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
            task.allocated = threads.getThreadAllocatedBytes(task.thread);
        }
    }

    /** The tasks that have to give way now: to a short statement, or because too few of Spark's slots are free. */
    synchronized List<Long> surplus(int slots) {
        List<Task> late = running(task -> !task.isLong && isLong(task.group))
                .sorted(Comparator.comparingLong((Task task) -> task.beganNanos).reversed())
                .toList();
        long free = width - running(task -> task.isLong).count();
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

    /** The bytes that the tasks of a statement which compute now have asked for. */
    synchronized long allocated(String group) {
        return running(task -> task.group.equals(group))
                .mapToLong(task -> threads.getThreadAllocatedBytes(task.thread) - task.allocated)
                .sum();
    }

    synchronized void forget(String group) {
        spent.remove(group);
    }

    private synchronized void leave(Task task) {
        if (tasks.remove(task.id) != null && task.beganNanos > 0) {
            spent.merge(task.group, System.nanoTime() - task.beganNanos, Long::sum);
        }
        notifyAll();
    }

    /** In each lane the statement that has computed least comes first, then the task that has waited longest. */
    private boolean mayBegin(Task task) {
        boolean isLong = isLong(task.group);
        if (running(other -> other.isLong == isLong).count() >= width) {
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
        private final long id;
        private final String group;
        private final long thread;
        private boolean isLong;
        private long beganNanos;
        private long allocated;

        private Task(long id, String group, long thread) {
            this.id = id;
            this.group = group;
            this.thread = thread;
        }
    }
}
