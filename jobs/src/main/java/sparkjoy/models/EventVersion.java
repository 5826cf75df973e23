package sparkjoy.models;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the version that an event names, in one of the ways in which applications write it. */
record EventVersion(Graph graph) {
    private static final List<String> IDS = List.of("run_id", "model_id");

    /**
     * The node of a text such as `7`, `v7`, `home_ranking@7`, `models:/home_ranking/7`, a run id or an alias; the id that
     * it would have where the registry does not know it.
     *
     * @param model id of the model that the arm serves
     */
    String version(String text, String model) {
        String name = graph.node(model).name();
        String bare = Stream.of("models:/" + name, name)
                .filter(prefix -> text.startsWith(prefix) && text.length() > prefix.length() + 1)
                .map(prefix -> text.substring(prefix.length()))
                .filter(rest -> "@/:".indexOf(rest.charAt(0)) >= 0)
                .map(rest -> rest.substring(1))
                .findFirst()
                .orElse(text);
        return Stream.of(
                        known(model + "@" + bare),
                        known(model + "@" + bare.replaceFirst("^[vV](?=\\d)", "")),
                        alias(model, bare),
                        byAttribute(model, text))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(model + "@" + bare);
    }

    private Optional<String> known(String id) {
        return graph.find(id).map(GraphNode::id);
    }

    private Optional<String> alias(String model, String text) {
        return graph.leaving(model.replaceFirst("^model:", "alias:") + "/" + text, EdgeKind.ALIAS_OF).stream()
                .map(GraphEdge::to)
                .findFirst();
    }

    private Optional<String> byAttribute(String model, String text) {
        return graph.reaching(model, EdgeKind.VERSION_OF).stream()
                .map(edge -> graph.node(edge.from()))
                .filter(version ->
                        IDS.stream().anyMatch(key -> version.attribute(key).equals(text)))
                .map(GraphNode::id)
                .findFirst();
    }
}
