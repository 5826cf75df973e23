package sparkjoy.spec;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes records of located nodes; what does not fit becomes a problem and an empty result. */
final class Binder {
    private final Problems problems;

    Binder(Problems problems) {
        this.problems = problems;
    }

    Optional<Spec> spec(Node tree) {
        return bound(Shape.spec(), tree, "").map(Spec.class::cast);
    }

    private Optional<?> bound(Shape shape, Node node, String path) {
        if (node instanceof Node.Unreadable) {
            return Optional.empty();
        }
        if (shape instanceof Shape.Single single) {
            return single(single.type(), node, path);
        }
        if (shape instanceof Shape.Listed listed) {
            return listed(listed, node, path);
        }
        if (shape instanceof Shape.Named named) {
            return named(named, node, path);
        }
        if (shape instanceof Shape.Verbs verbs) {
            return verb(verbs, node, path);
        }
        return keyed((Shape.Keyed) shape, node, path);
    }

    private Optional<?> single(ScalarType type, Node node, String path) {
        if (!(node instanceof Node.Scalar scalar)) {
            return refused(
                    node, path, "expected " + type.name() + ", found " + node.kind() + "; write " + type.example());
        }
        Optional<Object> value = type.parse(scalar.text());
        return value.isPresent()
                ? value
                : refused(node, path, Secrets.concealed(path, scalar.text(), type.reason(scalar.text())));
    }

    private Optional<List<?>> listed(Shape.Listed shape, Node node, String path) {
        if (node instanceof Node.Empty) {
            return Optional.of(List.of());
        }
        if (!(node instanceof Node.Sequence sequence)) {
            return refused(node, path, "expected a list, found " + node.kind() + "; write it in brackets, like [a, b]");
        }
        List<Object> items = new ArrayList<>();
        for (int index = 0; index < sequence.items().size(); index++) {
            bound(shape.item(), sequence.items().get(index), Keys.item(path, index))
                    .ifPresent(items::add);
        }
        return items.size() == sequence.items().size() ? Optional.of(items) : Optional.empty();
    }

    private Optional<Map<String, ?>> named(Shape.Named shape, Node node, String path) {
        if (node instanceof Node.Empty) {
            return Optional.of(Map.of());
        }
        if (!(node instanceof Node.Mapping mapping)) {
            return refused(node, path, "expected a map, found " + node.kind() + "; write it as name: value");
        }
        Map<String, Object> entries = new LinkedHashMap<>();
        mapping.entries().forEach((name, value) -> bound(shape.value(), value, Keys.join(path, name))
                .ifPresent(bound -> entries.put(name, bound)));
        return entries.size() == mapping.entries().size() ? Optional.of(entries) : Optional.empty();
    }

    private Optional<?> verb(Shape.Verbs shape, Node node, String path) {
        if (!(node instanceof Node.Mapping mapping) || mapping.entries().size() != 1) {
            String found = node instanceof Node.Mapping several
                    ? several.entries().size() + " ("
                            + String.join(", ", several.entries().keySet()) + ")"
                    : node.kind();
            return refused(node, path, "a step has exactly one verb, found " + found + "; write - verb: argument");
        }
        Map.Entry<String, Node> entry = mapping.entries().entrySet().iterator().next();
        Optional<Shape.Verb> verb = shape.verbs().stream()
                .filter(known -> known.name().equals(entry.getKey()))
                .findFirst();
        if (verb.isEmpty()) {
            return refused(
                    entry.getValue(),
                    path,
                    "unknown verb '" + entry.getKey() + "'" + Nearest.hint(entry.getKey(), shape.names()));
        }
        Optional<?> argument = bound(verb.get().argument(), entry.getValue(), Keys.join(path, entry.getKey()));
        return verb.get().isDirect()
                ? argument.map(value -> made(verb.get().record().type(), List.of(value)))
                : argument;
    }

    private Optional<?> keyed(Shape.Keyed shape, Node node, String path) {
        Node filled = node instanceof Node.Empty ? Node.Mapping.empty(node.origin()) : node;
        if (!(filled instanceof Node.Mapping mapping)) {
            return refused(
                    node,
                    path,
                    "expected a map, found " + node.kind() + "; its keys: " + String.join(", ", shape.names()));
        }
        refuseUnknownKeys(shape, mapping, path);
        List<Object> arguments = new ArrayList<>();
        for (Shape.Field field : shape.fields()) {
            field(field, mapping, path).ifPresent(arguments::add);
        }
        return arguments.size() == shape.fields().size()
                ? Optional.of(made(shape.type(), arguments))
                : Optional.empty();
    }

    private void refuseUnknownKeys(Shape.Keyed shape, Node.Mapping mapping, String path) {
        mapping.entries().forEach((key, value) -> {
            if (!shape.names().contains(key) && !Secrets.isSecretKey(key)) {
                problems.add(value.origin(), Keys.join(path, key), "unknown key" + Nearest.hint(key, shape.names()));
            }
        });
    }

    private Optional<?> field(Shape.Field field, Node.Mapping mapping, String path) {
        String at = Keys.join(path, field.name());
        Node node = mapping.entries().getOrDefault(field.name(), new Node.Empty(mapping.origin()));
        if (!(node instanceof Node.Empty)) {
            return bound(field.shape(), node, at).map(value -> field.isOptional() ? Optional.of(value) : value);
        }
        if (field.isOptional()) {
            return Optional.of(Optional.empty());
        }
        if (field.shape() instanceof Shape.Single single) {
            String fix = "; add " + field.name() + ": with " + single.type().example();
            return refused(node, at, "is missing: " + field.explanation() + fix);
        }
        return bound(field.shape(), node, at);
    }

    private <T> Optional<T> refused(Node node, String path, String message) {
        problems.add(node.origin(), path, message);
        return Optional.empty();
    }

    private static Object made(Class<?> type, List<?> arguments) {
        try {
            Class<?>[] types = Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            return type.getDeclaredConstructor(types).newInstance(arguments.toArray());
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("no " + type.getSimpleName() + " of " + arguments, e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no constructor of " + type.getSimpleName(), e);
        }
    }
}
