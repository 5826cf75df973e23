package sparkjoy.models;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Collects what a reader finds in one source, without secrets; of the same node or edge found twice the first counts. */
final class Findings {
    private final String source;
    private final String kind;
    private final Map<String, GraphNode> nodes = new LinkedHashMap<>();
    private final Map<String, GraphEdge> edges = new LinkedHashMap<>();
    private final Set<Claim> claims = new LinkedHashSet<>();
    private final List<String> errors = new ArrayList<>();
    private boolean isFailed;

    Findings(String source, String kind) {
        this.source = source;
        this.kind = kind;
    }

    String source() {
        return source;
    }

    /** Notes a node; false where the source has described it already. */
    boolean node(GraphNode node, String sourceRef) {
        GraphNode placed = node.from(source, sourceRef).redacted();
        boolean isNew = nodes.putIfAbsent(placed.id(), placed) == null;
        if (isNew) {
            placed.owner().ifPresent(owner -> owner(placed.id(), owner, sourceRef));
        }
        return isNew;
    }

    /** Adds attributes to a node that was noted before. */
    void describe(String id, Map<String, String> attributes) {
        nodes.computeIfPresent(
                Redaction.text(id), (same, node) -> node.with(attributes).redacted());
    }

    Optional<GraphNode> find(String id) {
        return Optional.ofNullable(nodes.get(Redaction.text(id)));
    }

    List<GraphNode> nodes() {
        return List.copyOf(nodes.values());
    }

    void edge(String from, EdgeKind edge, String to, String evidence, Confidence confidence, String sourceRef) {
        GraphEdge found = new GraphEdge(
                Redaction.text(from),
                edge,
                Redaction.text(to),
                Redaction.text(evidence),
                confidence,
                source,
                sourceRef);
        edges.putIfAbsent(found.key(), found);
    }

    /** Notes a relation from a known node to what a text refers to. */
    void claim(String node, EdgeKind edge, Target target, String evidence, Confidence confidence, String sourceRef) {
        claims.add(
                new Claim(Redaction.text(node), edge, target, false, Redaction.text(evidence), confidence, sourceRef));
    }

    /** Notes a relation to a known node from what a text refers to. */
    void claimBy(Target target, EdgeKind edge, String node, String evidence, Confidence confidence, String sourceRef) {
        claims.add(
                new Claim(Redaction.text(node), edge, target, true, Redaction.text(evidence), confidence, sourceRef));
    }

    void owner(String node, String owner, String sourceRef) {
        String id = "owner:" + owner;
        node(GraphNode.of(NodeKind.OWNER, id, owner), sourceRef);
        edge(node, EdgeKind.OWNED_BY, id, "owner " + owner, Confidence.DECLARED, sourceRef);
    }

    /** Notes what could not be read; reading goes on. */
    void error(String place, String reason) {
        errors.add(Redaction.text(place + ": " + reason));
    }

    /** Nothing of the source could be read. */
    void failed(String place, String reason) {
        error(place, reason);
        isFailed = true;
    }

    boolean isFailed() {
        return isFailed;
    }

    Crawl crawl() {
        Crawl.Status status =
                isFailed ? Crawl.Status.FAILED : errors.isEmpty() ? Crawl.Status.OK : Crawl.Status.PARTIAL;
        return new Crawl(
                source,
                kind,
                status,
                List.copyOf(nodes.values()),
                List.copyOf(edges.values()),
                List.copyOf(claims),
                errors);
    }
}
