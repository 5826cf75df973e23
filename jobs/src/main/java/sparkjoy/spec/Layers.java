package sparkjoy.spec;

import java.util.LinkedHashMap;
import java.util.Map;

/** Lays one tree over another: maps merge key by key, everything else is replaced by the upper one. */
final class Layers {
    private Layers() {}

    static Node merged(Node lower, Node upper) {
        if (lower instanceof Node.Unreadable) {
            return lower;
        }
        if (!(lower instanceof Node.Mapping below) || !(upper instanceof Node.Mapping above)) {
            return upper;
        }
        Map<String, Node> entries = new LinkedHashMap<>(below.entries());
        above.entries().forEach((key, value) -> entries.merge(key, value, Layers::merged));
        return new Node.Mapping(entries, above.origin());
    }
}
