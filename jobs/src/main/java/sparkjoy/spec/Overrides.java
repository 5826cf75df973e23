package sparkjoy.spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads `a.b=c` from the command line as a layer of its own, its value being YAML. */
final class Overrides {
    private Overrides() {}

    static Optional<Node> parse(String override, Problems problems) {
        int equals = override.indexOf('=');
        List<String> keys = equals < 0 ? List.of() : Keys.split(override.substring(0, equals));
        if (keys.isEmpty()) {
            String shown = override.split("[=:\\s]", 2)[0];
            problems.add(Origin.of("--set " + shown, 0), "", "not an override; write --set key.of.the.spec=value");
            return Optional.empty();
        }
        String path = override.substring(0, equals);
        Origin origin = Origin.of("--set " + path, 0);
        Node node = YamlText.ofValue(override.substring(equals + 1), origin, path, problems);
        for (int index = keys.size() - 1; index >= 0; index--) {
            Map<String, Node> entry = new LinkedHashMap<>();
            entry.put(keys.get(index), node);
            node = new Node.Mapping(entry, origin);
        }
        return Optional.of(node);
    }
}
