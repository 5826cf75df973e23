package sparkjoy.models;

import java.util.List;

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

    /** How much was read. */
    enum Status {
        OK,
        PARTIAL,
        FAILED
    }
}
