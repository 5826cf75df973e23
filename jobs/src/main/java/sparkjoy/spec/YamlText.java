package sparkjoy.spec;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads YAML text into located nodes: a key's value carries the key's line, an item its own. */
final class YamlText {
    private static final int DEEPEST = 40;
    // Aliases of aliases make few lines stand for billions of values; the largest specification has some thousands.
    private static final int MOST_NODES = 100_000;

    private final String file;
    private final Optional<Origin> fixedOrigin;
    private final Problems problems;
    private int nodes;

    private YamlText(String file, Optional<Origin> fixedOrigin, Problems problems) {
        this.file = file;
        this.fixedOrigin = fixedOrigin;
        this.problems = problems;
    }

    static Node ofFile(String text, String file, Problems problems) {
        return new YamlText(file, Optional.empty(), problems).read(text, "");
    }

    /** One value, all of it from the same origin. */
    static Node ofValue(String text, Origin origin, String path, Problems problems) {
        return new YamlText(origin.file(), Optional.of(origin), problems).read(text, path);
    }

    private Node read(String text, String path) {
        Origin start = fixedOrigin.orElse(Origin.of(file, 1));
        try {
            org.yaml.snakeyaml.nodes.Node root =
                    new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text));
            return root == null ? new Node.Empty(start) : located(root, start, path, 0);
        } catch (Unbounded e) {
            problems.add(e.origin, "", e.getMessage());
            return new Node.Unreadable(e.origin);
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
            Origin origin = mark == null ? start : at(mark);
            problems.add(origin, path, "not YAML: " + advice(e.getProblem()));
            return new Node.Unreadable(origin);
        } catch (YAMLException e) {
            problems.add(start, path, "not YAML: " + advice(e.getMessage()));
            return new Node.Unreadable(start);
        }
    }

    private static String advice(String problem) {
        String sentence = String.valueOf(problem).lines().findFirst().orElse("");
        if (sentence.startsWith("found undefined alias")) {
            return "an alias without an anchor; put a value that begins with * in quotes";
        }
        if (sentence.contains("'\\t(TAB)'")) {
            return "a tab cannot indent; use spaces";
        }
        return sentence + "; check indentation, quotes and brackets here and in the line above";
    }

    private Node located(org.yaml.snakeyaml.nodes.Node yaml, Origin origin, String path, int depth) {
        if (depth > DEEPEST) {
            throw new Unbounded(origin, "nested deeper than " + DEEPEST + " levels; an alias may hold itself");
        }
        nodes++;
        if (nodes > MOST_NODES) {
            throw new Unbounded(
                    origin,
                    "more than " + MOST_NODES + " values; aliases of aliases multiply them: write values out, or"
                            + " reuse less with * and <<");
        }
        if (yaml.getTag().startsWith("!")) {
            problems.add(origin, path, "a tag is not allowed; put a value that begins with ! in quotes");
            return new Node.Unreadable(origin);
        }
        if (yaml instanceof MappingNode mapping) {
            return mapping(mapping, origin, path, depth);
        }
        if (yaml instanceof SequenceNode sequence) {
            return sequence(sequence, origin, path, depth);
        }
        ScalarNode scalar = (ScalarNode) yaml;
        return scalar.getTag().equals(Tag.NULL)
                ? new Node.Empty(origin)
                : new Node.Scalar(scalar.getValue(), scalar.getScalarStyle() == ScalarStyle.PLAIN, origin);
    }

    private Node sequence(SequenceNode sequence, Origin origin, String path, int depth) {
        List<Node> items = new ArrayList<>();
        for (org.yaml.snakeyaml.nodes.Node item : sequence.getValue()) {
            items.add(located(item, at(item.getStartMark()), Keys.item(path, items.size()), depth + 1));
        }
        return new Node.Sequence(List.copyOf(items), origin);
    }

    private Node mapping(MappingNode mapping, Origin origin, String path, int depth) {
        Map<String, Node> entries = new LinkedHashMap<>();
        Node merged = Node.Mapping.empty(origin);
        for (NodeTuple tuple : mapping.getValue()) {
            Origin line = at(tuple.getKeyNode().getStartMark());
            if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
                problems.add(line, path, "a key must be a single name, not a list or a map");
                continue;
            }
            String key = keyNode.getValue();
            Node value = located(tuple.getValueNode(), line, Keys.join(path, key), depth + 1);
            if (keyNode.getTag().equals(Tag.MERGE)) {
                merged = Layers.merged(merged, mergeable(value, path));
                continue;
            }
            Node earlier = entries.putIfAbsent(key, value);
            if (earlier != null) {
                String first = "already given in line " + earlier.origin().line() + "; keep one of the two";
                problems.add(line, Keys.join(path, key), first);
            }
        }
        return Layers.merged(merged, new Node.Mapping(entries, origin));
    }

    private Node mergeable(Node value, String path) {
        if (!(value instanceof Node.Mapping) && !(value instanceof Node.Unreadable)) {
            problems.add(value.origin(), path, "'<<' merges one map; write <<: *anchor for each");
            return Node.Mapping.empty(value.origin());
        }
        return value;
    }

    private Origin at(Mark mark) {
        return fixedOrigin.orElse(Origin.of(file, mark.getLine() + 1));
    }

    /** A text that stands for more values than any specification needs; reading it on could take all memory. */
    private static final class Unbounded extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Origin origin;

        private Unbounded(Origin origin, String message) {
            super(message);
            this.origin = origin;
        }
    }
}
