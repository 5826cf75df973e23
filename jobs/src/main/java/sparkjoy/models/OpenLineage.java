package sparkjoy.models;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The graph as OpenLineage job events, one per line: a retraining job reads tables and writes models, a deployment reads
 * models and writes APIs. OpenLineage has no other relations.
 */
final class OpenLineage {
    private static final String SCHEMA = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/JobEvent";

    private OpenLineage() {}

    static String text(Drawn drawn) {
        return drawn.nodes().values().stream()
                .flatMap(node -> event(drawn.graph(), node))
                .map(ObjectNode::toString)
                .collect(Collectors.joining("\n"));
    }

    private static Stream<ObjectNode> event(Graph graph, GraphNode node) {
        return switch (node.kind()) {
            case TRAINING_JOB ->
                Stream.of(event(node, targets(graph, node, EdgeKind.READS), targets(graph, node, EdgeKind.RETRAINS)));
            case DEPLOYMENT ->
                Stream.of(event(
                        node,
                        targets(graph, node, EdgeKind.SERVES).stream()
                                .flatMap(id -> graph.versionsOf(id).stream())
                                .collect(Collectors.toCollection(LinkedHashSet::new)),
                        targets(graph, node, EdgeKind.EXPOSES)));
            default -> Stream.of();
        };
    }

    private static Set<String> targets(Graph graph, GraphNode node, EdgeKind kind) {
        return graph.leaving(node.id(), kind).stream()
                .map(GraphEdge::to)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static ObjectNode event(GraphNode node, Set<String> inputs, Set<String> outputs) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("eventTime", node.sourceAt().map(Object::toString).orElse("1970-01-01T00:00:00Z"));
        event.put("producer", "https://sparkjoy.io").put("schemaURL", SCHEMA);
        named(event.putObject("job"), node.id());
        inputs.forEach(id -> named(event.withArray("/inputs").addObject(), id));
        outputs.forEach(id -> named(event.withArray("/outputs").addObject(), id));
        ArrayNode none = JsonNodeFactory.instance.arrayNode();
        if (inputs.isEmpty()) {
            event.set("inputs", none);
        }
        if (outputs.isEmpty()) {
            event.set("outputs", none.deepCopy());
        }
        return event;
    }

    /** A table of object storage has its bucket as namespace, as OpenLineage names it. */
    private static void named(ObjectNode target, String id) {
        String kind = id.replaceFirst(":.*", "");
        String rest = id.substring(kind.length() + 1);
        if (kind.equals("table") && rest.matches("\\w+://[^/]+/.+")) {
            int end = rest.indexOf('/', rest.indexOf("://") + 3);
            target.put("namespace", rest.substring(0, end)).put("name", rest.substring(end + 1));
        } else {
            target.put("namespace", kind).put("name", rest);
        }
    }
}
