package sparkjoy.spec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What holds where the user says nothing: `sparkjoy/defaults.yaml`, laid below the user's tree. */
final class Defaults {
    private static final String RESOURCE = "/sparkjoy/defaults.yaml";
    static final String EACH = "*";

    private final Node tree;

    private Defaults(Node tree) {
        this.tree = tree;
    }

    static Defaults load() {
        Problems problems = new Problems();
        Node tree = YamlText.ofFile(text(), RESOURCE, problems);
        problems.throwIfAny();
        return new Defaults(tree);
    }

    /** The defaults as they are written. */
    static String text() {
        try (InputStream input = Defaults.class.getResourceAsStream(RESOURCE)) {
            return new String(input.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The defaults themselves, with `*` for each named entry. */
    Node tree() {
        return tree;
    }

    /** What defaults say about a key. */
    static Optional<Node> at(Optional<Node> defaults, String key) {
        return defaults.filter(Node.Mapping.class::isInstance)
                .map(Node.Mapping.class::cast)
                .flatMap(mapping -> Optional.ofNullable(mapping.entries().get(key)));
    }

    /** The user's tree, filled up. */
    Node below(Node user) {
        return filled(tree, user);
    }

    private static Node filled(Node defaults, Node user) {
        if (user instanceof Node.Empty) {
            return placed(defaults, user.origin().asDefault()).orElse(user);
        }
        if (!(defaults instanceof Node.Mapping known)) {
            return user;
        }
        if (user instanceof Node.Mapping mapping) {
            return filledMapping(known, mapping);
        }
        if (user instanceof Node.Sequence sequence && known.entries().containsKey(EACH)) {
            return filledItems(known.entries().get(EACH), sequence);
        }
        return user;
    }

    private static Node filledMapping(Node.Mapping defaults, Node.Mapping user) {
        Map<String, Node> entries = new LinkedHashMap<>();
        defaults.entries().forEach((key, value) -> {
            if (!key.equals(EACH) && !user.entries().containsKey(key)) {
                placed(value, user.origin().asDefault()).ifPresent(placed -> entries.put(key, placed));
            }
        });
        Node each = defaults.entries().get(EACH);
        user.entries().forEach((key, value) -> {
            Node known = defaults.entries().getOrDefault(key, each);
            entries.put(key, known == null ? value : filled(known, value));
        });
        return new Node.Mapping(entries, user.origin());
    }

    private static Node filledItems(Node each, Node.Sequence user) {
        List<Node> items =
                user.items().stream().map(item -> filledOwnKeys(each, item)).toList();
        return new Node.Sequence(items, user.origin());
    }

    private static Node filledOwnKeys(Node each, Node item) {
        if (!(each instanceof Node.Mapping known) || !(item instanceof Node.Mapping mapping)) {
            return item;
        }
        Map<String, Node> entries = new LinkedHashMap<>(mapping.entries());
        entries.replaceAll((key, value) ->
                known.entries().containsKey(key) ? filled(known.entries().get(key), value) : value);
        return new Node.Mapping(entries, mapping.origin());
    }

    /** A default as it stands in the user's tree; empty where it only speaks of named entries. */
    private static Optional<Node> placed(Node defaults, Origin origin) {
        if (defaults instanceof Node.Scalar scalar) {
            return Optional.of(new Node.Scalar(scalar.text(), scalar.isPlain(), origin));
        }
        if (defaults instanceof Node.Sequence sequence) {
            List<Node> items = sequence.items().stream()
                    .flatMap(item -> placed(item, origin).stream())
                    .toList();
            return Optional.of(new Node.Sequence(items, origin));
        }
        if (!(defaults instanceof Node.Mapping mapping)) {
            return Optional.empty();
        }
        Map<String, Node> entries = new LinkedHashMap<>();
        mapping.entries().forEach((key, value) -> {
            if (!key.equals(EACH)) {
                placed(value, origin).ifPresent(placed -> entries.put(key, placed));
            }
        });
        return entries.isEmpty() ? Optional.empty() : Optional.of(new Node.Mapping(entries, origin));
    }
}
