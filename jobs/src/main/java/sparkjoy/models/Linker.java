package sparkjoy.models;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Finds the second node of each claim among the nodes that are known. */
final class Linker {
    private final ModelIndex models;
    private final OtherIndex others;

    /**
     * @param current nodes as they are now
     * @param gone nodes of versions that a registry had once: what still runs them is shown
     * @param registries names of the sources that are registries
     */
    Linker(Collection<GraphNode> current, Collection<GraphNode> gone, List<String> registries) {
        this.models = new ModelIndex(current, gone, registries);
        this.others = new OtherIndex(current);
    }

    /** The edges of a crawl: those that it found, and those that its claims lead to; the surest of equal ones. */
    List<GraphEdge> edges(Crawl crawl) {
        Map<String, GraphEdge> found = new LinkedHashMap<>();
        Stream.concat(
                        crawl.edges().stream(),
                        crawl.claims().stream().flatMap(claim -> resolved(claim, crawl.source()).stream()))
                .sorted(Comparator.comparing(GraphEdge::confidence))
                .forEach(edge -> found.putIfAbsent(edge.key(), edge));
        return List.copyOf(found.values());
    }

    private List<GraphEdge> resolved(Claim claim, String source) {
        List<GraphEdge> edges = new ArrayList<>();
        for (OtherIndex.Match match : matches(claim)) {
            String from = claim.isReversed() ? match.id() : claim.node();
            String to = claim.isReversed() ? claim.node() : match.id();
            String evidence = match.way().isEmpty() ? claim.evidence() : claim.evidence() + " = " + match.way();
            edges.add(new GraphEdge(from, claim.kind(), to, evidence, claim.confidence(), source, claim.sourceRef()));
        }
        return edges;
    }

    private List<OtherIndex.Match> matches(Claim claim) {
        Target target = claim.target();
        if (target instanceof Target.Job || target instanceof Target.Deployment || target instanceof Target.Route) {
            return others.matches(target);
        }
        boolean mayBeMissing = claim.confidence() != Confidence.GUESSED;
        List<String> ids = claim.kind() == EdgeKind.RETRAINS && target instanceof Target.Model model
                ? models.models(model.name(), mayBeMissing)
                : models.versions(target, mayBeMissing);
        return ids.stream().map(id -> new OtherIndex.Match(id, "")).toList();
    }
}
