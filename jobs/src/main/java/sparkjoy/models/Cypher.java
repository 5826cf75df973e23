package sparkjoy.models;

import java.util.Map;
import java.util.stream.Collectors;

/** The graph as statements of Cypher, which Neo4j and Memgraph run; run twice they change nothing. */
final class Cypher {
    private Cypher() {}

    static String text(Drawn drawn) {
        StringBuilder text = new StringBuilder();
        drawn.nodes().forEach((id, node) -> text.append("MERGE (n:")
                .append(label(node.kind()))
                .append(" {node_id: ")
                .append(quoted(id))
                .append("}) SET n += ")
                .append(map(Drawn.properties(node)))
                .append(";\n"));
        drawn.edges().forEach(edge -> text.append("MATCH (a {node_id: ")
                .append(quoted(edge.from()))
                .append("}), (b {node_id: ")
                .append(quoted(edge.to()))
                .append("}) MERGE (a)-[r:")
                .append(edge.kind())
                .append(" {source: ")
                .append(quoted(edge.source()))
                .append("}]->(b) SET r += ")
                .append(map(Drawn.properties(edge)))
                .append(";\n"));
        return text.toString();
    }

    /** HelmChart for helm_chart. */
    private static String label(NodeKind kind) {
        return java.util.Arrays.stream(kind.text().split("_", -1))
                .map(word -> word.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }

    private static String map(Map<String, String> properties) {
        return properties.entrySet().stream()
                .map(property -> "`" + key(property.getKey()) + "`: " + quoted(property.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    /** A name in backticks has no escapes for line breaks and the like. */
    private static String key(String name) {
        return name.replaceAll("\\p{Cntrl}|[\u2028\u2029]", " ").replace("`", "``");
    }

    private static String quoted(String text) {
        StringBuilder escaped = new StringBuilder("'");
        text.chars().forEach(unit -> {
            if (unit == '\'' || unit == '\\') {
                escaped.append('\\').append((char) unit);
            } else if (unit < ' ') {
                escaped.append(String.format("\\u%04x", unit));
            } else {
                escaped.append((char) unit);
            }
        });
        return escaped.append('\'').toString();
    }
}
