package sparkjoy.models;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is known of one model.
 *
 * @param versions the newest first
 * @param jobs that retrain it
 * @param serving deployments and charts that serve it
 * @param results of the arms that serve it, from gold
 */
public record ModelStory(
        String id,
        String name,
        Optional<String> owner,
        List<Version> versions,
        List<Job> jobs,
        List<Serving> serving,
        List<LiveResult> results,
        List<Finding> findings) {

    /** One version: who calls it how, and which run made it. */
    public record Version(
            String id,
            String version,
            List<String> aliases,
            Optional<String> stage,
            Optional<Instant> createdAt,
            Optional<String> run,
            Map<String, String> metrics) {}

    /** One job that retrains the model. */
    public record Job(
            String id,
            Optional<String> schedule,
            Optional<String> lastSuccess,
            Confidence confidence,
            String evidence,
            String sourceRef) {}

    /** One thing that serves a version; a missing version is not in the registry. */
    public record Serving(
            String id,
            String serves,
            boolean isMissing,
            List<String> releases,
            List<String> charts,
            List<String> images,
            List<String> apis,
            Confidence confidence,
            String evidence,
            String sourceRef) {}

    static ModelStory of(Graph graph, GraphNode model, List<Finding> findings, List<LiveResult> results) {
        List<Version> versions = graph.reaching(model.id(), EdgeKind.VERSION_OF).stream()
                .map(edge -> graph.node(edge.from()))
                .distinct()
                .map(node -> version(graph, node))
                .sorted(Comparator.comparing((Version version) -> number(version.version()))
                        .reversed())
                .toList();
        List<Job> jobs = graph.reaching(model.id(), EdgeKind.RETRAINS).stream()
                .map(edge -> job(graph, edge))
                .toList();
        List<Serving> serving = Neighbourhood.of(graph, model.id()).stream()
                .flatMap(id -> graph.leaving(id, EdgeKind.SERVES).stream())
                .filter(edge -> belongs(graph, edge.to(), model.id()))
                .map(edge -> serving(graph, edge))
                .toList();
        return new ModelStory(model.id(), model.name(), model.owner(), versions, jobs, serving, results, findings);
    }

    private static boolean belongs(Graph graph, String id, String model) {
        return graph.versionsOf(id).stream()
                .anyMatch(version -> version.equals(model) || version.startsWith(model + "@"));
    }

    private static Version version(Graph graph, GraphNode node) {
        Optional<GraphNode> run = graph.leaving(node.id(), EdgeKind.PRODUCED_BY).stream()
                .map(edge -> graph.node(edge.to()))
                .findFirst();
        Map<String, String> metrics = new TreeMap<>();
        run.ifPresent(found -> found.attributes().forEach((key, value) -> {
            if (key.startsWith("metric.")) {
                metrics.put(key.substring("metric.".length()), value);
            }
        }));
        return new Version(
                node.id(),
                node.version().orElse(""),
                graph.reaching(node.id(), EdgeKind.ALIAS_OF).stream()
                        .map(edge -> graph.node(edge.from()).attribute("alias"))
                        .toList(),
                Optional.of(node.attribute("stage")).filter(text -> !text.isEmpty()),
                node.sourceAt(),
                run.map(GraphNode::id),
                metrics);
    }

    private static Job job(Graph graph, GraphEdge edge) {
        GraphNode job = graph.node(edge.from());
        return new Job(
                job.id(),
                Optional.ofNullable(job.attributes().get("schedule")),
                Optional.ofNullable(job.attributes().get("last_success")),
                edge.confidence(),
                edge.evidence(),
                edge.sourceRef());
    }

    private static Serving serving(Graph graph, GraphEdge edge) {
        List<String> releases = targets(graph, List.of(edge.from()), EdgeKind.PART_OF_RELEASE);
        List<String> owners = new ArrayList<>(releases);
        owners.add(edge.from());
        return new Serving(
                edge.from(),
                edge.to(),
                graph.versionsOf(edge.to()).stream().anyMatch(graph::isMissing),
                releases,
                targets(graph, owners, EdgeKind.INSTANCE_OF),
                targets(graph, List.of(edge.from()), EdgeKind.RUNS_IMAGE),
                targets(graph, List.of(edge.from()), EdgeKind.EXPOSES),
                edge.confidence(),
                edge.evidence(),
                edge.sourceRef());
    }

    private static List<String> targets(Graph graph, List<String> ids, EdgeKind kind) {
        return ids.stream()
                .flatMap(id -> graph.leaving(id, kind).stream())
                .map(GraphEdge::to)
                .distinct()
                .collect(Collectors.toList());
    }

    /** Versions of MLflow are numbers; others are ordered by their first number. */
    static long number(String version) {
        return Stream.of(version.replaceAll("\\D.*", ""))
                .filter(text -> text.matches("\\d{1,18}"))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(-1);
    }
}
