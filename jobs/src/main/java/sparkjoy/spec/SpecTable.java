package sparkjoy.spec;

import java.util.stream.Collectors;

/** Writes docs/spec.md: every key with its type, its default and its meaning, from the records. */
final class SpecTable {
    private static final int LONGEST_DEFAULT = 60;
    private static final String HEAD =
            """
            # The keys of pipelines.yaml

            `joy init` writes a first one from your own logs. Generated from the records of `sparkjoy.spec`; `docs/reference.yaml` shows every key in use and
            `docs/spec.schema.json` lets an editor complete and check them. `<name>` is a name of your own, `[]` an item
            of a list. Any value may hold `${NAME}` or `${NAME:-default}` from the environment; `$${` is a plain `${`.
            Later files lie over earlier ones, `--set key=value` over all: maps merge, lists and values replace.

            | key | type | default | meaning |
            | --- | --- | --- | --- |
            """;
    private static final String DEFAULTS =
            """

            ## Defaults

            The values of keys that the specification leaves out; `*` is each entry.

            ```yaml
            %s```
            """;

    private SpecTable() {}

    static String markdown() {
        return SpecKey.all().stream().map(SpecTable::row).collect(Collectors.joining("", HEAD, ""))
                + DEFAULTS.formatted(Defaults.text());
    }

    private static String row(SpecKey key) {
        String meaning = key.explanation() + choices(key.shape());
        return "| `" + key.path() + "` | " + type(key.shape()) + " | " + fallback(key) + " | "
                + meaning.replace("|", "\\|") + " |\n";
    }

    private static String choices(Shape shape) {
        if (!(shape instanceof Shape.Single single) || single.type().choices().isEmpty()) {
            return "";
        }
        return single.type().choices().stream()
                .map(choice -> "`" + choice + "` " + single.type().explanation(choice))
                .collect(Collectors.joining("; ", ": ", ""));
    }

    private static String type(Shape shape) {
        if (shape instanceof Shape.Single single) {
            return single.type().name().replaceAll("^an? ", "");
        }
        if (shape instanceof Shape.Listed listed) {
            return "list of " + type(listed.item());
        }
        if (shape instanceof Shape.Named named) {
            return "map to " + type(named.value());
        }
        return shape instanceof Shape.Verbs ? "step" : "map";
    }

    private static String fallback(SpecKey key) {
        if (key.isRequired()) {
            return "required";
        }
        if (key.shape() instanceof Shape.Keyed) {
            return "";
        }
        return key.fallback()
                .map(SpecTable::flow)
                .filter(text -> !text.equals("{}"))
                .map(text -> text.length() > LONGEST_DEFAULT ? "see below" : "`" + text + "`")
                .orElse("");
    }

    private static String flow(Node node) {
        if (node instanceof Node.Scalar scalar) {
            return scalar.text();
        }
        if (node instanceof Node.Sequence sequence) {
            return sequence.items().stream().map(SpecTable::flow).collect(Collectors.joining(", ", "[", "]"));
        }
        return node instanceof Node.Mapping mapping
                ? mapping.entries().entrySet().stream()
                        .filter(entry -> !entry.getKey().equals(Defaults.EACH))
                        .map(entry -> entry.getKey() + ": " + flow(entry.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"))
                : "";
    }
}
