package sparkjoy.models;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The graph as entities of Backstage: deployments are components, models are resources, APIs are APIs. */
final class Backstage {
    private static final int LONGEST_NAME = 63;

    private Backstage() {}

    static String text(Drawn drawn) {
        YAMLMapper yaml = new YAMLMapper();
        return drawn.nodes().values().stream()
                .flatMap(node -> entity(drawn.graph(), node))
                .map(entity -> written(yaml, entity))
                .collect(Collectors.joining());
    }

    private static String written(YAMLMapper yaml, ObjectNode entity) {
        try {
            return yaml.writeValueAsString(entity);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<ObjectNode> entity(Graph graph, GraphNode node) {
        return switch (node.kind()) {
            case DEPLOYMENT -> Stream.of(component(graph, node));
            case MODEL -> Stream.of(entity("Resource", "ml-model", node));
            case API -> Stream.of(api(node));
            default -> Stream.of();
        };
    }

    private static ObjectNode component(Graph graph, GraphNode node) {
        ObjectNode entity = entity("Component", "service", node);
        ObjectNode spec = (ObjectNode) entity.get("spec");
        spec.put("lifecycle", "production");
        List<String> apis = graph.leaving(node.id(), EdgeKind.EXPOSES).stream()
                .map(edge -> name(edge.to()))
                .distinct()
                .toList();
        List<String> models = graph.leaving(node.id(), EdgeKind.SERVES).stream()
                .flatMap(edge -> graph.versionsOf(edge.to()).stream())
                .map(id -> "resource:default/" + name(id.replaceFirst("@[^@/]*$", "")))
                .distinct()
                .toList();
        apis.forEach(spec.putArray("providesApis")::add);
        models.forEach(spec.putArray("dependsOn")::add);
        return entity;
    }

    private static ObjectNode api(GraphNode node) {
        ObjectNode entity = entity("API", "openapi", node);
        ((ObjectNode) entity.get("spec"))
                .put("lifecycle", "production")
                .put("definition", "openapi: 3.0.0 # see " + node.sourceRef());
        return entity;
    }

    private static ObjectNode entity(String kind, String type, GraphNode node) {
        ObjectNode entity = JsonNodeFactory.instance.objectNode();
        entity.put("apiVersion", "backstage.io/v1alpha1").put("kind", kind);
        ObjectNode metadata =
                entity.putObject("metadata").put("name", name(node.id())).put("title", node.name());
        metadata.putObject("annotations").put("sparkjoy.io/node-id", node.id());
        entity.putObject("spec").put("type", type).put("owner", owner(node.owner()));
        return entity;
    }

    private static String owner(Optional<String> owner) {
        return owner.map(text -> name("owner:" + text)).orElse("unknown");
    }

    /**
     * Letters and digits with single `-`, `_` or `.` between them, at most 63. Where other characters were lost, a hash
     * tells the names apart.
     */
    private static String name(String id) {
        String rest = id.replaceFirst("^[a-z0-9]+:(mlflow/[^/]+/)?", "");
        String plain = trimmed(rest.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("[-_.]{2,}", "-"));
        if (!plain.isEmpty() && plain.length() <= LONGEST_NAME && rest.matches("[A-Za-z0-9/:@._-]+")) {
            return plain;
        }
        String cut = trimmed(plain.substring(0, Math.min(plain.length(), LONGEST_NAME - 9)));
        String hash = Hashes.sha256(id).substring(0, 8);
        return cut.isEmpty() ? hash : cut + "-" + hash;
    }

    private static String trimmed(String text) {
        return text.replaceAll("^[-_.]+|[-_.]+$", "");
    }
}
