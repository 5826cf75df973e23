package sparkjoy.explore;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.SparkThrowable;
import sparkjoy.UserError;

/** Computes what expressions of the user's ask for. */
public final class Evaluation {
    /** The class of SQL states that speak of values. */
    private static final String DATA_EXCEPTION = "22";

    private Evaluation() {}

    /**
     * Runs a computation.
     *
     * @throws UserError for a value that an expression cannot take, such as a division by zero
     */
    public static void run(Runnable computation) {
        try {
            computation.run();
        } catch (Exception e) {
            throw explained(e);
        }
    }

    /** Spark's SparkException is checked and not declared. */
    private static RuntimeException explained(Exception failure) {
        Optional<String> unfit = unfitValue(failure);
        if (unfit.isPresent()) {
            return new UserError(unfit.get(), failure);
        }
        return failure instanceof RuntimeException bug ? bug : new IllegalStateException(failure);
    }

    private static Optional<String> unfitValue(Exception failure) {
        return Stream.iterate((Throwable) failure, Objects::nonNull, Throwable::getCause)
                .filter(cause -> cause instanceof SparkThrowable told
                        && Objects.requireNonNullElse(told.getSqlState(), "").startsWith(DATA_EXCEPTION))
                .map(Throwable::getMessage)
                .findFirst();
    }
}
