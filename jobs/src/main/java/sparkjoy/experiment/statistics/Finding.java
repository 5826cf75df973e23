package sparkjoy.experiment.statistics;

import java.util.Optional;
import java.util.function.Function;

/**
 * A result, or the status and the reason why there is none.
 *
 * @param status OK just where there is a value
 * @param reason for people, with the arm and the number that is in the way; empty where the status is OK
 */
public record Finding<T>(Status status, String reason, Optional<T> value) {

    public Finding {
        if ((status == Status.OK) != value.isPresent()) {
            throw new IllegalArgumentException("A finding has a value just where it is OK; this one is " + status);
        }
    }

    static <T> Finding<T> of(T value) {
        return new Finding<>(Status.OK, "", Optional.of(value));
    }

    static <T> Finding<T> none(Status status, String reason) {
        return new Finding<>(status, reason, Optional.empty());
    }

    /** What the function gives of the value; without one, this status and reason. */
    public <R> Finding<R> flatMap(Function<T, Finding<R>> function) {
        return value.map(function).orElseGet(() -> none(status, reason));
    }

    /** The same as {@link #flatMap} for what can always be computed. */
    public <R> Finding<R> map(Function<T, R> function) {
        return flatMap(found -> of(function.apply(found)));
    }
}
