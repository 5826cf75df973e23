package sparkjoy.generate;

import java.util.Map;

/** A number that grows. */
final class Count {
    private long value;

    static <K> long of(Map<K, Count> counts, K key) {
        Count count = counts.get(key);
        return count == null ? 0 : count.value;
    }

    void add(long more) {
        value += more;
    }

    long value() {
        return value;
    }
}
