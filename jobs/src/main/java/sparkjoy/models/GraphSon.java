package sparkjoy.models;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The graph as GraphSON 3, a vertex with its edges a line, which Gremlin reads with `g.io("models.json").read()`. */
final class GraphSon {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private GraphSon() {}

    static String text(Drawn drawn) {
        Map<GraphEdge, String> ids = new LinkedHashMap<>();
        drawn.edges().forEach(edge -> ids.put(edge, "e" + ids.size()));
        Map<String, List<GraphEdge>> leaving = ids.keySet().stream().collect(Collectors.groupingBy(GraphEdge::from));
        Map<String, List<GraphEdge>> reaching = ids.keySet().stream().collect(Collectors.groupingBy(GraphEdge::to));
        return drawn.nodes().values().stream()
                .map(node -> vertex(
                                node,
                                edges(reaching.getOrDefault(node.id(), List.of()), ids, "outV"),
                                edges(leaving.getOrDefault(node.id(), List.of()), ids, "inV"))
                        .toString())
                .collect(Collectors.joining("\n"));
    }

    private static ObjectNode vertex(GraphNode node, ObjectNode reaching, ObjectNode leaving) {
        ObjectNode vertex =
                JSON.objectNode().put("id", node.id()).put("label", node.kind().text());
        if (!reaching.isEmpty()) {
            vertex.set("inE", reaching);
        }
        if (!leaving.isEmpty()) {
            vertex.set("outE", leaving);
        }
        ObjectNode properties = vertex.putObject("properties");
        Drawn.properties(node).forEach((key, value) -> properties
                .putArray(key)
                .addObject()
                .put("id", node.id() + "/" + key)
                .put("value", value));
        return vertex;
    }

    private static ObjectNode edges(List<GraphEdge> edges, Map<GraphEdge, String> ids, String other) {
        ObjectNode byLabel = JSON.objectNode();
        for (GraphEdge edge : edges) {
            ArrayNode all = byLabel.withArray("/" + edge.kind().name());
            ObjectNode written = all.addObject().put("id", ids.get(edge));
            written.put(other, other.equals("inV") ? edge.to() : edge.from());
            ObjectNode properties = written.putObject("properties");
            Drawn.properties(edge).forEach(properties::put);
        }
        return byLabel;
    }
}
