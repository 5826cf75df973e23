package sparkjoy.models;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Since when what served which version of a model, and until when. */
public record Timeline(String model, List<Entry> entries) {
    private static final Set<EdgeKind> SERVING = Set.of(EdgeKind.ALIAS_OF, EdgeKind.SERVES, EdgeKind.ARM_SERVES);

    /**
     * One relation for a time.
     *
     * @param to empty while it lasts
     */
    public record Entry(
            String what,
            EdgeKind kind,
            String version,
            Instant from,
            Optional<Instant> to,
            String evidence,
            String sourceRef) {}

    /**
     * Of one model.
     *
     * @param at the one moment that is asked for; empty: all times
     */
    static Timeline of(GraphNode model, List<Dated<GraphEdge>> rows, Optional<Instant> at) {
        String alias = model.id().replaceFirst("^model:", "alias:") + "/";
        Predicate<String> isOwn =
                id -> id.equals(model.id()) || id.startsWith(model.id() + "@") || id.startsWith(alias);
        List<Entry> entries = rows.stream()
                .filter(row -> SERVING.contains(row.value().kind()))
                .filter(row -> isOwn.test(row.value().to()))
                .filter(row -> at.isEmpty() || row.isAt(at.get()))
                .map(row -> new Entry(
                        row.value().from(),
                        row.value().kind(),
                        row.value().to(),
                        row.from(),
                        row.to(),
                        row.value().evidence(),
                        row.value().sourceRef()))
                .sorted(Comparator.comparing(Entry::from).thenComparing(Entry::what))
                .toList();
        return new Timeline(model.id(), entries);
    }
}
