package sparkjoy.models;

import java.time.Instant;
import java.util.Optional;

/** Something that was so for a time: from a moment on, until before another; without an end it is so now. */
record Dated<T>(T value, Instant from, Optional<Instant> to) {
    boolean isOpen() {
        return to.isEmpty();
    }

    boolean isAt(Instant time) {
        return !from.isAfter(time) && to.filter(end -> !end.isAfter(time)).isEmpty();
    }

    Dated<T> closedAt(Instant time) {
        return new Dated<>(value, from, Optional.of(time));
    }
}
