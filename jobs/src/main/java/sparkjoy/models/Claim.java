package sparkjoy.models;

import java.util.function.UnaryOperator;

/**
 * A relation whose second node is not known yet: a text says what it is about, and the rest of the graph says which node
 * that is.
 *
 * @param node the node that is known
 * @param isReversed the known node is the second of the edge
 */
record Claim(
        String node,
        EdgeKind kind,
        Target target,
        boolean isReversed,
        String evidence,
        Confidence confidence,
        String sourceRef) {

    /** The same with other names of files, wherever they are written. */
    Claim placed(UnaryOperator<String> shown) {
        return new Claim(node, kind, target, isReversed, shown.apply(evidence), confidence, shown.apply(sourceRef));
    }
}
