package sparkjoy.models;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import sparkjoy.spec.Experiment;
import sparkjoy.spec.Spec;

/** Whether each arm of an experiment serves one known version, and the same one from its first day to its last. */
record ExperimentChecks(Spec spec, Graph graph, List<Dated<GraphEdge>> edges, Instant at) {
    private static final Set<EdgeKind> SERVING = Set.of(EdgeKind.ARM_SERVES, EdgeKind.ALIAS_OF);

    List<Finding> all() {
        List<Finding> found = new ArrayList<>();
        Map<String, List<Dated<GraphEdge>>> serving = edges.stream()
                .filter(edge -> SERVING.contains(edge.value().kind()))
                .filter(edge -> edge.value().confidence() != Confidence.GUESSED)
                .filter(edge -> !edge.from().isAfter(at))
                .collect(Collectors.groupingBy(edge -> edge.value().from()));
        spec.experiments().forEach((id, experiment) -> graph.leaving("exp:" + id, EdgeKind.HAS_ARM).stream()
                .map(GraphEdge::to)
                .forEach(arm -> {
                    unmapped(id, experiment, arm, found);
                    changed(id, experiment, arm, stays(arm, serving)).ifPresent(found::add);
                }));
        return found;
    }

    private void unmapped(String id, Experiment experiment, String arm, List<Finding> found) {
        boolean isOver = experiment.to().filter(day -> !start(day).isAfter(at)).isPresent();
        String name = graph.node(arm).name();
        boolean isWithout = SpecFacts.NO_MODEL.equals(experiment.arms().get(name));
        if (!isOver && !isWithout && graph.leaving(arm, EdgeKind.ARM_SERVES).isEmpty()) {
            found.add(new Finding(
                    Finding.Check.ARM_WITHOUT_VERSION,
                    arm,
                    "The arm " + name + " of " + id + " names no version of a model, so its result belongs to none",
                    "experiments." + id + ".weights",
                    "Write experiments." + id + ".arms: {" + name + ": models:/NAME/VERSION}, or none."));
        }
    }

    private static Instant start(java.time.LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** A version that was served in an arm for a time. */
    private record Stay(String version, Instant from, Optional<Instant> to, GraphEdge by) {}

    private Optional<Finding> changed(String id, Experiment experiment, String arm, List<Stay> all) {
        Instant from = start(experiment.from());
        Instant end = experiment
                .to()
                .map(ExperimentChecks::start)
                .filter(day -> day.isBefore(at))
                .orElse(at);
        List<Stay> stays = all.stream()
                .filter(stay -> !stay.from().isAfter(end)
                        && stay.to().filter(until -> !until.isAfter(from)).isEmpty())
                .sorted(Comparator.comparing(Stay::from))
                .toList();
        TreeSet<String> versions =
                new TreeSet<>(stays.stream().map(Stay::version).toList());
        if (versions.size() < 2) {
            return Optional.empty();
        }
        Stay last = stays.get(stays.size() - 1);
        Stay first = stays.get(0);
        return Optional.of(new Finding(
                Finding.Check.VERSION_CHANGED_DURING_EXPERIMENT,
                arm,
                "The arm " + graph.node(arm).name() + " of " + id + " served " + first.version() + " until "
                        + last.from() + " and " + last.version() + " since, so its result is that of a mixture",
                last.by().sourceRef(),
                "Start a new experiment for " + last.version()
                        + ", or read the days before and after the change separately."));
    }

    private static List<Stay> stays(String arm, Map<String, List<Dated<GraphEdge>>> byNode) {
        List<Stay> stays = new ArrayList<>();
        for (Dated<GraphEdge> serving : byNode.getOrDefault(arm, List.of())) {
            List<Dated<GraphEdge>> aliased = byNode.getOrDefault(serving.value().to(), List.of()).stream()
                    .filter(edge -> edge.value().kind() == EdgeKind.ALIAS_OF)
                    .toList();
            if (aliased.isEmpty()) {
                stays.add(new Stay(serving.value().to(), serving.from(), serving.to(), serving.value()));
            }
            aliased.forEach(edge -> overlap(serving, edge).ifPresent(stays::add));
        }
        return stays;
    }

    private static Optional<Stay> overlap(Dated<GraphEdge> serving, Dated<GraphEdge> alias) {
        Instant from = serving.from().isAfter(alias.from()) ? serving.from() : alias.from();
        Optional<Instant> to = serving.to().isEmpty()
                ? alias.to()
                : alias.to().filter(end -> end.isBefore(serving.to().get())).or(serving::to);
        return to.filter(end -> !end.isAfter(from)).isPresent()
                ? Optional.empty()
                : Optional.of(new Stay(alias.value().to(), from, to, alias.value()));
    }
}
