package sparkjoy.models;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.TreeSet;

/** What belongs to one model: its versions, aliases, runs and jobs, and whatever serves, exposes, holds or owns these. */
final class Neighbourhood {
    private static final Set<EdgeKind> TO_MODEL = Set.of(
            EdgeKind.VERSION_OF,
            EdgeKind.ALIAS_OF,
            EdgeKind.SERVES,
            EdgeKind.ARM_SERVES,
            EdgeKind.RETRAINS,
            EdgeKind.HAS_ARM);

    private Neighbourhood() {}

    /** The ids of the model and of all that belongs to it. */
    static Set<String> of(Graph graph, String model) {
        Set<String> inside = new TreeSet<>(Set.of(model));
        Deque<String> waiting = new ArrayDeque<>(inside);
        while (!waiting.isEmpty()) {
            graph.reaching(waiting.remove()).stream()
                    .filter(edge -> TO_MODEL.contains(edge.kind()))
                    .map(GraphEdge::from)
                    .filter(inside::add)
                    .forEach(waiting::add);
        }
        Set<String> all = new TreeSet<>(inside);
        inside.forEach(id -> outward(graph, id, all));
        return all;
    }

    /** What these run, expose, read or were made by, up to the jobs that write tables; other models of the same deployment or experiment stay out. */
    private static void outward(Graph graph, String id, Set<String> all) {
        for (GraphEdge edge : graph.leaving(id)) {
            boolean isOther = TO_MODEL.contains(edge.kind()) || edge.kind() == EdgeKind.HAS_ARM;
            boolean isUpstream =
                    edge.kind() == EdgeKind.PRODUCED_BY && edge.from().startsWith("table:");
            if (!isOther && all.add(edge.to()) && !isUpstream) {
                outward(graph, edge.to(), all);
            }
        }
        graph.reaching(id, EdgeKind.OPERATION_OF).forEach(edge -> all.add(edge.from()));
    }
}
