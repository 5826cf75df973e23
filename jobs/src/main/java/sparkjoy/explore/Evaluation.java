package sparkjoy.explore;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.AnalysisException;
import sparkjoy.error.UserError;

/** Computes what expressions of the user's ask for. */
public final class Evaluation {
    /**
     * The classes of SQL states whose cause is the user's: what is not supported (0A), one row expected (21), a value (22),
     * a constraint (23), names and types (42), a limit of the engine (54) and what the expression itself raises (P0).
     */
    private static final Set<String> OF_THE_USER = Set.of("0A", "21", "22", "23", "42", "54", "P0");

    private static final int CLASS = 2;

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

    /** What the expressions of a computation do wrong; empty where it can be done. */
    public static Optional<String> fault(Runnable computation) {
        try {
            run(computation);
            return Optional.empty();
        } catch (UserError e) {
            return Optional.of(e.getMessage());
        }
    }

    /** What an expression of the user's did wrong; empty where the failure has another cause. */
    public static Optional<String> fault(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(cause -> cause instanceof SparkThrowable known && isOfTheUser(known.getSqlState()))
                .map(cause ->
                        cause instanceof AnalysisException analysis ? analysis.getSimpleMessage() : cause.getMessage())
                .findFirst();
    }

    private static boolean isOfTheUser(String state) {
        return state != null && state.length() >= CLASS && OF_THE_USER.contains(state.substring(0, CLASS));
    }

    /** Spark's SparkException is checked and not declared. */
    private static RuntimeException explained(Exception failure) {
        Optional<String> fault = fault(failure);
        if (fault.isPresent()) {
            return new UserError(fault.get(), failure);
        }
        return failure instanceof RuntimeException bug ? bug : new IllegalStateException(failure);
    }
}
