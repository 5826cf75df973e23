package sparkjoy.models;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A value of a YAML or JSON document that knows where it is written. What is not there is a value too, an empty one.
 *
 * @param line counted from 1: that of the key, where the value has one
 */
record Value(String file, int line, Optional<String> scalar, Map<String, Value> entries, List<Value> items) {

    static Value text(String file, int line, String text) {
        return new Value(file, line, Optional.of(text), Map.of(), List.of());
    }

    static Value empty(String file, int line) {
        return new Value(file, line, Optional.empty(), Map.of(), List.of());
    }

    static Value mapping(String file, int line, Map<String, Value> entries) {
        return new Value(file, line, Optional.empty(), new LinkedHashMap<>(entries), List.of());
    }

    static Value sequence(String file, int line, List<Value> items) {
        return new Value(file, line, Optional.empty(), Map.of(), new ArrayList<>(items));
    }

    /** What is written below these keys, one after the other. */
    Value at(String... keys) {
        Value found = this;
        for (String key : keys) {
            Value next = found.entries.get(key);
            found = next == null ? empty(file, found.line) : next;
        }
        return found;
    }

    /** The single value below these keys that is not blank. */
    Optional<String> find(String... keys) {
        return at(keys).scalar.filter(text -> !text.isBlank());
    }

    String textAt(String... keys) {
        return find(keys).orElse("");
    }

    boolean isMapping() {
        return !entries.isEmpty();
    }

    boolean isNothing() {
        return scalar.isEmpty() && entries.isEmpty() && items.isEmpty();
    }

    /** The single values of a list. */
    List<String> texts() {
        return items.stream().flatMap(item -> item.scalar.stream()).toList();
    }

    /** Where it is written, as file:line. */
    String ref() {
        return file + ":" + line;
    }
}
