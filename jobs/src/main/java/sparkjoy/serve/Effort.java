package sparkjoy.serve;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * What threads have spent on something.
 *
 * @param nanos processor time, which does not pass while others have the processor
 * @param bytes memory that was asked for, whether it is still in use or not
 */
record Effort(long nanos, long bytes) {
    static final Effort NONE = new Effort(0, 0);
    /** Bytes that a statement which ran out of memory may have asked for, when another took that memory. */
    static final long LITTLE = 64L << 20;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** All that a thread has spent since it was started; nothing for one that has ended. */
    static Effort of(long thread) {
        return new Effort(
                Math.max(0, THREADS.getThreadCpuTime(thread)), Math.max(0, THREADS.getThreadAllocatedBytes(thread)));
    }

    Effort plus(Effort other) {
        return new Effort(nanos + other.nanos, bytes + other.bytes);
    }

    Effort minus(Effort other) {
        return new Effort(nanos - other.nanos, bytes - other.bytes);
    }

    boolean exceeds(Effort most) {
        return nanos > most.nanos || bytes > most.bytes;
    }
}
