package sparkjoy.models;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What one reading of one source found.
 *
 * @param errors what could not be read, with file and line or REST path
 */
record Crawl(
        String source,
        String kind,
        Status status,
        List<GraphNode> nodes,
        List<GraphEdge> edges,
        List<Claim> claims,
        List<String> errors) {
    Crawl {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
        claims = List.copyOf(claims);
        errors = List.copyOf(errors);
    }

    /** The same with other names of files, wherever they are written. */
    Crawl placed(UnaryOperator<String> shown) {
        return new Crawl(
                source,
                kind,
                status,
                nodes.stream().map(node -> node.placed(shown)).toList(),
                edges.stream().map(edge -> edge.placed(shown)).toList(),
                claims.stream().map(claim -> claim.placed(shown)).toList(),
                errors.stream().map(shown).toList());
    }

    /** How much was read. */
    enum Status {
        OK,
        PARTIAL,
        FAILED
    }
}
