package sparkjoy.models;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A graph whose edges all lead to nodes that are there: one that no source describes has its id alone. */
record Drawn(Map<String, GraphNode> nodes, List<GraphEdge> edges, Graph graph) {

    static Drawn of(Graph graph) {
        Map<String, GraphNode> nodes = new TreeMap<>();
        graph.nodes().forEach(node -> nodes.put(node.id(), node));
        graph.edges().forEach(edge -> {
            nodes.computeIfAbsent(edge.from(), graph::node);
            nodes.computeIfAbsent(edge.to(), graph::node);
        });
        return new Drawn(nodes, graph.edges(), graph);
    }

    /** A short name for each node, in order. */
    Map<String, String> numbered() {
        Map<String, String> names = new LinkedHashMap<>();
        nodes.keySet().forEach(id -> names.put(id, "n" + names.size()));
        return names;
    }

    /** What a node has, as plain texts. */
    static Map<String, String> properties(GraphNode node) {
        Map<String, String> properties = new TreeMap<>(node.attributes());
        properties.put("node_id", node.id());
        properties.put("kind", node.kind().text());
        properties.put("name", node.name());
        node.version().ifPresent(text -> properties.put("version", text));
        node.environment().ifPresent(text -> properties.put("environment", text));
        node.owner().ifPresent(text -> properties.put("owner", text));
        properties.put("source", node.source());
        properties.put("source_ref", node.sourceRef());
        return properties;
    }

    static Map<String, String> properties(GraphEdge edge) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("evidence", edge.evidence());
        properties.put("confidence", edge.confidence().name());
        properties.put("source", edge.source());
        properties.put("source_ref", edge.sourceRef());
        return properties;
    }
}
