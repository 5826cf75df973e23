package sparkjoy.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import sparkjoy.models.Finding;
import sparkjoy.models.GraphEdge;
import sparkjoy.models.GraphNode;
import sparkjoy.models.Impact;
import sparkjoy.models.ModelCatalog;
import sparkjoy.models.Timeline;
import sparkjoy.report.TextTable;
import sparkjoy.terminal.Printable;

/** Answers about the model graph as a terminal shows them. */
final class ModelsText {
    private ModelsText() {}

    static String list(List<GraphNode> nodes, ModelCatalog catalog) {
        if (nodes.isEmpty()) {
            return "The graph has no such node. Run joy models load; the specification declares its sources under"
                    + " models.sources.";
        }
        TextTable table = new TextTable("kind", "id", "owner", "relations", "source");
        nodes.forEach(node -> table.row(
                node.kind().text(),
                Printable.text(node.id()),
                Printable.text(node.owner().orElse("")),
                String.valueOf(catalog.degree(node)),
                Printable.text(node.source() + " " + node.sourceRef())));
        return table.toString();
    }

    static String impact(Impact impact) {
        if (impact.reached().isEmpty()) {
            return Printable.text(
                    "Nothing is known to depend on " + impact.start().id() + ".");
        }
        TextTable table = new TextTable("reach", "steps", "kind", "node", "because");
        impact.reached()
                .forEach(step -> table.row(
                        step.reach().name(),
                        String.valueOf(step.depth()),
                        step.node().kind().text(),
                        Printable.text(step.node().id()),
                        Printable.text(because(step.by()))));
        return Printable.text("What a change of " + impact.start().id() + " reaches") + "\n" + table;
    }

    /** The relation, what shows it, and where that is written. */
    static String because(GraphEdge edge) {
        return edge.from() + " " + edge.kind().text() + " " + edge.to() + ": " + edge.evidence() + " ("
                + edge.confidence() + ", " + edge.sourceRef() + ")";
    }

    static String history(Timeline timeline) {
        if (timeline.entries().isEmpty()) {
            return "Nothing is known to have served " + Printable.text(timeline.model()) + " then.";
        }
        TextTable table = new TextTable("from", "to", "what", "", "version", "evidence");
        timeline.entries()
                .forEach(entry -> table.row(
                        second(entry.from()),
                        entry.to().map(ModelsText::second).orElse("now"),
                        Printable.text(entry.what()),
                        entry.kind().text(),
                        Printable.text(entry.version()),
                        Printable.text(entry.evidence() + " (" + entry.sourceRef() + ")")));
        return Printable.text(timeline.model()) + "\n" + table;
    }

    private static String second(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    static String findings(List<Finding> findings) {
        return findings.isEmpty()
                ? "No problems found in the known models."
                : findings.stream()
                        .map(finding -> finding.check() + ": " + Printable.text(finding.message()) + ".\n  written at: "
                                + Printable.text(finding.evidence()) + "\n  next: " + Printable.text(finding.next()))
                        .collect(Collectors.joining("\n"));
    }
}
