package sparkjoy.models;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The graph as it was at a time, in memory: nodes by id, and the edges that leave and reach each. */
public final class Graph {
    private final Map<String, GraphNode> nodes = new TreeMap<>();
    private final List<GraphEdge> edges = new ArrayList<>();
    private final Map<String, List<GraphEdge>> leaving = new LinkedHashMap<>();
    private final Map<String, List<GraphEdge>> reaching = new LinkedHashMap<>();

    Graph(Collection<GraphNode> nodes, Collection<GraphEdge> edges) {
        nodes.forEach(node -> this.nodes.merge(node.id(), node, Graph::merged));
        edges.stream()
                .sorted(java.util.Comparator.comparing(GraphEdge::confidence)
                        .thenComparing(GraphEdge::from)
                        .thenComparing(GraphEdge::to)
                        .thenComparing(GraphEdge::source))
                .forEach(edge -> {
                    this.edges.add(edge);
                    leaving.computeIfAbsent(edge.from(), id -> new ArrayList<>())
                            .add(edge);
                    reaching.computeIfAbsent(edge.to(), id -> new ArrayList<>()).add(edge);
                });
    }

    static Graph at(Instant time, List<Dated<GraphNode>> nodes, List<Dated<GraphEdge>> edges) {
        return new Graph(
                nodes.stream().filter(row -> row.isAt(time)).map(Dated::value).toList(),
                edges.stream().filter(row -> row.isAt(time)).map(Dated::value).toList());
    }

    /** Of two descriptions the one that says more leads. */
    private static GraphNode merged(GraphNode one, GraphNode other) {
        boolean isFirst = one.attributes().size() >= other.attributes().size();
        GraphNode main = isFirst ? one : other;
        GraphNode second = isFirst ? other : one;
        Map<String, String> attributes = new TreeMap<>(second.attributes());
        attributes.putAll(main.attributes());
        return main.with(attributes).ownedBy(main.owner().or(second::owner));
    }

    public Collection<GraphNode> nodes() {
        return nodes.values();
    }

    public List<GraphEdge> edges() {
        return List.copyOf(edges);
    }

    Optional<GraphNode> find(String id) {
        return Optional.ofNullable(nodes.get(id));
    }

    /** A node; of an id that only edges name, a node of that id alone. */
    GraphNode node(String id) {
        return find(id).orElseGet(() -> GraphNode.of(kindOf(id), id, id.replaceFirst("^[a-z0-9]+:", "")));
    }

    boolean isMissing(String id) {
        return !nodes.containsKey(id);
    }

    List<GraphEdge> leaving(String id) {
        return leaving.getOrDefault(id, List.of());
    }

    List<GraphEdge> leaving(String id, EdgeKind kind) {
        return leaving(id).stream().filter(edge -> edge.kind() == kind).toList();
    }

    List<GraphEdge> reaching(String id) {
        return reaching.getOrDefault(id, List.of());
    }

    List<GraphEdge> reaching(String id, EdgeKind kind) {
        return reaching(id).stream().filter(edge -> edge.kind() == kind).toList();
    }

    Stream<GraphNode> ofKind(NodeKind kind) {
        return nodes.values().stream().filter(node -> node.kind() == kind);
    }

    /** These nodes and the edges among them. */
    Graph part(Set<String> ids) {
        Set<String> kept = new TreeSet<>(ids);
        return new Graph(
                nodes.values().stream().filter(node -> kept.contains(node.id())).toList(),
                edges.stream()
                        .filter(edge -> kept.contains(edge.from()) && kept.contains(edge.to()))
                        .toList());
    }

    /** Versions, aliases or models that an edge's target stands for: of an alias the version that it is of. */
    List<String> versionsOf(String id) {
        List<GraphEdge> aliased = leaving(id, EdgeKind.ALIAS_OF);
        return aliased.isEmpty()
                ? List.of(id)
                : aliased.stream().map(GraphEdge::to).toList();
    }

    static NodeKind kindOf(String id) {
        if (id.startsWith("model:")) {
            return id.contains("@") ? NodeKind.MODEL_VERSION : NodeKind.MODEL;
        }
        return switch (id.replaceFirst(":.*", "")) {
            case "alias" -> NodeKind.MODEL_ALIAS;
            case "run" -> NodeKind.TRAINING_RUN;
            case "job" -> NodeKind.TRAINING_JOB;
            case "helm" -> NodeKind.HELM_RELEASE;
            case "chart" -> NodeKind.HELM_CHART;
            case "image" -> NodeKind.IMAGE;
            case "api" -> id.contains("#") ? NodeKind.API_OPERATION : NodeKind.API;
            case "exp" -> NodeKind.EXPERIMENT;
            case "arm" -> NodeKind.ARM;
            case "table" -> NodeKind.TABLE;
            case "owner" -> NodeKind.OWNER;
            default -> NodeKind.DEPLOYMENT;
        };
    }
}
