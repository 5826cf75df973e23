package sparkjoy.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Unmodifiable copies that keep the order in which the specification was written. */
final class Frozen {
    private Frozen() {}

    static <V> Map<String, V> map(Map<String, V> entries) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    static Map<String, List<String>> lists(Map<String, List<String>> entries) {
        Map<String, List<String>> copies = new LinkedHashMap<>();
        entries.forEach((name, values) -> copies.put(name, List.copyOf(values)));
        return Collections.unmodifiableMap(copies);
    }
}
