package sparkjoy.spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A YAML value that knows where it was written. */
sealed interface Node {
    Origin origin();

    /** What the value is, in words for a message. */
    String kind();

    /** Whether nothing is written, or a list or map of nothing. */
    default boolean isEmpty() {
        return false;
    }

    /** A text, number, date or truth value, as written; quoted or plain. */
    record Scalar(String text, boolean isPlain, Origin origin) implements Node {
        @Override
        public String kind() {
            return "a single value";
        }
    }

    /** A list. */
    record Sequence(List<Node> items, Origin origin) implements Node {
        @Override
        public String kind() {
            return "a list";
        }

        @Override
        public boolean isEmpty() {
            return items.isEmpty();
        }
    }

    /** A map in the order of the file. */
    record Mapping(Map<String, Node> entries, Origin origin) implements Node {
        public Mapping {
            entries = Frozen.map(entries);
        }

        static Mapping empty(Origin origin) {
            return new Mapping(new LinkedHashMap<>(), origin);
        }

        @Override
        public String kind() {
            return "a map";
        }

        @Override
        public boolean isEmpty() {
            return entries.isEmpty();
        }
    }

    /** Nothing was written: `key:`, `null` or `~`. */
    record Empty(Origin origin) implements Node {
        @Override
        public String kind() {
            return "nothing";
        }

        @Override
        public boolean isEmpty() {
            return true;
        }
    }

    /** What could not be read; its problem is already known. */
    record Unreadable(Origin origin) implements Node {
        @Override
        public String kind() {
            return "something unreadable";
        }
    }
}
