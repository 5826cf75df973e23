package sparkjoy.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import sparkjoy.experiment.ArmVersions;
import sparkjoy.experiment.SeenVersion;
import sparkjoy.spec.Spec;
import sparkjoy.spec.SpecReader;

/** A shop of a model, its deployment, job, chart and experiment, in which a test breaks one thing. */
final class CheckedShop {
    static final Instant AT = Instant.parse("2026-03-08T12:00:00Z");
    static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    static final String MODEL = "model:mlflow/registry/ranking";
    static final String ALIAS = "alias:mlflow/registry/ranking/champion";
    static final String DEPLOYMENT = "k8s:prod/shop/Deployment/reco";
    static final String JOB = "job:airflow/retrain";
    static final String CHART = "chart:reco@1.0.0";
    static final String ARM = "arm:home/B";

    private final Map<String, GraphNode> nodes = new TreeMap<>();
    private final List<Dated<GraphEdge>> edges = new ArrayList<>();
    private final List<PastCrawl> crawls = new ArrayList<>();
    private ArmVersions traffic = ArmVersions.NONE;

    /** A shop with which nothing is wrong. */
    CheckedShop() {
        node(NodeKind.MODEL, MODEL, "ranking", Map.of());
        nodes.put(MODEL, nodes.get(MODEL).ownedBy(Optional.of("reco")));
        version("6", Map.of());
        version("7", Map.of("run_id", "a".repeat(32)));
        node(NodeKind.MODEL_ALIAS, ALIAS, "ranking@champion", Map.of());
        node(NodeKind.DEPLOYMENT, DEPLOYMENT, "reco", Map.of());
        node(
                NodeKind.TRAINING_JOB,
                JOB,
                "retrain",
                Map.of("schedule", "@daily", "last_success", "2026-03-08T02:00:00Z"));
        node(NodeKind.HELM_CHART, CHART, "reco", Map.of());
        node(NodeKind.IMAGE, "image:reco:1", "reco", Map.of());
        node(NodeKind.IMAGE, "image:reco:2", "reco", Map.of());
        edge(ALIAS, EdgeKind.ALIAS_OF, MODEL + "@7");
        edge(JOB, EdgeKind.RETRAINS, MODEL);
        edge(DEPLOYMENT, EdgeKind.SERVES, MODEL + "@7");
        edge(DEPLOYMENT, EdgeKind.INSTANCE_OF, CHART);
        edge(DEPLOYMENT, EdgeKind.RUNS_IMAGE, "image:reco:1");
        edge(CHART, EdgeKind.RUNS_IMAGE, "image:reco:1");
        for (String arm : List.of("A", "B")) {
            node(NodeKind.ARM, "arm:home/" + arm, arm, Map.of("experiment", "home"));
            edge("exp:home", EdgeKind.HAS_ARM, "arm:home/" + arm);
            edge("arm:home/" + arm, EdgeKind.ARM_SERVES, MODEL + "@7");
        }
        List.of("registry", "spec").forEach(source -> crawl(source, Crawl.Status.OK, AT.minus(Duration.ofHours(1))));
    }

    void only(Finding.Check check, String message, String evidence, String next) {
        List<Finding> found = all();
        assertThat(found).extracting(Finding::check).containsOnly(check);
        assertThat(found).anySatisfy(finding -> {
            assertThat(finding.message()).contains(message);
            assertThat(finding.evidence()).contains(evidence);
            assertThat(finding.next()).contains(next);
        });
    }

    List<Finding> all(String... overrides) {
        List<String> settings = new ArrayList<>(List.of(
                "experiments.home={baseline: A, from: 2026-03-01, weights: [{from: 2026-03-01, arms: {A: 1, B: 1}}]}",
                "models.sources.registry={kind: mlflow, url: 'http://127.0.0.1:9'}"));
        settings.addAll(List.of(overrides));
        Spec spec = new SpecReader().read(List.of(Path.of("../docs/minimal.yaml")), settings, Map.of());
        Graph graph = Graph.at(
                AT,
                nodes.values().stream()
                        .map(node -> new Dated<>(node, START, Optional.<Instant>empty()))
                        .toList(),
                edges);
        return new Checks(spec, graph, edges, crawls, new Sources(spec, Map.of()), traffic, AT).all();
    }

    GraphNode node(NodeKind kind, String id, String name, Map<String, String> attributes) {
        GraphNode node = GraphNode.of(kind, id, name).with(attributes).from("source", kind + ".yaml:1");
        nodes.put(id, node);
        return node;
    }

    void version(String number, Map<String, String> attributes) {
        GraphNode node = node(NodeKind.MODEL_VERSION, MODEL + "@" + number, "ranking", attributes);
        nodes.put(node.id(), node.withVersion(number));
        edge(MODEL + "@" + number, EdgeKind.VERSION_OF, MODEL);
    }

    void edge(String from, EdgeKind kind, String to) {
        edge(from, kind, to, Confidence.DECLARED, START);
    }

    void edge(String from, EdgeKind kind, String to, Confidence confidence, Instant since) {
        edges.add(new Dated<>(
                new GraphEdge(from, kind, to, "evidence of " + kind, confidence, "source", kind + ".yaml:7"),
                since,
                Optional.empty()));
    }

    void replace(String from, EdgeKind kind, String to) {
        edges.removeIf(edge -> edge.value().from().equals(from) && edge.value().kind() == kind);
        edge(from, kind, to);
    }

    void close(String from, EdgeKind kind, Instant time) {
        edges.replaceAll(
                edge -> edge.value().from().equals(from) && edge.value().kind() == kind ? edge.closedAt(time) : edge);
    }

    void crawl(String source, Crawl.Status status, Instant at) {
        crawls.add(new PastCrawl(source, status, at, List.of("error of " + source), 1));
    }

    /** What units of the arm B saw. */
    void traffic(SeenVersion... seen) {
        traffic = new ArmVersions(Map.of(new ArmVersions.Arm("home", "B"), List.of(seen)));
    }

    static SeenVersion seen(String version, String first, String last, long units) {
        return new SeenVersion(
                version,
                Instant.parse(first),
                Instant.parse(last),
                new TreeMap<>(Map.of(LocalDate.parse(first.substring(0, 10)), units)),
                new TreeMap<>(Map.of(LocalDate.parse(last.substring(0, 10)), units)));
    }

    /** The model with other attributes or another owner. */
    void model(Map<String, String> attributes, Optional<String> owner) {
        nodes.put(MODEL, nodes.get(MODEL).with(attributes).ownedBy(owner));
    }

    void withoutEdges(EdgeKind kind) {
        edges.removeIf(edge -> edge.value().kind() == kind);
    }

    void withoutEdgesFrom(String node) {
        edges.removeIf(edge -> edge.value().from().equals(node));
    }

    void neverCrawled(String source) {
        crawls.removeIf(crawl -> crawl.source().equals(source));
    }

    /** An edge that another text shows. */
    void anotherText(String from, EdgeKind kind, String to) {
        edges.add(new Dated<>(
                new GraphEdge(from, kind, to, "another text", Confidence.DERIVED, "cluster", "other.yaml:30"),
                START,
                Optional.empty()));
    }
}
