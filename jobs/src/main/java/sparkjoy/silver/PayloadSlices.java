package sparkjoy.silver;

import java.util.Arrays;
import java.util.Optional;
import sparkjoy.json.JsonScanner;
import sparkjoy.json.JsonText;
import sparkjoy.json.Kind;

/** Walks one payload once and remembers, for each wanted slot, where its value lies. */
final class PayloadSlices {
    private static final int MAX_DEPTH = 4096;

    private final PathTrie paths;
    private final JsonScanner scanner = new JsonScanner(MAX_DEPTH);
    private final int[] starts;
    private final int[] ends;
    private final int[] ranks;
    private byte[] bytes = {};

    PayloadSlices(PathTrie paths, int slots) {
        this.paths = paths;
        starts = new int[slots];
        ends = new int[slots];
        ranks = new int[slots];
    }

    /** Takes a payload that the reader has validated, in bytes[from, to). */
    void read(byte[] source, int from, int to) {
        bytes = source;
        Arrays.fill(ranks, Integer.MAX_VALUE);
        scanner.start(source, from, to);
        walk(paths);
    }

    byte[] bytes() {
        return bytes;
    }

    boolean has(int slot) {
        return ranks[slot] != Integer.MAX_VALUE;
    }

    int start(int slot) {
        return starts[slot];
    }

    int end(int slot) {
        return ends[slot];
    }

    Kind kind(int slot) {
        return scanner.kindAt(starts[slot]);
    }

    private void walk(PathTrie node) {
        if (!scanner.enterObject()) {
            scanner.skipTrusted();
            return;
        }
        while (scanner.nextMember()) {
            Optional<PathTrie> child = child(node);
            if (child.isEmpty()) {
                scanner.skipTrusted();
            } else {
                visit(child.get());
            }
        }
    }

    private void visit(PathTrie node) {
        int start = scanner.valueStart();
        if (node.isLeaf()) {
            scanner.skipTrusted();
        } else {
            walk(node);
        }
        int end = scanner.valueEnd();
        for (PathTrie.Target target : node.targets()) {
            if (target.rank() <= ranks[target.slot()] && !isAbsent(start, end)) {
                starts[target.slot()] = start;
                ends[target.slot()] = end;
                ranks[target.slot()] = target.rank();
            }
        }
    }

    /** A null or an empty string says nothing. */
    private boolean isAbsent(int start, int end) {
        return bytes[start] == 'n' || (bytes[start] == '"' && end == start + 2);
    }

    private Optional<PathTrie> child(PathTrie node) {
        int from = scanner.keyStart();
        int to = scanner.keyEnd();
        if (JsonText.isEscaped(bytes, from, to)) {
            byte[] key = JsonText.unescaped(bytes, from, to);
            return node.child(key, 0, key.length);
        }
        return node.child(bytes, from, to);
    }
}
