package sparkjoy.models;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a change of a node reaches.
 *
 * @param start the node that changes
 * @param reached in the order in which it is reached
 */
public record Impact(GraphNode start, List<Step> reached) {
    /** Where it belongs to, seen from what is affected. */
    private static final Set<EdgeKind> UPWARD = Set.of(
            EdgeKind.SERVES,
            EdgeKind.ALIAS_OF,
            EdgeKind.VERSION_OF,
            EdgeKind.ARM_SERVES,
            EdgeKind.PART_OF_RELEASE,
            EdgeKind.INSTANCE_OF,
            EdgeKind.PRODUCED_BY,
            EdgeKind.EXPOSES,
            EdgeKind.OWNED_BY);

    private static final Set<EdgeKind> DOWNWARD =
            Set.of(EdgeKind.RETRAINS, EdgeKind.ALIAS_OF, EdgeKind.ARM_SERVES, EdgeKind.HAS_ARM);

    /** How close a node is to the change. */
    public enum Reach {
        /** It depends on what changes. */
        AFFECTED,
        /** It belongs to something that does: its model, job, chart, arm or owner. */
        RELATED
    }

    /**
     * One node that is reached.
     *
     * @param depth edges from the start
     * @param by the edge over which it is reached
     */
    public record Step(GraphNode node, Reach reach, int depth, GraphEdge by) {}

    /** Walks from a node to all that depends on it, and from there to what that belongs to. */
    static Impact of(Graph graph, GraphNode start, int depth) {
        Map<String, Step> reached = new LinkedHashMap<>();
        walk(graph, start.id(), Reach.AFFECTED, depth, reached);
        walk(graph, start.id(), Reach.RELATED, depth, reached);
        return new Impact(start, List.copyOf(reached.values()));
    }

    private static void walk(Graph graph, String start, Reach reach, int depth, Map<String, Step> reached) {
        Deque<String> waiting = new ArrayDeque<>();
        waiting.add(start);
        if (reach == Reach.RELATED) {
            waiting.addAll(reached.keySet());
        }
        while (!waiting.isEmpty()) {
            String id = waiting.remove();
            int next = Optional.ofNullable(reached.get(id)).map(Step::depth).orElse(0) + 1;
            if (next > depth) {
                continue;
            }
            for (GraphEdge edge : reach == Reach.AFFECTED ? affected(graph, id) : related(graph, id)) {
                String other = edge.from().equals(id) ? edge.to() : edge.from();
                if (!other.equals(start) && !reached.containsKey(other)) {
                    reached.put(other, new Step(graph.node(other), reach, next, edge));
                    waiting.add(other);
                }
            }
        }
    }

    private static List<GraphEdge> affected(Graph graph, String id) {
        List<GraphEdge> edges = new ArrayList<>();
        graph.leaving(id).stream().filter(edge -> edge.kind().isImpactForward()).forEach(edges::add);
        graph.reaching(id).stream()
                .filter(edge -> !edge.kind().isImpactForward())
                .forEach(edges::add);
        return edges;
    }

    private static List<GraphEdge> related(Graph graph, String id) {
        List<GraphEdge> edges = new ArrayList<>();
        graph.leaving(id).stream().filter(edge -> UPWARD.contains(edge.kind())).forEach(edges::add);
        graph.reaching(id).stream()
                .filter(edge -> DOWNWARD.contains(edge.kind()))
                .forEach(edges::add);
        return edges;
    }
}
