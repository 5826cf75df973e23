package sparkjoy.models;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A table's rows after a load: what is still so stays, what is gone or changed is closed, what is new is opened.
 *
 * @param rows all of them
 * @param moved rows whose place in the source is another one now, or whose evidence is written in other words
 */
record Reconciled<T>(List<Dated<T>> rows, int opened, int closed, int moved) {

    /** How rows are compared: what makes two the same thing, and what makes them say the same. */
    record Identity<T>(Function<T, String> key, Function<T, String> content) {}

    /**
     * Compares what a table has with what was found.
     *
     * @param mayClose whether something that was not found is gone: its source was read in full, or is no longer a source
     */
    static <T> Reconciled<T> of(
            List<Dated<T>> rows, List<T> found, Identity<T> identity, Predicate<T> mayClose, Instant now) {
        Map<String, T> fresh = new LinkedHashMap<>();
        found.forEach(value -> fresh.putIfAbsent(identity.key().apply(value), value));
        List<Dated<T>> after = new ArrayList<>();
        int closed = 0;
        int moved = 0;
        for (Dated<T> row : rows) {
            if (!row.isOpen()) {
                after.add(row);
                continue;
            }
            String key = identity.key().apply(row.value());
            Optional<T> same = Optional.ofNullable(fresh.get(key)).filter(value -> identity.content()
                    .apply(value)
                    .equals(identity.content().apply(row.value())));
            if (same.isPresent()) {
                fresh.remove(key);
                moved += same.get().equals(row.value()) ? 0 : 1;
                after.add(new Dated<>(same.get(), row.from(), row.to()));
            } else if (fresh.containsKey(key) || mayClose.test(row.value())) {
                closed++;
                after.add(row.closedAt(now));
            } else {
                after.add(row);
            }
        }
        fresh.values().forEach(value -> after.add(new Dated<>(value, now, Optional.empty())));
        return new Reconciled<>(after, fresh.size(), closed, moved);
    }

    boolean isChanged() {
        return opened + closed + moved > 0;
    }
}
