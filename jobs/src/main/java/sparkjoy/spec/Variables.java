package sparkjoy.spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Puts environment variables in the place of `${NAME}` and `${NAME:-default}`; `$${` stays a plain `${`. */
final class Variables {
    static final String REFERENCE = "\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?}";

    private static final Pattern TOKEN = Pattern.compile("\\$\\$\\{|" + REFERENCE + "|\\$\\{");

    private final Map<String, String> environment;
    private final Problems problems;

    Variables(Map<String, String> environment, Problems problems) {
        this.environment = environment;
        this.problems = problems;
    }

    Node resolved(Node node, String path) {
        if (node instanceof Node.Scalar scalar) {
            return scalar(scalar, path);
        }
        if (node instanceof Node.Sequence sequence) {
            List<Node> items = IntStream.range(0, sequence.items().size())
                    .mapToObj(index -> resolved(sequence.items().get(index), Keys.item(path, index)))
                    .toList();
            return new Node.Sequence(items, sequence.origin());
        }
        if (node instanceof Node.Mapping mapping) {
            Map<String, Node> entries = new LinkedHashMap<>();
            mapping.entries().forEach((key, value) -> entries.put(key, resolved(value, Keys.join(path, key))));
            return new Node.Mapping(entries, mapping.origin());
        }
        return node;
    }

    private Node scalar(Node.Scalar scalar, String path) {
        Matcher matcher = TOKEN.matcher(scalar.text());
        StringBuilder text = new StringBuilder();
        boolean isComplete = true;
        while (matcher.find()) {
            Optional<String> value = value(matcher, scalar.origin(), path);
            isComplete &= value.isPresent();
            matcher.appendReplacement(text, Matcher.quoteReplacement(value.orElse("")));
        }
        matcher.appendTail(text);
        if (!isComplete) {
            return new Node.Unreadable(scalar.origin());
        }
        if (text.isEmpty() && scalar.isPlain()) {
            return new Node.Empty(scalar.origin());
        }
        return new Node.Scalar(text.toString(), scalar.isPlain(), scalar.origin());
    }

    private Optional<String> value(Matcher matcher, Origin origin, String path) {
        if (matcher.group().equals("$${")) {
            return Optional.of("${");
        }
        String name = matcher.group(1);
        if (name == null) {
            problems.add(
                    origin,
                    path,
                    "'${' is not followed by a variable; write ${NAME} or ${NAME:-default}, or $${ for a"
                            + " plain ${");
            return Optional.empty();
        }
        Optional<String> value = Optional.ofNullable(environment.get(name))
                .filter(set -> !set.isEmpty() || matcher.group(2) == null)
                .or(() -> Optional.ofNullable(matcher.group(2)));
        if (value.isEmpty()) {
            problems.add(
                    origin,
                    path,
                    "environment variable " + name + " is not set; set it, or give a default: ${" + name
                            + ":-default}");
        }
        return value;
    }
}
