package sparkjoy.models;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import sparkjoy.experiment.ArmVersions;
import sparkjoy.experiment.SeenVersion;
import sparkjoy.spec.Spec;

/** Whether events name the versions that the specification and manifests say are served: traffic as a witness. */
record TrafficChecks(Spec spec, Graph graph, List<Dated<GraphEdge>> edges, ArmVersions traffic, Instant at) {
    private static final String EVIDENCE = "gold.assignments.model_versions";

    List<Finding> all() {
        List<Finding> found = new ArrayList<>();
        spec.experiments().keySet().forEach(id -> graph.leaving("exp:" + id, EdgeKind.HAS_ARM).stream()
                .map(GraphEdge::to)
                .distinct()
                .forEach(arm -> arm(id, arm, found)));
        return found;
    }

    private void arm(String experiment, String arm, List<Finding> found) {
        String variant = graph.node(arm).name();
        List<SeenVersion> seen = traffic.versions(experiment, variant).stream()
                .filter(version -> !version.firstAt().isAfter(at))
                .toList();
        List<GraphEdge> declared = sure(graph.leaving(arm, EdgeKind.ARM_SERVES));
        if (seen.isEmpty() || declared.isEmpty()) {
            return;
        }
        changed(experiment, arm, variant).ifPresent(found::add);
        LocalDate today = LocalDate.ofInstant(at, ZoneOffset.UTC);
        LocalDate last = seen.stream()
                .map(version -> LocalDate.ofInstant(version.lastAt(), ZoneOffset.UTC))
                .max(Comparator.naturalOrder())
                .filter(day -> day.isBefore(today))
                .orElse(today);
        long units =
                seen.stream().mapToLong(version -> version.unitsSince(last)).sum();
        seen.stream()
                .filter(version -> version.unitsSince(last) > ArmVersions.MOST_STRAYS * units)
                .forEach(version -> compare(experiment, arm, new Share(version, last, units), declared, found));
    }

    /** A version that units of an arm saw on its last day with events, among all of them. */
    private record Share(SeenVersion version, LocalDate day, long units) {
        String text() {
            return String.format(
                    Locale.ROOT, "%s (%,d of %,d units of %s)", version.version(), version.unitsSince(day), units, day);
        }
    }

    private Optional<Finding> changed(String experiment, String arm, String variant) {
        return traffic.mixture(experiment, variant, LocalDate.ofInstant(at, ZoneOffset.UTC))
                .map(mixture -> new Finding(
                        Finding.Check.VERSION_CHANGED_DURING_EXPERIMENT,
                        arm,
                        "By its events " + mixture + " (experiment " + experiment + ")",
                        EVIDENCE,
                        "Start a new experiment for the newest version, or read the days before and after the change"
                                + " separately."));
    }

    /** What is said to be served, by one text, since when. */
    private record Claimed(String words, String sourceRef, List<String> versions, Instant since) {}

    private void compare(String experiment, String arm, Share seen, List<GraphEdge> declared, List<Finding> found) {
        String model = model(declared.get(0).to());
        String version = new EventVersion(graph).version(seen.version().version(), model);
        List<Claimed> others = Stream.concat(
                        contradicting(version, model, declared.stream()).stream(),
                        contradicting(version, model, deployments(model)).stream())
                .toList();
        if (others.isEmpty()) {
            return;
        }
        Instant since = others.stream()
                .map(Claimed::since)
                .min(Comparator.naturalOrder())
                .filter(time -> time.isAfter(seen.version().firstAt()))
                .orElse(seen.version().firstAt());
        found.add(new Finding(
                Finding.Check.TRAFFIC_DISAGREES,
                arm,
                "Events of the arm " + graph.node(arm).name() + " of " + experiment + " name the version "
                        + seen.text() + ", but "
                        + String.join(
                                " and ", others.stream().map(Claimed::words).toList()) + ", since "
                        + since.truncatedTo(ChronoUnit.SECONDS),
                EVIDENCE + ", "
                        + String.join(
                                ", ",
                                others.stream()
                                        .map(Claimed::sourceRef)
                                        .distinct()
                                        .toList()),
                "Find out which one is right: redeploy the declared version, or correct experiments." + experiment
                        + ".arms and the manifest. joy models history "
                        + graph.node(model).name()
                        + " shows what was declared when."));
    }

    /** All of them where none names the version; what names only the model says nothing about it. */
    private List<Claimed> contradicting(String version, String model, Stream<GraphEdge> serving) {
        List<Claimed> claims = serving.map(this::claimed).toList();
        boolean isOpen = claims.stream()
                .anyMatch(claim ->
                        claim.versions().contains(version) || claim.versions().contains(model));
        return isOpen ? List.of() : claims;
    }

    private Stream<GraphEdge> deployments(String model) {
        return Stream.concat(graph.reaching(model, EdgeKind.VERSION_OF).stream().map(GraphEdge::from), Stream.of(model))
                .flatMap(id -> Stream.concat(
                        Stream.of(id),
                        graph.reaching(id, EdgeKind.ALIAS_OF).stream().map(GraphEdge::from)))
                .distinct()
                .flatMap(id -> sure(graph.reaching(id, EdgeKind.SERVES)).stream());
    }

    private Claimed claimed(GraphEdge edge) {
        List<String> versions = graph.versionsOf(edge.to());
        Instant since = Stream.concat(Stream.of(edge), graph.leaving(edge.to(), EdgeKind.ALIAS_OF).stream())
                .flatMap(part -> opened(part).stream())
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
        return new Claimed(
                edge.from() + " " + edge.kind().text() + " " + String.join(" or ", versions) + " by " + edge.evidence(),
                edge.sourceRef(),
                versions,
                since);
    }

    private Optional<Instant> opened(GraphEdge edge) {
        return edges.stream()
                .filter(row -> row.isAt(at) && row.value().key().equals(edge.key()))
                .map(Dated::from)
                .findFirst();
    }

    private static List<GraphEdge> sure(List<GraphEdge> edges) {
        return edges.stream()
                .filter(edge -> edge.confidence() != Confidence.GUESSED)
                .toList();
    }

    /** The model of a version, alias or model. */
    private static String model(String id) {
        return id.startsWith("alias:")
                ? id.replaceFirst("^alias:", "model:").replaceFirst("/[^/]*$", "")
                : id.replaceFirst("@[^@/]*$", "");
    }
}
