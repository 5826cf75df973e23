package sparkjoy.models;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What an arm serves, and what the graph knows about it. What is only guessed is left out.
 *
 * @param id node of a version, alias or model
 */
record Served(Graph graph, String id) {

    List<String> versions() {
        return graph.versionsOf(id);
    }

    Optional<GraphNode> run() {
        return versions().stream()
                .flatMap(version -> graph.leaving(version, EdgeKind.PRODUCED_BY).stream())
                .map(edge -> graph.node(edge.to()))
                .findFirst();
    }

    Optional<Instant> trainedAt() {
        return run().flatMap(GraphNode::sourceAt).or(() -> versions().stream()
                .flatMap(version -> graph.node(version).sourceAt().stream())
                .findFirst());
    }

    /** Jobs that retrain the model of the versions. */
    List<String> jobs() {
        return versions().stream()
                .flatMap(version -> Stream.concat(
                        Stream.of(version),
                        graph.leaving(version, EdgeKind.VERSION_OF).stream().map(GraphEdge::to)))
                .flatMap(model -> sure(graph.reaching(model, EdgeKind.RETRAINS)))
                .map(GraphEdge::from)
                .distinct()
                .toList();
    }

    /** What serves one of the versions, by its number or by an alias. */
    List<LiveResult.Deployed> deployments() {
        Set<String> names = new LinkedHashSet<>(List.of(id));
        versions().forEach(version -> {
            names.add(version);
            graph.reaching(version, EdgeKind.ALIAS_OF).forEach(edge -> names.add(edge.from()));
        });
        return names.stream()
                .flatMap(name -> sure(graph.reaching(name, EdgeKind.SERVES)))
                .map(GraphEdge::from)
                .distinct()
                .map(deployment -> new LiveResult.Deployed(deployment, charts(deployment)))
                .toList();
    }

    private List<String> charts(String deployment) {
        return Stream.concat(
                        Stream.of(deployment),
                        graph.leaving(deployment, EdgeKind.PART_OF_RELEASE).stream()
                                .map(GraphEdge::to))
                .flatMap(owner -> graph.leaving(owner, EdgeKind.INSTANCE_OF).stream())
                .map(GraphEdge::to)
                .distinct()
                .toList();
    }

    private static Stream<GraphEdge> sure(List<GraphEdge> edges) {
        return edges.stream().filter(edge -> edge.confidence() != Confidence.GUESSED);
    }
}
