package sparkjoy.serve;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Ends the statement that takes most, before the heap is full: Java cannot say whom the last byte was missing for. */
final class MemoryWatch {
    private static final double FULL = 0.85;
    private static final double FULL_OF_LIVING = 0.75;
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Statements statements;
    private final Lanes lanes;
    private final Optional<MemoryPoolMXBean> tenured = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP && pool.isUsageThresholdSupported())
            .filter(pool -> pool.getUsage().getMax() > 0)
            .findFirst();
    private long collectedNanos = System.nanoTime() - PAUSE_NANOS;

    MemoryWatch(Statements statements, Lanes lanes) {
        this.statements = statements;
        this.lanes = lanes;
    }

    void look() {
        if (share() < FULL || System.nanoTime() - collectedNanos < PAUSE_NANOS) {
            return;
        }
        System.gc();
        collectedNanos = System.nanoTime();
        if (share() > FULL_OF_LIVING) {
            statements.computing().stream()
                    .filter(statement -> !statement.isEnded())
                    .max(Comparator.comparingLong(this::allocated))
                    .ifPresent(this::end);
        }
    }

    /** Its memory is free only once its tasks have ended: the next statement is not taken for it meanwhile. */
    private void end(Statement statement) {
        statement.end(Failures.outOfMemory());
        collectedNanos = System.nanoTime() + PAUSE_NANOS;
    }

    private long allocated(Statement statement) {
        return lanes.allocated(statement.group()) + statement.allocated();
    }

    /** How full the part of the heap is in which objects grow old. */
    private double share() {
        MemoryUsage usage = tenured.map(MemoryPoolMXBean::getUsage)
                .orElseGet(() -> ManagementFactory.getMemoryMXBean().getHeapMemoryUsage());
        return (double) usage.getUsed() / usage.getMax();
    }
}
