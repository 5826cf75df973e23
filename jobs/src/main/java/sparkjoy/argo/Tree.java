package sparkjoy.argo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator.Feature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/** Maps in the order in which they are written, and their YAML. */
final class Tree {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(Feature.MINIMIZE_QUOTES, Feature.LITERAL_BLOCK_STYLE, Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .enable(Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .disable(Feature.WRITE_DOC_START_MARKER, Feature.SPLIT_LINES)
            .build();

    private Tree() {}

    /** A map of names, each followed by its value. */
    static Map<String, Object> of(Object... namesAndValues) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (int index = 0; index < namesAndValues.length; index += 2) {
            tree.put((String) namesAndValues[index], namesAndValues[index + 1]);
        }
        return tree;
    }

    /** The entries of the first map, then those of the second. */
    static Map<String, Object> both(Map<String, Object> first, Map<String, Object> second) {
        Map<String, Object> tree = new LinkedHashMap<>(first);
        tree.putAll(second);
        return tree;
    }

    static String yaml(Map<String, Object> tree) {
        try {
            return YAML.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no YAML of " + tree, e);
        }
    }
}
