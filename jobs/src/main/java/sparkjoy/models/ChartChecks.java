package sparkjoy.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether what runs is what its chart says: the same tag of the same image. */
final class ChartChecks {
    private final Graph graph;
    /** Of each name the last chart whose images are known. */
    private final Map<String, String> known;

    ChartChecks(Graph graph) {
        this.graph = graph;
        this.known = graph.ofKind(NodeKind.HELM_CHART)
                .filter(chart -> !graph.leaving(chart.id(), EdgeKind.RUNS_IMAGE).isEmpty())
                .collect(Collectors.toMap(GraphNode::name, GraphNode::id, (earlier, later) -> later));
    }

    List<Finding> all() {
        List<Finding> found = new ArrayList<>();
        graph.ofKind(NodeKind.DEPLOYMENT).forEach(deployment -> deployment(deployment, found));
        return found;
    }

    private void deployment(GraphNode deployment, List<Finding> found) {
        List<String> instances = Stream.concat(
                        Stream.of(deployment.id()),
                        graph.leaving(deployment.id(), EdgeKind.PART_OF_RELEASE).stream()
                                .map(GraphEdge::to))
                .toList();
        instances.stream()
                .flatMap(id -> graph.leaving(id, EdgeKind.INSTANCE_OF).stream())
                .map(GraphEdge::to)
                .distinct()
                .forEach(chart -> compare(deployment, chart, found));
    }

    private void compare(GraphNode deployment, String chart, List<Finding> found) {
        Map<String, GraphEdge> declared = images(declared(chart));
        images(List.of(deployment.id())).forEach((repository, live) -> {
            GraphEdge wanted = declared.get(repository);
            if (wanted != null && !wanted.to().equals(live.to())) {
                found.add(new Finding(
                        Finding.Check.CHART_DRIFT,
                        deployment.id(),
                        deployment.id() + " runs " + live.to() + ", and its chart " + wanted.from() + " says "
                                + wanted.to(),
                        live.sourceRef() + ", " + wanted.sourceRef(),
                        "Deploy the chart again, or bring its values up to date."));
            }
        });
    }

    /** The chart itself where its images are known, else the newest of its name of which they are. */
    private List<String> declared(String chart) {
        return graph.leaving(chart, EdgeKind.RUNS_IMAGE).isEmpty()
                ? Optional.ofNullable(known.get(graph.node(chart).name())).stream()
                        .toList()
                : List.of(chart);
    }

    /** By repository; one that is there with several tags is left out. */
    private Map<String, GraphEdge> images(List<String> ids) {
        Map<String, GraphEdge> byRepository = new TreeMap<>();
        List<String> several = new ArrayList<>();
        ids.stream()
                .flatMap(id -> graph.leaving(id, EdgeKind.RUNS_IMAGE).stream())
                .forEach(edge -> {
                    String repository = graph.node(edge.to()).name();
                    GraphEdge earlier = byRepository.putIfAbsent(repository, edge);
                    if (earlier != null && !earlier.to().equals(edge.to())) {
                        several.add(repository);
                    }
                });
        several.forEach(byRepository::remove);
        return byRepository;
    }
}
