package sparkjoy.serve;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Ends the statement that takes most, before the heap is full: Java cannot say whom the last byte was missing for, and a
 * full heap is collected again and again before anything ends. Looks at what each collection has left.
 */
final class MemoryWatch {
    private static final double FULL_OF_LIVING = 0.7;

    private final Statements statements;
    private final Lanes lanes;
    private final Optional<MemoryPoolMXBean> tenured = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP && pool.isCollectionUsageThresholdSupported())
            .filter(MemoryPoolMXBean::isUsageThresholdSupported)
            .filter(pool -> pool.getUsage().getMax() > 0)
            .findFirst();
    private final List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans().stream()
            .filter(collector -> tenured.stream().anyMatch(pool -> Arrays.asList(collector.getMemoryPoolNames())
                    .contains(pool.getName())))
            .toList();
    private long collections;

    MemoryWatch(Statements statements, Lanes lanes) {
        this.statements = statements;
        this.lanes = lanes;
    }

    /** Takes no lock and hardly any memory: there may be none. */
    void look() {
        long now = 0;
        for (GarbageCollectorMXBean collector : collectors) {
            now += collector.getCollectionCount();
        }
        if (now != collections) {
            collections = now;
            if (share() > FULL_OF_LIVING) {
                endTheLargest();
            }
        }
    }

    private void endTheLargest() {
        Statement largest = null;
        long most = Effort.LITTLE;
        for (Statement statement : statements.computing()) {
            long allocated = lanes.allocating(statement.group()) + statement.allocated();
            if (allocated > most) {
                largest = statement;
                most = allocated;
            }
        }
        if (largest != null) {
            end(largest);
        }
    }

    /** Its tasks end before Spark's messages about it, for which a full heap has no room. */
    private void end(Statement statement) {
        lanes.stop(statement.group());
        if (!statement.giveUp() && !statement.hasGivenUp()) {
            statement.end(Failures.outOfMemory());
        }
    }

    /** How much of the part of the heap in which objects grow old is in use after its last collection. */
    private double share() {
        return tenured.map(MemoryPoolMXBean::getCollectionUsage)
                .map(usage -> (double) usage.getUsed() / usage.getMax())
                .orElse(0.0);
    }
}
