package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.cli.ExitCode;
import sparkjoy.cli.ModelsVerb;
import sparkjoy.models.RegistryServer;

/** The graph of a small shop, from its manifests, charts, DAGs, APIs, registry and specification to its answers. */
class ModelsTest {
    private static final Path SHOP = Path.of("src/test/resources/models/shop");
    private static final Instant START = Instant.parse("2026-03-08T12:00:00Z");

    @TempDir
    private Path folder;

    private RegistryServer registry;
    private TestPipeline pipeline;

    @BeforeEach
    void openRegistry() throws IOException {
        registry = new RegistryServer();
        registry.homeRanking(6, 7);
        pipeline = TestPipeline.of(folder.resolve("logs"), folder.resolve("lake"))
                .with(
                        "models.sources.registry={kind: mlflow, url: '" + registry.url() + "'}",
                        "models.sources.dags={kind: airflow, path: " + SHOP + "/dags.json}",
                        "models.sources.workflows={kind: argo, path: " + SHOP + "/workflows}",
                        "models.sources.charts={kind: helm, path: " + SHOP + "/charts}",
                        "models.sources.cluster={kind: kubernetes, path: " + SHOP + "/deploy, environment: prod}",
                        "models.sources.apis={kind: openapi, path: '" + SHOP + "/apis/*.yaml'}",
                        "experiments.home_ranking.arms={Model_A: models:/home_ranking/6, Model_B:"
                                + " models:/home_ranking@champion}");
    }

    @AfterEach
    void closeRegistry() {
        registry.close();
    }

    @Test
    void theImpactOfAnOperationNamesAllThatBelongsToItAndEachDerivedEdgeOpensItsLine() throws IOException {
        Answer loaded = models(START, "load");

        assertThat(loaded.code()).as(loaded.err()).isEqualTo(ExitCode.DONE);
        Answer impact = models(START, "impact", "api:reco#/v1/recommend");
        assertThat(impact.out())
                .contains("k8s:prod/reco/Deployment/reco-api", "k8s:prod/reco/InferenceService/reco-batch")
                .contains("model:mlflow/registry/home_ranking@7", "model:mlflow/registry/home_ranking@6")
                .contains(
                        "chart:reco@1.4.2", "job:airflow/food_retrain", "job:argo/ml/CronWorkflow/home-ranking-nightly")
                .contains("exp:home_ranking", "arm:home_ranking/Model_A", "arm:home_ranking/Model_B")
                .contains("owner:reco-team");
        assertThat(models(START, "impact", "silver.events").out())
                .as("from data to what runs on it")
                .contains("model:mlflow/registry/home_ranking", "k8s:prod/reco/Deployment/reco-api");
        for (String derived : pipeline.rows("meta.model_edges", "confidence", "source_ref", "evidence")) {
            if (derived.startsWith("DERIVED " + SHOP)) {
                opens(derived);
            }
        }
    }

    /** The line of a file that a relation names holds the value that shows it. */
    private static void opens(String derived) throws IOException {
        String ref = derived.split(" ", -1)[1];
        int colon = ref.lastIndexOf(':');
        String line = Files.readAllLines(Path.of(ref.substring(0, colon)))
                .get(Integer.parseInt(ref.substring(colon + 1)) - 1);
        String value = derived.replaceAll("^.*? = ", "").replaceAll(" .*", "");
        assertThat(line).as(derived).contains(value);
    }

    @Test
    void loadedTwiceNoRowChangesAndAMovedAliasIsHistory() {
        models(START, "load");
        List<Long> before = versions();

        Answer again = models(START.plus(Duration.ofHours(1)), "load");

        assertThat(again.code()).isEqualTo(ExitCode.DONE);
        assertThat(versions()).as("no commit").isEqualTo(before);
        registry.champion(7);
        Instant moved = START.plus(Duration.ofDays(1));
        models(moved, "load");
        assertThat(models(moved, "history", "home_ranking", "--as-of", "2026-03-08")
                        .out())
                .contains("alias:mlflow/registry/home_ranking/champion")
                .contains("home_ranking@6")
                .doesNotContain("is an alias of  model:mlflow/registry/home_ranking@7");
        assertThat(models(moved, "history", "home_ranking", "--as-of", "2026-03-09")
                        .out())
                .contains("is an alias of  model:mlflow/registry/home_ranking@7");
        Answer check = models(moved, "check");
        assertThat(check.code()).isEqualTo(ExitCode.PARTIAL);
        assertThat(check.out())
                .contains("VERSION_CHANGED_DURING_EXPERIMENT: The arm Model_B of home_ranking served"
                        + " model:mlflow/registry/home_ranking@6 until 2026-03-09T12:00:00Z");
        assertThat(models(moved, "show", "home_ranking").out())
                .contains("VERSION_CHANGED_DURING_EXPERIMENT")
                .contains("serves the arm Model_B of home_ranking");
    }

    @Test
    void aRegistryThatFailsOnItsSecondPageClosesNothingAndIsReportedOnceItLasts() {
        registry.paged();
        models(START, "load");
        long nodes = open();
        registry.failingAt("page_token");
        Instant later = START.plus(Duration.ofDays(3));

        Answer partial = models(later, "load");

        assertThat(partial.code()).isEqualTo(ExitCode.PARTIAL);
        assertThat(partial.err())
                .contains("source registry is PARTIAL, so its nodes and relations stay open", "status 500");
        assertThat(partial.err()).doesNotContain("CANARY");
        assertThat(open()).isEqualTo(nodes);
        Answer check = models(later, "check");
        assertThat(check.code()).isEqualTo(ExitCode.PARTIAL);
        assertThat(check.out()).contains("SOURCE_STALE: The source registry").doesNotContain("UNKNOWN_MODEL");
    }

    @Test
    void withoutItsRenderedChartsASourceClosesNothing() throws IOException {
        Path rendered = Files.createDirectories(folder.resolve("rendered/reco"));
        Files.copy(SHOP.resolve("deploy/reco.yaml"), rendered.resolve("reco.yaml"));
        pipeline = pipeline.with("models.sources.charts.rendered=" + folder.resolve("rendered"));
        models(START, "load");
        long nodes = open();
        Files.move(folder.resolve("rendered"), folder.resolve("elsewhere"));

        Answer partial = models(START.plus(Duration.ofHours(1)), "load");

        assertThat(partial.code()).isEqualTo(ExitCode.PARTIAL);
        assertThat(partial.err())
                .contains("source charts is PARTIAL, so its nodes and relations stay open: " + folder
                        + "/rendered: there is no such folder; correct rendered of the source charts");
        assertThat(open()).isEqualTo(nodes);
    }

    @Test
    void keysAndKindsAreSpelledInJsonAsInTheTables() {
        models(START, "load");

        assertThat(models(START, "list", "--kind", "helm_chart", "--json").out())
                .contains("\"kind\":\"helm_chart\"");
        assertThat(models(START, "impact", "reco-api", "--json").out())
                .contains("\"kind\":\"model_version\"")
                .contains("\"kind\":\"EXPOSES\"")
                .contains("\"confidence\":\"DERIVED\"")
                .contains("\"source_ref\":");
    }

    @Test
    void whatIsDeployedAndNoLongerInTheRegistryIsUnknownAndNamedWithItsLine() {
        models(START, "load");
        registry.homeRanking(7);
        Instant later = START.plus(Duration.ofHours(2));

        models(later, "load");

        Answer check = models(later, "check");
        assertThat(check.code()).isEqualTo(ExitCode.PARTIAL);
        assertThat(check.out())
                .contains("UNKNOWN_MODEL: k8s:prod/reco/InferenceService/reco-batch serves"
                        + " model:mlflow/registry/home_ranking@6, which its registry does not have")
                .contains("deploy/kserve.yaml:14");
        assertThat(models(START, "check", "--as-of", "2026-03-08T13:00:00Z").out())
                .doesNotContain("UNKNOWN_MODEL");
    }

    @Test
    void noSecretStandsInATableAnExportOrALog() throws IOException {
        Answer loaded = models(START, "load");

        List<String> all = new ArrayList<>(List.of(loaded.out(), loaded.err()));
        for (String format :
                List.of("mermaid", "dot", "graphml", "graphson", "cypher", "openlineage", "backstage", "json")) {
            Answer export = models(START, "export", "--format", format);
            assertThat(export.code()).as(format).isEqualTo(ExitCode.DONE);
            assertThat(export.out()).as(format).contains("reco");
            all.add(export.out());
        }
        for (String table : List.of("meta.model_nodes", "meta.model_edges", "meta.model_crawls")) {
            all.addAll(pipeline.rows(table, "cast(struct(*) AS STRING)"));
        }
        assertThat(all).noneMatch(text -> text.contains("CANARY"));
        try (Stream<Path> files = Files.walk(SHOP)) {
            assertThat(files.filter(Files::isRegularFile).filter(ModelsTest::holdsCanary))
                    .as("canaries are planted")
                    .isNotEmpty();
        }
    }

    private static boolean holdsCanary(Path file) {
        try {
            return Files.readString(file).contains("CANARY");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aNameThatIsNoneNamesTheNearestAndAWrongCommandLineIsRefused() {
        assertThat(models(START, "show", "home_ranking").err()).contains("then run joy models load");
        models(START, "load");

        assertThat(models(START, "show", "home_rankin").err()).contains("did you mean 'home_ranking'?");
        assertThat(models(START, "impact", "reco-apu").err()).contains("did you mean 'reco-api'?");
        assertThat(models(START, "impact").code()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(models(START, "list", "--kind", "modle").err()).contains("use one of model,");
        assertThat(models(START, "check", "--as-of", "yesterday").err()).contains("is not a date or time");
        assertThat(models(START, "export", "--format", "png").err()).contains("use one of mermaid");
        assertThat(models(START, "load", "--source", "registri").err()).contains("models.sources has registry");
    }

    private Answer models(Instant at, String... arguments) {
        return pipeline.ask(new ModelsVerb(Clock.fixed(at, ZoneOffset.UTC)), arguments);
    }

    private List<Long> versions() {
        return List.of(
                pipeline.tables().version("meta.model_nodes"), pipeline.tables().version("meta.model_edges"));
    }

    private long open() {
        return pipeline.table("meta.model_nodes").filter("valid_to IS NULL").count()
                + pipeline.table("meta.model_edges").filter("valid_to IS NULL").count();
    }
}
