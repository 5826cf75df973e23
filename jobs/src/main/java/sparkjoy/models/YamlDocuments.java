package sparkjoy.models;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads the documents of a YAML file into values with lines. Tags are ignored, so that nothing is ever constructed. */
final class YamlDocuments {
    private static final int MOST_VALUES = 2_000_000;
    private static final int DEEPEST = 100;
    private static final int MOST_ALIASES = 50;

    private final String file;
    private final IdentityHashMap<Node, Boolean> open = new IdentityHashMap<>();
    private int values;

    private YamlDocuments(String file) {
        this.file = file;
    }

    static List<Value> of(String file, String text) throws BadFile {
        return new YamlDocuments(file).read(text);
    }

    private List<Value> read(String text) throws BadFile {
        LoaderOptions bounds = new LoaderOptions();
        bounds.setCodePointLimit(Integer.MAX_VALUE);
        bounds.setNestingDepthLimit(DEEPEST);
        bounds.setMaxAliasesForCollections(MOST_ALIASES);
        bounds.setTagInspector(tag -> true); // documents are composed, never constructed
        List<Value> documents = new ArrayList<>();
        try {
            for (Node document : new Yaml(new SafeConstructor(bounds)).composeAll(new StringReader(text))) {
                Value value = value(document, line(document.getStartMark()), 0);
                if (!value.isNothing()) {
                    documents.add(value);
                }
            }
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
            throw new BadFile(mark == null ? file : file + ":" + line(mark), reason(text, e.getProblem()));
        } catch (YAMLException e) {
            throw new BadFile(file, reason(text, e.getMessage()));
        }
        return documents;
    }

    /** Says what is wrong without repeating the text. */
    private static String reason(String text, String problem) {
        String found = String.valueOf(problem);
        if (text.contains("{{")) {
            return "is a template ({{), not YAML; declare its chart as a source of kind helm, or exclude the file";
        }
        if (found.contains("Number of aliases")) {
            return "holds more than " + MOST_ALIASES
                    + " aliases of lists or mappings; write them out, or exclude the file";
        }
        if (found.contains("alias")) {
            return "not YAML: an alias names no anchor above it";
        }
        if (found.contains("Nesting Depth")) {
            return "nested deeper than " + DEEPEST + " levels";
        }
        if (found.contains("special characters")) {
            return "not text: it holds control characters";
        }
        return "not YAML; check indentation, quotes and brackets here and in the line above, or exclude the file";
    }

    private Value value(Node node, int line, int depth) throws BadFile {
        if (++values > MOST_VALUES) {
            throw new BadFile(file + ":" + line, "its aliases expand to more than " + MOST_VALUES + " values");
        }
        if (depth > DEEPEST || open.put(node, true) != null) {
            throw new BadFile(file + ":" + line, "nested deeper than " + DEEPEST + " levels, or an alias holds itself");
        }
        try {
            if (node instanceof MappingNode mapping) {
                return mapping(mapping, line, depth);
            }
            if (node instanceof SequenceNode sequence) {
                List<Value> items = new ArrayList<>();
                for (Node item : sequence.getValue()) {
                    items.add(value(item, line(item.getStartMark()), depth + 1));
                }
                return Value.sequence(file, line, items);
            }
            ScalarNode scalar = (ScalarNode) node;
            return scalar.getTag().equals(Tag.NULL)
                    ? Value.empty(file, line)
                    : Value.text(file, line, scalar.getValue());
        } finally {
            open.remove(node);
        }
    }

    private Value mapping(MappingNode mapping, int line, int depth) throws BadFile {
        Map<String, Value> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                continue;
            }
            Value value = value(tuple.getValueNode(), line(key.getStartMark()), depth + 1);
            if (key.getTag().equals(Tag.MERGE)) {
                merged(value).forEach(entries::putIfAbsent);
            } else {
                entries.put(key.getValue(), value);
            }
        }
        return Value.mapping(file, line, entries);
    }

    private static Map<String, Value> merged(Value value) {
        Map<String, Value> all = new LinkedHashMap<>(value.entries());
        value.items().forEach(item -> item.entries().forEach(all::putIfAbsent));
        return all;
    }

    private static int line(Mark mark) {
        return mark.getLine() + 1;
    }
}
