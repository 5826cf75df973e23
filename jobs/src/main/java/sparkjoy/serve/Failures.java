package sparkjoy.serve;

import java.util.Objects;
import java.util.stream.Stream;
import org.apache.spark.SparkThrowable;
import org.apache.spark.memory.SparkOutOfMemoryError;
import sparkjoy.error.UserError;
import sparkjoy.readonly.ReadOnly;

/** What a client sees of a statement that failed. */
final class Failures {
    /** How Spark says that its parser ran out of stack. */
    private static final String TOO_COMPLEX = "FAILED_TO_PARSE_TOO_COMPLEX";

    private Failures() {}

    /** The exception to report; what Java ran out of is said in words. */
    static Exception explained(Throwable failure) {
        if (isOutOfMemory(failure)) {
            return new UserError(outOfMemory(), failure);
        }
        if (failure instanceof StackOverflowError deep) {
            return ReadOnly.tooDeep(deep);
        }
        if (failure instanceof SparkThrowable failed && TOO_COMPLEX.equals(failed.getCondition())) {
            return ReadOnly.tooDeep(failure);
        }
        return failure instanceof Exception exception ? exception : new IllegalStateException(failure);
    }

    /** Whether the failure has cost all others time: the heap was collected for it, or a deep stack was filled. */
    static boolean isExpensive(Throwable failure) {
        return failure instanceof StackOverflowError
                || failure.getCause() instanceof StackOverflowError
                || isOutOfMemory(failure);
    }

    static String outOfMemory() {
        return "The statement needs more memory than there is for large statements ("
                + (Runtime.getRuntime().maxMemory() >> 20) + " MiB). Ask for less at once: filter, aggregate, or"
                + " read rows instead of collecting them into one value. Whoever runs the server can raise"
                + " serve.memory,"
                + " or the driver's memory where Spark runs on a cluster.";
    }

    /** The failure and its causes. */
    static Stream<Throwable> chain(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(20);
    }

    static boolean isOutOfMemory(Throwable failure) {
        return chain(failure)
                .anyMatch(cause -> (cause instanceof OutOfMemoryError && !(cause instanceof SparkOutOfMemoryError))
                        || Objects.requireNonNullElse(cause.getMessage(), "").contains("java.lang.OutOfMemoryError"));
    }
}
