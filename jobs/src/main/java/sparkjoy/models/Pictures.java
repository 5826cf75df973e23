package sparkjoy.models;

import java.util.Locale;
import java.util.Map;
import sparkjoy.error.UserError;

/** The graph for tools that draw: Mermaid and Graphviz. A guessed relation is dotted. */
final class Pictures {
    /** Mermaid's own limit: it draws nothing of a graph with more. */
    private static final int MOST_EDGES = 500;

    private Pictures() {}

    /** With a note of how many nodes are not drawn, where there are such. */
    static String mermaid(ModelPicture picture) {
        String drawn = mermaid(Drawn.of(new Graph(picture.nodes(), picture.edges())));
        return picture.leftOut() == 0
                ? drawn
                : drawn + String.format(Locale.ROOT, "  more[\"%,d more nodes are not drawn\"]%n", picture.leftOut());
    }

    static String mermaid(Drawn drawn) {
        if (drawn.edges().size() > MOST_EDGES) {
            throw new UserError(String.format(
                    Locale.ROOT,
                    "The graph has %,d relations, and Mermaid draws at most %,d. Name a model, as in joy models export"
                            + " home_ranking, or use --format dot or graphml.",
                    drawn.edges().size(),
                    MOST_EDGES));
        }
        Map<String, String> names = drawn.numbered();
        StringBuilder text = new StringBuilder("flowchart LR\n");
        drawn.nodes().forEach((id, node) -> text.append("  ")
                .append(names.get(id))
                .append("[\"")
                .append(mermaid(label(node)))
                .append("\"]\n"));
        drawn.edges().forEach(edge -> text.append("  ")
                .append(names.get(edge.from()))
                .append(isGuess(edge) ? " -.->|" : " -->|")
                .append(mermaid(edge.kind().text()))
                .append("| ")
                .append(names.get(edge.to()))
                .append('\n'));
        return text.toString();
    }

    static String dot(Drawn drawn) {
        Map<String, String> names = drawn.numbered();
        StringBuilder text = new StringBuilder("digraph models {\n  rankdir=LR;\n  node [shape=box];\n");
        drawn.nodes()
                .forEach((id, node) ->
                        text.append(String.format("  %s [label=%s];%n", names.get(id), quoted(label(node)))));
        drawn.edges()
                .forEach(edge -> text.append(String.format(
                        "  %s -> %s [label=%s%s];%n",
                        names.get(edge.from()),
                        names.get(edge.to()),
                        quoted(edge.kind().text()),
                        isGuess(edge) ? ", style=dotted" : "")));
        return text.append("}\n").toString();
    }

    private static String label(GraphNode node) {
        return node.kind().text().replace('_', ' ') + ": " + node.name()
                + node.version()
                        .filter(version -> !version.isEmpty())
                        .map(version -> " " + version)
                        .orElse("");
    }

    private static boolean isGuess(GraphEdge edge) {
        return edge.confidence() == Confidence.GUESSED;
    }

    /** Mermaid has entities in place of what would end a label. */
    private static String mermaid(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(point -> {
            if (Character.isLetterOrDigit(point) || " -_./:,@".indexOf(point) >= 0) {
                escaped.appendCodePoint(point);
            } else {
                escaped.append('#').append(point).append(';');
            }
        });
        return escaped.toString();
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", " ") + '"';
    }
}
