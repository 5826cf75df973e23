package sparkjoy.models;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * One thing of the graph, as one source describes it.
 *
 * @param environment cluster or stage, of deployments and releases
 * @param attributes what else the source says, without secrets
 * @param sourceRef where it is written: file:line, a REST path, or a key of the specification
 * @param sourceAt the source's own time of its last change
 */
public record GraphNode(
        String id,
        NodeKind kind,
        String name,
        Optional<String> version,
        Optional<String> environment,
        Map<String, String> attributes,
        Optional<String> owner,
        String source,
        String sourceRef,
        Optional<Instant> sourceAt) {
    /** A line in a file, which moves when something else is written above it. */
    private static final Pattern PLACE = Pattern.compile("\\([^()\\s]*:\\d+\\)");

    public GraphNode {
        attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
    }

    static GraphNode of(NodeKind kind, String id, String name) {
        return new GraphNode(
                id,
                kind,
                name,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                "",
                "",
                Optional.empty());
    }

    GraphNode withVersion(String text) {
        return new GraphNode(
                id, kind, name, Optional.of(text), environment, attributes, owner, source, sourceRef, sourceAt);
    }

    GraphNode in(String place) {
        return new GraphNode(
                id, kind, name, version, Optional.of(place), attributes, owner, source, sourceRef, sourceAt);
    }

    GraphNode with(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(attributes);
        all.putAll(more);
        return new GraphNode(id, kind, name, version, environment, all, owner, source, sourceRef, sourceAt);
    }

    GraphNode ownedBy(Optional<String> somebody) {
        return new GraphNode(id, kind, name, version, environment, attributes, somebody, source, sourceRef, sourceAt);
    }

    GraphNode at(Optional<Instant> time) {
        return new GraphNode(id, kind, name, version, environment, attributes, owner, source, sourceRef, time);
    }

    GraphNode from(String reader, String place) {
        return new GraphNode(id, kind, name, version, environment, attributes, owner, reader, place, sourceAt);
    }

    /** The same with other names of files, wherever they are written. */
    GraphNode placed(UnaryOperator<String> shown) {
        Map<String, String> all = new TreeMap<>(attributes);
        all.replaceAll((key, text) -> shown.apply(text));
        return new GraphNode(
                id, kind, name, version, environment, all, owner, source, shown.apply(sourceRef), sourceAt);
    }

    /** The same without secrets, wherever a source has written one. */
    GraphNode redacted() {
        Map<String, String> all = new TreeMap<>(attributes);
        all.replaceAll((key, text) -> Redaction.text(text));
        return new GraphNode(
                Redaction.text(id),
                kind,
                Redaction.text(name),
                version.map(Redaction::text),
                environment,
                all,
                owner.map(Redaction::text),
                source,
                sourceRef,
                sourceAt);
    }

    String attribute(String key) {
        return attributes.getOrDefault(key, "");
    }

    /** Hash of all that is said, without where it is written. */
    String contentHash() {
        return Hashes.sha256(String.join(
                "\u0000",
                id,
                kind.text(),
                name,
                version.orElse(""),
                environment.orElse(""),
                PLACE.matcher(attributes.toString()).replaceAll("()"),
                owner.orElse(""),
                sourceAt.map(Instant::toString).orElse("")));
    }
}
