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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sparkjoy.experiment.ArmVersions;
import sparkjoy.experiment.SeenVersion;
import sparkjoy.spec.Spec;
import sparkjoy.spec.SpecReader;

/** Each finding, with its evidence and what to do, and what comes close to it without being one. */
final class ChecksTest {
    private static final Instant AT = Instant.parse("2026-03-08T12:00:00Z");
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final String MODEL = "model:mlflow/registry/ranking";
    private static final String ALIAS = "alias:mlflow/registry/ranking/champion";
    private static final String DEPLOYMENT = "k8s:prod/shop/Deployment/reco";
    private static final String JOB = "job:airflow/retrain";
    private static final String CHART = "chart:reco@1.0.0";
    private static final String ARM = "arm:home/B";

    private final Map<String, GraphNode> nodes = new TreeMap<>();
    private final List<Dated<GraphEdge>> edges = new ArrayList<>();
    private final List<PastCrawl> crawls = new ArrayList<>();
    private ArmVersions traffic = ArmVersions.NONE;

    /** A shop with which nothing is wrong. */
    @BeforeEach
    void openShop() {
        node(NodeKind.MODEL, MODEL, "ranking", Map.of()).ownedBy(Optional.of("reco"));
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

    @Test
    void withASoundShopNothingIsWrong() {
        assertThat(all()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stage      | Archived   | whose stage is Archived",
                "tag.status | Retired    | whose tag status is Retired",
                "tag.status | deprecated | whose tag status is deprecated"
            })
    void aRetiredVersionThatIsDeployed(String attribute, String value, String reason) {
        version("7", Map.of(attribute, value));

        only(
                Finding.Check.DEPLOYS_RETIRED,
                DEPLOYMENT + " serves " + MODEL + "@7, " + reason + " (evidence of SERVES)",
                "SERVES.yaml:7",
                "Deploy the current version, or give this one an alias");
    }

    @Test
    void aVersionBehindTheChampionWithoutAnAlias() {
        replace(DEPLOYMENT, EdgeKind.SERVES, MODEL + "@6");

        only(
                Finding.Check.DEPLOYS_RETIRED,
                "@6, which has no alias, and the champion is version 7",
                "SERVES.yaml:7",
                "Deploy the current version");
    }

    @Test
    void aVersionWithAnAliasOrAheadOfTheChampionIsNotRetiredNorIsAGuess() {
        replace(DEPLOYMENT, EdgeKind.SERVES, MODEL + "@6");
        edge("alias:mlflow/registry/ranking/fallback", EdgeKind.ALIAS_OF, MODEL + "@6");
        version("8", Map.of("stage", "Production", "tag.status", "approved"));
        edge("k8s:prod/shop/Deployment/canary", EdgeKind.SERVES, MODEL + "@8");
        version("5", Map.of("stage", "Archived"));
        edge("k8s:prod/shop/Deployment/guess", EdgeKind.SERVES, MODEL + "@5", Confidence.GUESSED, START);

        assertThat(all()).isEmpty();
    }

    @Test
    void aModelThatNoJobRetrains() {
        edges.removeIf(edge -> edge.value().kind() == EdgeKind.RETRAINS);
        edge(JOB, EdgeKind.RETRAINS, MODEL, Confidence.GUESSED, START);

        only(
                Finding.Check.NO_RETRAIN_JOB,
                "No job is known to retrain the model ranking",
                "MODEL.yaml:1",
                "Tag its Airflow DAG model:ranking");
    }

    @Test
    void aModelThatIsNeverRetrainedByIntent() {
        edges.removeIf(edge -> edge.value().kind() == EdgeKind.RETRAINS);
        nodes.put(MODEL, nodes.get(MODEL).with(Map.of("tag.retrain", "never")));

        assertThat(all()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"@daily,2026-03-06T11:59:59Z,24 hours", "0 * * * *,2026-03-08T09:59:00Z,60 minutes", "0 3 * * 1,2026-02-22T00:00:00Z,7 days"})
    void aRetrainingThatIsLate(String schedule, String last, String every) {
        node(NodeKind.TRAINING_JOB, JOB, "retrain", Map.of("schedule", schedule, "last_success", last, "suspended", "true"));

        only(
                Finding.Check.RETRAIN_LATE,
                "was last trained at " + last + ", though " + JOB + " should run every " + every + "; the job is paused",
                "TRAINING_JOB.yaml:1",
                "Look at the last runs of retrain");
    }

    @Test
    void aRetrainingWithinTwiceItsScheduleOrByAnotherJobIsInTime() {
        node(NodeKind.TRAINING_JOB, JOB, "retrain", Map.of("schedule", "@daily", "last_success", "2026-03-06T12:00:01Z"));
        assertThat(all()).as("within two days").isEmpty();

        node(NodeKind.TRAINING_JOB, JOB, "retrain", Map.of("schedule", "@daily", "last_success", "2026-02-01T00:00:00Z"));
        node(NodeKind.TRAINING_JOB, "job:argo/ml/CronWorkflow/more", "more", Map.of("last_success", "2026-03-08T01:00:00Z"));
        edge("job:argo/ml/CronWorkflow/more", EdgeKind.RETRAINS, MODEL);
        assertThat(all()).as("another job trained it").isEmpty();
    }

    @Test
    void anArmWithoutAVersion() {
        edges.removeIf(edge -> edge.value().from().equals(ARM));

        only(
                Finding.Check.ARM_WITHOUT_VERSION,
                "The arm B of home names no version of a model",
                "experiments.home.weights",
                "Write experiments.home.arms: {B: models:/NAME/VERSION}, or none");
    }

    @Test
    void anArmThatServesNothingByIntentOrWhoseExperimentIsOver() {
        edges.removeIf(edge -> edge.value().from().equals(ARM));

        assertThat(all("experiments.home.arms={B: none}")).isEmpty();
        assertThat(all("experiments.home.to=2026-03-05")).isEmpty();
    }

    @Test
    void anArmThatChangedItsVersion() {
        replace(ARM, EdgeKind.ARM_SERVES, ALIAS);
        close(ALIAS, EdgeKind.ALIAS_OF, Instant.parse("2026-03-04T14:20:00Z"));
        edge(ALIAS, EdgeKind.ALIAS_OF, MODEL + "@8", Confidence.DECLARED, Instant.parse("2026-03-04T14:20:00Z"));
        version("8", Map.of());
        replace(DEPLOYMENT, EdgeKind.SERVES, ALIAS);

        only(
                Finding.Check.VERSION_CHANGED_DURING_EXPERIMENT,
                "The arm B of home served " + MODEL + "@7 until 2026-03-04T14:20:00Z and " + MODEL + "@8 since",
                "ALIAS_OF.yaml:7",
                "Start a new experiment for " + MODEL + "@8");
    }

    @Test
    void aChangeBeforeTheFirstOrAfterTheLastDayOfTheExperiment() {
        close(ARM, EdgeKind.ARM_SERVES, Instant.parse("2026-03-04T14:20:00Z"));
        edge(ARM, EdgeKind.ARM_SERVES, MODEL + "@6", Confidence.DECLARED, Instant.parse("2026-03-04T14:20:00Z"));
        assertThat(all()).hasSize(1);

        assertThat(all("experiments.home.from=2026-03-05", "experiments.home.weights=[{from: 2026-03-05, arms: {A: 1, B: 1}}]"))
                .isEmpty();
        assertThat(all("experiments.home.to=2026-03-04")).isEmpty();
    }

    @Test
    void aModelWithoutAnOwner() {
        nodes.put(MODEL, nodes.get(MODEL).ownedBy(Optional.empty()));

        only(
                Finding.Check.NO_OWNER,
                "The model ranking has no owner",
                "MODEL.yaml:1",
                "Set the tag owner of the registered model ranking");
    }

    @Test
    void aModelWhoseOwnerIsARelation() {
        nodes.put(MODEL, nodes.get(MODEL).ownedBy(Optional.empty()));
        edge(MODEL, EdgeKind.OWNED_BY, "owner:reco");

        assertThat(all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {MODEL + "@9", "alias:mlflow/registry/ranking/gone", "model:mlflow/registry/rankin"})
    void whatTheRegistryDoesNotHave(String served) {
        edge(DEPLOYMENT + "-2", EdgeKind.SERVES, served);

        only(
                Finding.Check.UNKNOWN_MODEL,
                DEPLOYMENT + "-2 serves " + served + ", which its registry does not have (evidence of SERVES)",
                "SERVES.yaml:7",
                "Correct the name, or deploy a version that the registry has");
    }

    @Test
    void aRegistryThatWasNeverReadInFullLacksNothing() {
        edge(DEPLOYMENT + "-2", EdgeKind.SERVES, MODEL + "@9");
        edge(DEPLOYMENT + "-3", EdgeKind.SERVES, "model:mlflow/registry/rankin", Confidence.GUESSED, START);
        crawls.clear();
        crawl("registry", Crawl.Status.PARTIAL, AT.minusSeconds(60));
        crawl("spec", Crawl.Status.OK, AT.minusSeconds(60));

        assertThat(all()).extracting(Finding::check).containsExactly(Finding.Check.SOURCE_STALE);
    }

    @Test
    void anImageThatIsNotTheCharts() {
        replace(DEPLOYMENT, EdgeKind.RUNS_IMAGE, "image:reco:2");

        only(
                Finding.Check.CHART_DRIFT,
                DEPLOYMENT + " runs image:reco:2, and its chart " + CHART + " says image:reco:1",
                "RUNS_IMAGE.yaml:7, RUNS_IMAGE.yaml:7",
                "Deploy the chart again, or bring its values up to date");
    }

    @Test
    void aSidecarThatTheChartDoesNotNameAndAChartWithSeveralTags() {
        node(NodeKind.IMAGE, "image:proxy:9", "proxy", Map.of());
        edge(DEPLOYMENT, EdgeKind.RUNS_IMAGE, "image:proxy:9");
        assertThat(all()).as("a sidecar").isEmpty();

        edge(CHART, EdgeKind.RUNS_IMAGE, "image:reco:2");
        assertThat(all()).as("a chart with two tags of one image").isEmpty();
    }

    @Test
    void aSourceThatWasNotReadForLong() {
        crawls.removeIf(crawl -> crawl.source().equals("registry"));
        crawl("registry", Crawl.Status.OK, AT.minus(Duration.ofHours(25)));
        crawl("registry", Crawl.Status.FAILED, AT.minus(Duration.ofHours(1)));

        only(
                Finding.Check.SOURCE_STALE,
                "The source registry was not read in full since 2026-03-07T11:00:00Z, and models.stale_after is 24 h",
                "error of registry",
                "then run joy models load --source registry");
    }

    @Test
    void aFailureAfterACompleteReadingThatIsFreshEnough() {
        crawls.removeIf(crawl -> crawl.source().equals("registry"));
        crawl("registry", Crawl.Status.OK, AT.minus(Duration.ofHours(24)));
        crawl("registry", Crawl.Status.FAILED, AT.minus(Duration.ofHours(1)));

        assertThat(all()).isEmpty();
    }

    @Test
    void oneTextThatFitsTwoVersions() {
        edge(DEPLOYMENT + "-2", EdgeKind.SERVES, MODEL + "@6");
        edge(DEPLOYMENT + "-2", EdgeKind.SERVES, MODEL + "@7");

        only(
                Finding.Check.AMBIGUOUS,
                DEPLOYMENT + "-2 serves one of 2: " + MODEL + "@6, " + MODEL + "@7",
                "SERVES.yaml:7",
                "Name the version: set the labels model and model-version");
    }

    @Test
    void twoTextsThatNameAVersionEach() {
        edge(DEPLOYMENT, EdgeKind.SERVES, MODEL + "@7");
        edges.add(new Dated<>(
                new GraphEdge(
                        DEPLOYMENT,
                        EdgeKind.SERVES,
                        ALIAS,
                        "another container",
                        Confidence.DERIVED,
                        "cluster",
                        "SERVES.yaml:30"),
                START,
                Optional.empty()));

        assertThat(all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"6", "v6", "ranking@6", "models:/ranking/6", "fallback"})
    void eventsThatNameAnotherVersionThanIsServed(String text) {
        traffic = traffic(seen(text, "2026-03-05T14:20:00Z", "2026-03-08T09:00:00Z", 100));

        only(
                Finding.Check.TRAFFIC_DISAGREES,
                "Events of the arm B of home name the version " + text + " (100 of 100 units of 2026-03-08), but " + ARM
                        + " serves " + MODEL + "@7 by evidence of ARM_SERVES and " + DEPLOYMENT + " serves " + MODEL
                        + "@7 by evidence of SERVES, since 2026-03-05T14:20:00Z",
                "gold.assignments.model_versions, ARM_SERVES.yaml:7, SERVES.yaml:7",
                "redeploy the declared version, or correct experiments.home.arms");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "V7", "ranking/7", "ranking:7", "models:/ranking/7", "models:/ranking@champion", "champion", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void eventsThatNameTheServedVersionInTheirOwnWay(String text) {
        traffic = traffic(seen(text, "2026-03-05T14:20:00Z", "2026-03-08T09:00:00Z", 100));

        assertThat(all()).isEmpty();
    }

    @Test
    void aFewUnitsWithAnOldPageAndWhatWasSeenBeforeTheLastDay() {
        traffic = traffic(
                seen("6", "2026-03-01T08:00:00Z", "2026-03-08T09:00:00Z", 1),
                seen("7", "2026-03-01T08:00:00Z", "2026-03-08T09:00:00Z", 99));
        assertThat(all()).as("one of a hundred").isEmpty();

        traffic = traffic(
                seen("6", "2026-03-01T08:00:00Z", "2026-03-05T09:00:00Z", 50),
                seen("7", "2026-03-05T09:00:00Z", "2026-03-08T09:00:00Z", 50));
        only(
                Finding.Check.VERSION_CHANGED_DURING_EXPERIMENT,
                "By its events the arm B served several versions of a model, so its result is that of a mixture: 6 (50"
                        + " units, first at 2026-03-01T08:00:00Z), 7 (50 units, first at 2026-03-05T09:00:00Z)",
                "gold.assignments.model_versions",
                "Start a new experiment for the newest version");
    }

    private void only(Finding.Check check, String message, String evidence, String next) {
        List<Finding> found = all();
        assertThat(found).extracting(Finding::check).containsOnly(check);
        assertThat(found).anySatisfy(finding -> {
            assertThat(finding.message()).contains(message);
            assertThat(finding.evidence()).contains(evidence);
            assertThat(finding.next()).contains(next);
        });
    }

    private List<Finding> all(String... overrides) {
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

    private GraphNode node(NodeKind kind, String id, String name, Map<String, String> attributes) {
        GraphNode node = GraphNode.of(kind, id, name).with(attributes).from("source", kind + ".yaml:1");
        nodes.put(id, node);
        return node;
    }

    private void version(String number, Map<String, String> attributes) {
        GraphNode node = node(NodeKind.MODEL_VERSION, MODEL + "@" + number, "ranking", attributes);
        nodes.put(node.id(), node.withVersion(number));
        edge(MODEL + "@" + number, EdgeKind.VERSION_OF, MODEL);
    }

    private void edge(String from, EdgeKind kind, String to) {
        edge(from, kind, to, Confidence.DECLARED, START);
    }

    private void edge(String from, EdgeKind kind, String to, Confidence confidence, Instant since) {
        edges.add(new Dated<>(
                new GraphEdge(from, kind, to, "evidence of " + kind, confidence, "source", kind + ".yaml:7"),
                since,
                Optional.empty()));
    }

    private void replace(String from, EdgeKind kind, String to) {
        edges.removeIf(edge -> edge.value().from().equals(from) && edge.value().kind() == kind);
        edge(from, kind, to);
    }

    private void close(String from, EdgeKind kind, Instant time) {
        edges.replaceAll(edge -> edge.value().from().equals(from) && edge.value().kind() == kind
                ? edge.closedAt(time)
                : edge);
    }

    private void crawl(String source, Crawl.Status status, Instant at) {
        crawls.add(new PastCrawl(source, status, at, List.of("error of " + source), 1));
    }

    private static ArmVersions traffic(SeenVersion... seen) {
        return new ArmVersions(Map.of(new ArmVersions.Arm("home", "B"), List.of(seen)));
    }

    private static SeenVersion seen(String version, String first, String last, long units) {
        return new SeenVersion(
                version,
                Instant.parse(first),
                Instant.parse(last),
                new TreeMap<>(Map.of(LocalDate.parse(first.substring(0, 10)), units)),
                new TreeMap<>(Map.of(LocalDate.parse(last.substring(0, 10)), units)));
    }
}
