package sparkjoy.models;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Predicate;
import sparkjoy.error.UserError;
import sparkjoy.spec.Nearest;

/** Finds the node that a person means: by its id, or by a part of it that only one node has. */
record NodeNames(Graph graph, Predicate<GraphNode> meant, String what) {
    private static final int MOST_SHOWN = 8;

    static NodeNames ofAny(Graph graph) {
        return new NodeNames(graph, node -> true, "node");
    }

    static NodeNames ofModels(Graph graph) {
        return new NodeNames(graph, node -> node.kind() == NodeKind.MODEL, "model");
    }

    GraphNode find(String name) {
        List<GraphNode> nodes = graph.nodes().stream().filter(meant).toList();
        for (Predicate<GraphNode> rule : List.<Predicate<GraphNode>>of(
                node -> node.id().equals(name),
                node -> node.id().equalsIgnoreCase(name),
                node -> prefixed(node).equalsIgnoreCase(name),
                node -> node.name().equalsIgnoreCase(name) && node.kind() == NodeKind.MODEL,
                node -> node.name().equalsIgnoreCase(name) && node.kind() != NodeKind.MODEL_VERSION,
                node -> ends(node.id(), name))) {
            List<GraphNode> found = nodes.stream().filter(rule).toList();
            if (found.size() == 1) {
                return found.get(0);
            }
            if (found.size() > 1) {
                throw new UserError(name + " may be one of " + found.size() + " nodes: " + listed(found)
                        + ". Write one of these ids.");
            }
        }
        throw new UserError(missing(name, nodes));
    }

    /** The id without registry, cluster or namespace: `model:home_ranking@7`. */
    private static String prefixed(GraphNode node) {
        String kind = node.id().replaceFirst(":.*", "");
        return kind + ":" + node.id().replaceFirst("^[^:]*:", "").replaceFirst("^.*/", "");
    }

    private static boolean ends(String id, String name) {
        String lower = id.toLowerCase(Locale.ROOT);
        String end = name.toLowerCase(Locale.ROOT);
        return lower.endsWith("/" + end) || lower.endsWith(":" + end);
    }

    private String missing(String name, List<GraphNode> nodes) {
        if (nodes.isEmpty()) {
            return "The graph has no " + what + ". Run joy models load; the specification declares its sources under"
                    + " models.sources.";
        }
        Collection<String> names = new TreeSet<>();
        nodes.forEach(node -> {
            names.add(node.id());
            names.add(node.name());
        });
        return "There is no " + what + " " + name + Nearest.hint(name, names).replaceAll(" Valid: .*", "")
                + ". joy models list shows all.";
    }

    private static String listed(List<GraphNode> found) {
        return found.stream()
                        .limit(MOST_SHOWN)
                        .map(GraphNode::id)
                        .reduce((one, two) -> one + ", " + two)
                        .orElse("")
                + (found.size() > MOST_SHOWN ? ", …" : "");
    }
}
