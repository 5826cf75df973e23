package sparkjoy.models;

import java.util.function.UnaryOperator;

/**
 * One relation, as one source shows it.
 *
 * @param evidence what shows it
 * @param sourceRef where that is written: file:line, a REST path, or a key of the specification
 */
public record GraphEdge(
        String from,
        EdgeKind kind,
        String to,
        String evidence,
        Confidence confidence,
        String source,
        String sourceRef) {

    /** The same with other names of files, wherever they are written. */
    GraphEdge placed(UnaryOperator<String> shown) {
        return new GraphEdge(from, kind, to, shown.apply(evidence), confidence, source, shown.apply(sourceRef));
    }

    /** What makes it the same relation at another time. */
    String key() {
        return String.join("\u0000", from, kind.name(), to, source);
    }
}
