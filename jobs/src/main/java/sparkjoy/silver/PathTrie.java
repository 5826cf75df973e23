package sparkjoy.silver;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import sparkjoy.spec.KeyPath;

/** Paths into a JSON object as a tree of keys; a leaf names the slots that want the value, each with its rank among its candidates. */
final class PathTrie {

    /** A slot wants the value with a rank: the lowest rank that holds a value wins. */
    record Target(int slot, int rank) {}

    private final TreeMap<String, PathTrie> children = new TreeMap<>();
    private List<Target> targets = List.of();
    private byte[][] keys = {};
    private PathTrie[] nodes = {};

    void add(List<String> path, Target target) {
        if (path.isEmpty()) {
            targets = Stream.concat(targets.stream(), Stream.of(target)).toList();
            return;
        }
        children.computeIfAbsent(path.get(0), key -> new PathTrie()).add(path.subList(1, path.size()), target);
        keys = children.keySet().stream()
                .map(key -> key.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        nodes = children.values().toArray(PathTrie[]::new);
    }

    List<Target> targets() {
        return targets;
    }

    boolean isLeaf() {
        return nodes.length == 0;
    }

    /** The node below a key, given as the unescaped bytes between its quotes. */
    Optional<PathTrie> child(byte[] bytes, int from, int to) {
        for (int index = 0; index < keys.length; index++) {
            byte[] key = keys[index];
            if (key.length == to - from && Arrays.equals(key, 0, key.length, bytes, from, to)) {
                return Optional.of(nodes[index]);
            }
        }
        return Optional.empty();
    }

    /** A path below an object of the call is also looked for as one key that holds the dots, as tools that flatten write it. */
    static PathTrie of(Map<Target, String> paths) {
        PathTrie root = new PathTrie();
        paths.forEach((target, path) -> {
            List<String> keys = KeyPath.of(path).keys();
            root.add(keys, target);
            if (keys.size() > 2) {
                root.add(List.of(keys.get(0), String.join(".", keys.subList(1, keys.size()))), target);
            }
        });
        return root;
    }
}
