package sparkjoy.models;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether what is deployed exists and is still meant to be served.
 *
 * @param registries those that were read in full once
 */
record ServingChecks(Graph graph, Set<String> registries) {
    private static final Set<EdgeKind> NAMING = Set.of(EdgeKind.SERVES, EdgeKind.ARM_SERVES, EdgeKind.RETRAINS);
    private static final Set<String> RETIRED = Set.of("retired", "archived", "deprecated");

    List<Finding> all() {
        List<Finding> found = new ArrayList<>();
        Map<String, Set<String>> targets = new LinkedHashMap<>();
        List<GraphEdge> sure = graph.edges().stream()
                .filter(edge -> NAMING.contains(edge.kind()) && edge.confidence() != Confidence.GUESSED)
                .toList();
        sure.forEach(edge ->
                targets.computeIfAbsent(text(edge), text -> new TreeSet<>()).add(edge.to()));
        for (GraphEdge edge : sure) {
            Set<String> all = targets.get(text(edge));
            if (all.size() > 1) {
                ambiguous(edge, all, found);
            } else {
                unknown(edge).ifPresentOrElse(found::add, () -> retired(edge, found));
            }
        }
        return found;
    }

    /** One text that says one thing. */
    private static String text(GraphEdge edge) {
        return String.join("\u0000", edge.from(), edge.kind().name(), edge.sourceRef(), edge.evidence());
    }

    private void ambiguous(GraphEdge edge, Set<String> all, List<Finding> found) {
        found.add(new Finding(
                Finding.Check.AMBIGUOUS,
                edge.from(),
                edge.from() + " " + edge.kind().text() + " one of " + all.size() + ": " + String.join(", ", all)
                        + ", and its text fits each (" + edge.evidence() + ")",
                edge.sourceRef(),
                "Name the version: set the labels model and model-version, or models:/NAME/VERSION."));
    }

    private Optional<Finding> unknown(GraphEdge edge) {
        boolean isAliasGone = graph.isMissing(edge.to());
        Optional<String> missing = isAliasGone
                ? Optional.of(edge.to())
                : graph.versionsOf(edge.to()).stream().filter(graph::isMissing).findFirst();
        return missing.filter(id -> registries.stream().anyMatch(registry -> id.contains(":mlflow/" + registry + "/")))
                .map(id -> new Finding(
                        Finding.Check.UNKNOWN_MODEL,
                        edge.from(),
                        edge.from() + " " + edge.kind().text() + " " + id + ", which its registry does not have ("
                                + edge.evidence() + ")",
                        edge.sourceRef(),
                        "Correct the name, or deploy a version that the registry has: joy models list --kind"
                                + " model_version."));
    }

    private void retired(GraphEdge edge, List<Finding> found) {
        if (edge.kind() != EdgeKind.SERVES) {
            return;
        }
        for (String version : graph.versionsOf(edge.to())) {
            graph.find(version)
                    .flatMap(this::reason)
                    .ifPresent(reason -> found.add(new Finding(
                            Finding.Check.DEPLOYS_RETIRED,
                            edge.from(),
                            edge.from() + " serves " + version + ", " + reason + " (" + edge.evidence() + ")",
                            edge.sourceRef(),
                            "Deploy the current version, or give this one an alias if it is meant to stay.")));
        }
    }

    /** Why a version is no longer meant to be served; empty where it is. */
    private Optional<String> reason(GraphNode version) {
        if (version.kind() != NodeKind.MODEL_VERSION) {
            return Optional.empty();
        }
        if (version.attribute("stage").equalsIgnoreCase("Archived")) {
            return Optional.of("whose stage is Archived");
        }
        if (RETIRED.contains(version.attribute("tag.status").toLowerCase(java.util.Locale.ROOT))) {
            return Optional.of("whose tag status is " + version.attribute("tag.status"));
        }
        boolean isNamed = !graph.reaching(version.id(), EdgeKind.ALIAS_OF).isEmpty();
        return isNamed ? Optional.empty() : champion(version);
    }

    private Optional<String> champion(GraphNode version) {
        String model = version.id().substring(0, version.id().lastIndexOf('@'));
        String alias = model.replaceFirst("^model:", "alias:") + "/champion";
        return graph.leaving(alias, EdgeKind.ALIAS_OF).stream()
                .map(edge -> edge.to().substring(edge.to().lastIndexOf('@') + 1))
                .filter(number -> ModelStory.number(number)
                        > ModelStory.number(version.version().orElse("")))
                .map(number -> "which has no alias, and the champion is version " + number)
                .findFirst();
    }
}
