package sparkjoy.models;

import java.util.Arrays;
import java.util.List;

/** Tables as nodes, `layer.name` or the URI of their folder. */
final class Tables {
    private Tables() {}

    static GraphNode node(String table) {
        return GraphNode.of(NodeKind.TABLE, "table:" + table, table);
    }

    /** Names separated by commas or blanks. */
    static List<String> named(String text) {
        return Arrays.stream(text.split("[,;\\s]+", -1))
                .filter(name -> !name.isBlank())
                .toList();
    }
}
