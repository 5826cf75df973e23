package sparkjoy.spec;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds a way back to where it began. */
final class Cycles {
    private final Map<String, ? extends Collection<String>> edges;
    private final Set<String> finished = new HashSet<>();

    private Cycles(Map<String, ? extends Collection<String>> edges) {
        this.edges = edges;
    }

    /** The cycles among the nodes, each once, as `[a, b, a]` beginning with its first node in the map's order. */
    static List<List<String>> in(Map<String, ? extends Collection<String>> edges) {
        Cycles search = new Cycles(edges);
        List<List<String>> cycles = new ArrayList<>();
        for (String node : edges.keySet()) {
            search.back(node, node, new ArrayList<>(List.of(node)), new HashSet<>())
                    .ifPresent(cycles::add);
            search.finished.add(node);
        }
        return cycles;
    }

    private Optional<List<String>> back(String start, String node, List<String> way, Set<String> seen) {
        for (String next : edges.get(node)) {
            if (next.equals(start)) {
                way.add(start);
                return Optional.of(way);
            }
            if (!edges.containsKey(next) || finished.contains(next) || !seen.add(next)) {
                continue;
            }
            List<String> longer = new ArrayList<>(way);
            longer.add(next);
            Optional<List<String>> cycle = back(start, next, longer, seen);
            if (cycle.isPresent()) {
                return cycle;
            }
        }
        return Optional.empty();
    }
}
