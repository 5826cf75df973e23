package sparkjoy.models;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is drawn of a model: the most telling nodes of its neighbourhood, and the edges among them.
 *
 * @param nodes the model first, then by how close they are to what is served
 * @param leftOut nodes of the neighbourhood that are too many to be drawn
 */
public record ModelPicture(List<GraphNode> nodes, List<GraphEdge> edges, int leftOut) {
    /** More are not readable. */
    static final int MOST_NODES = 60;

    private static final Map<NodeKind, Integer> RANKS = Map.of(
            NodeKind.MODEL, 0,
            NodeKind.HELM_RELEASE, 2,
            NodeKind.HELM_CHART, 2,
            NodeKind.OWNER, 2,
            NodeKind.IMAGE, 3,
            NodeKind.API_OPERATION, 3,
            NodeKind.TABLE, 4);
    private static final int SERVED = 1;
    private static final int RUN_OF_SERVED = 2;
    private static final int NOT_SERVED = 5;

    /** Of a model, at most so many nodes. */
    static ModelPicture of(Graph graph, String model, int most) {
        Set<String> near = Neighbourhood.of(graph, model);
        List<String> drawn = near.stream()
                .map(id -> new Ranked(id, rank(graph, id), version(graph, id)))
                .sorted(Comparator.comparingInt(Ranked::rank)
                        .thenComparing(Ranked::version, Comparator.reverseOrder())
                        .thenComparing(Ranked::id))
                .map(Ranked::id)
                .limit(most)
                .toList();
        return new ModelPicture(
                drawn.stream().map(graph::node).toList(), edges(graph, Set.copyOf(drawn)), near.size() - drawn.size());
    }

    /** A node by how early it is drawn; of versions the newest first. */
    private record Ranked(String id, int rank, long version) {}

    private static List<GraphEdge> edges(Graph graph, Collection<String> drawn) {
        return graph.edges().stream()
                .filter(edge -> drawn.contains(edge.from()) && drawn.contains(edge.to()))
                .toList();
    }

    private static int rank(Graph graph, String id) {
        GraphNode node = graph.node(id);
        return switch (node.kind()) {
            case MODEL_VERSION -> isServed(graph, id) ? SERVED : NOT_SERVED;
            case TRAINING_RUN ->
                graph.reaching(id, EdgeKind.PRODUCED_BY).stream().anyMatch(edge -> isServed(graph, edge.from()))
                        ? RUN_OF_SERVED
                        : NOT_SERVED + 1;
            default -> RANKS.getOrDefault(node.kind(), SERVED);
        };
    }

    private static boolean isServed(Graph graph, String version) {
        return !graph.reaching(version).isEmpty();
    }

    private static long version(Graph graph, String id) {
        GraphNode node = graph.node(id);
        return node.kind() == NodeKind.MODEL_VERSION
                ? ModelStory.number(node.version().orElse(""))
                : -1;
    }
}
