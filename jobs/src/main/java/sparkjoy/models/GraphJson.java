package sparkjoy.models;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The graph as one JSON object with its nodes and edges, for pictures of one's own. */
final class GraphJson {
    private GraphJson() {}

    static String text(Drawn drawn) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        ArrayNode nodes = all.putArray("nodes");
        drawn.nodes().values().forEach(node -> {
            ObjectNode written = nodes.addObject().put("id", node.id());
            written.put("kind", node.kind().text()).put("name", node.name());
            node.version().ifPresent(text -> written.put("version", text));
            node.environment().ifPresent(text -> written.put("environment", text));
            node.owner().ifPresent(text -> written.put("owner", text));
            written.put("is_missing", drawn.graph().isMissing(node.id()));
            written.put("source", node.source()).put("source_ref", node.sourceRef());
            ObjectNode attributes = written.putObject("attributes");
            node.attributes().forEach(attributes::put);
        });
        ArrayNode edges = all.putArray("edges");
        drawn.edges().forEach(edge -> {
            ObjectNode written = edges.addObject()
                    .put("from", edge.from())
                    .put("kind", edge.kind().name());
            written.put("to", edge.to()).put("words", edge.kind().text());
            Drawn.properties(edge).forEach(written::put);
        });
        return all.toString();
    }
}
