package sparkjoy.models;

import static org.assertj.core.api.Assertions.assertThat;
import static sparkjoy.models.CheckedShop.ALIAS;
import static sparkjoy.models.CheckedShop.ARM;
import static sparkjoy.models.CheckedShop.AT;
import static sparkjoy.models.CheckedShop.CHART;
import static sparkjoy.models.CheckedShop.DEPLOYMENT;
import static sparkjoy.models.CheckedShop.MODEL;
import static sparkjoy.models.CheckedShop.START;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each finding, with its evidence and what to do, and what comes close to it without being one. */
final class ChecksTest {
    private final CheckedShop shop = new CheckedShop();

    @Test
    void withASoundShopNothingIsWrong() {
        assertThat(shop.all()).isEmpty();
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
        shop.version("7", Map.of(attribute, value));

        shop.only(
                Finding.Check.DEPLOYS_RETIRED,
                DEPLOYMENT + " serves " + MODEL + "@7, " + reason + " (evidence of SERVES)",
                "SERVES.yaml:7",
                "Deploy the current version, or give this one an alias");
    }

    @Test
    void aVersionBehindTheChampionWithoutAnAlias() {
        shop.replace(DEPLOYMENT, EdgeKind.SERVES, MODEL + "@6");

        shop.only(
                Finding.Check.DEPLOYS_RETIRED,
                "@6, which has no alias, and the champion is version 7",
                "SERVES.yaml:7",
                "Deploy the current version");
    }

    @Test
    void aVersionWithAnAliasOrAheadOfTheChampionIsNotRetiredNorIsAGuess() {
        shop.replace(DEPLOYMENT, EdgeKind.SERVES, MODEL + "@6");
        shop.edge("alias:mlflow/registry/ranking/fallback", EdgeKind.ALIAS_OF, MODEL + "@6");
        shop.version("8", Map.of("stage", "Production", "tag.status", "approved"));
        shop.edge("k8s:prod/shop/Deployment/canary", EdgeKind.SERVES, MODEL + "@8");
        shop.version("5", Map.of("stage", "Archived"));
        shop.edge("k8s:prod/shop/Deployment/guess", EdgeKind.SERVES, MODEL + "@5", Confidence.GUESSED, START);

        assertThat(shop.all()).isEmpty();
    }

    @Test
    void anArmWithoutAVersion() {
        shop.withoutEdgesFrom(ARM);

        shop.only(
                Finding.Check.ARM_WITHOUT_VERSION,
                "The arm B of home names no version of a model",
                "experiments.home.weights",
                "Write experiments.home.arms: {B: models:/NAME/VERSION}, or none");
    }

    @Test
    void anArmThatServesNothingByIntentOrWhoseExperimentIsOver() {
        shop.withoutEdgesFrom(ARM);

        assertThat(shop.all("experiments.home.arms={B: none}")).isEmpty();
        assertThat(shop.all("experiments.home.to=2026-03-05")).isEmpty();
    }

    @Test
    void anArmThatChangedItsVersion() {
        shop.replace(ARM, EdgeKind.ARM_SERVES, ALIAS);
        shop.close(ALIAS, EdgeKind.ALIAS_OF, Instant.parse("2026-03-04T14:20:00Z"));
        shop.edge(ALIAS, EdgeKind.ALIAS_OF, MODEL + "@8", Confidence.DECLARED, Instant.parse("2026-03-04T14:20:00Z"));
        shop.version("8", Map.of());
        shop.replace(DEPLOYMENT, EdgeKind.SERVES, ALIAS);

        shop.only(
                Finding.Check.VERSION_CHANGED_DURING_EXPERIMENT,
                "The arm B of home served " + MODEL + "@7 until 2026-03-04T14:20:00Z and " + MODEL + "@8 since",
                "ALIAS_OF.yaml:7",
                "Start a new experiment for " + MODEL + "@8");
    }

    @Test
    void aChangeBeforeTheFirstOrAfterTheLastDayOfTheExperiment() {
        shop.close(ARM, EdgeKind.ARM_SERVES, Instant.parse("2026-03-04T14:20:00Z"));
        shop.edge(ARM, EdgeKind.ARM_SERVES, MODEL + "@6", Confidence.DECLARED, Instant.parse("2026-03-04T14:20:00Z"));
        assertThat(shop.all()).hasSize(1);

        assertThat(shop.all(
                        "experiments.home.from=2026-03-05",
                        "experiments.home.weights=[{from: 2026-03-05, arms: {A: 1, B: 1}}]"))
                .isEmpty();
        assertThat(shop.all("experiments.home.to=2026-03-04")).isEmpty();
    }

    @Test
    void aModelWithoutAnOwner() {
        shop.model(Map.of(), Optional.empty());

        shop.only(
                Finding.Check.NO_OWNER,
                "The model ranking has no owner",
                "MODEL.yaml:1",
                "Set the tag owner of the registered model ranking");
    }

    @Test
    void aModelWhoseOwnerIsARelation() {
        shop.model(Map.of(), Optional.empty());
        shop.edge(MODEL, EdgeKind.OWNED_BY, "owner:reco");

        assertThat(shop.all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {MODEL + "@9", "alias:mlflow/registry/ranking/gone", "model:mlflow/registry/rankin"})
    void whatTheRegistryDoesNotHave(String served) {
        shop.edge(DEPLOYMENT + "-2", EdgeKind.SERVES, served);

        shop.only(
                Finding.Check.UNKNOWN_MODEL,
                DEPLOYMENT + "-2 serves " + served + ", which its registry does not have (evidence of SERVES)",
                "SERVES.yaml:7",
                "Correct the name, or deploy a version that the registry has");
    }

    @Test
    void aRegistryThatWasNeverReadInFullLacksNothing() {
        shop.edge(DEPLOYMENT + "-2", EdgeKind.SERVES, MODEL + "@9");
        shop.edge(DEPLOYMENT + "-3", EdgeKind.SERVES, "model:mlflow/registry/rankin", Confidence.GUESSED, START);
        shop.neverCrawled("registry");
        shop.neverCrawled("spec");
        shop.crawl("registry", Crawl.Status.PARTIAL, AT.minusSeconds(60));
        shop.crawl("spec", Crawl.Status.OK, AT.minusSeconds(60));

        assertThat(shop.all()).extracting(Finding::check).containsExactly(Finding.Check.SOURCE_STALE);
    }

    @Test
    void anImageThatIsNotTheCharts() {
        shop.replace(DEPLOYMENT, EdgeKind.RUNS_IMAGE, "image:reco:2");

        shop.only(
                Finding.Check.CHART_DRIFT,
                DEPLOYMENT + " runs image:reco:2, and its chart " + CHART + " says image:reco:1",
                "RUNS_IMAGE.yaml:7, RUNS_IMAGE.yaml:7",
                "Deploy the chart again, or bring its values up to date");
    }

    @Test
    void aSidecarThatTheChartDoesNotNameAndAChartWithSeveralTags() {
        shop.node(NodeKind.IMAGE, "image:proxy:9", "proxy", Map.of());
        shop.edge(DEPLOYMENT, EdgeKind.RUNS_IMAGE, "image:proxy:9");
        assertThat(shop.all()).as("a sidecar").isEmpty();

        shop.edge(CHART, EdgeKind.RUNS_IMAGE, "image:reco:2");
        assertThat(shop.all()).as("a chart with two tags of one image").isEmpty();
    }

    @Test
    void aSourceThatWasNotReadForLong() {
        shop.neverCrawled("registry");
        shop.crawl("registry", Crawl.Status.OK, AT.minus(Duration.ofHours(25)));
        shop.crawl("registry", Crawl.Status.FAILED, AT.minus(Duration.ofHours(1)));

        shop.only(
                Finding.Check.SOURCE_STALE,
                "The source registry was not read in full since 2026-03-07T11:00:00Z, and models.stale_after is 24 h",
                "error of registry",
                "then run joy models load --source registry");
    }

    @Test
    void aFailureAfterACompleteReadingThatIsFreshEnough() {
        shop.neverCrawled("registry");
        shop.crawl("registry", Crawl.Status.OK, AT.minus(Duration.ofHours(24)));
        shop.crawl("registry", Crawl.Status.FAILED, AT.minus(Duration.ofHours(1)));

        assertThat(shop.all()).isEmpty();
    }

    @Test
    void oneTextThatFitsTwoVersions() {
        shop.edge(DEPLOYMENT + "-2", EdgeKind.SERVES, MODEL + "@6");
        shop.edge(DEPLOYMENT + "-2", EdgeKind.SERVES, MODEL + "@7");

        shop.only(
                Finding.Check.AMBIGUOUS,
                DEPLOYMENT + "-2 serves one of 2: " + MODEL + "@6, " + MODEL + "@7",
                "SERVES.yaml:7",
                "Name the version: set the labels model and model-version");
    }

    @Test
    void twoTextsThatNameAVersionEach() {
        shop.edge(DEPLOYMENT, EdgeKind.SERVES, MODEL + "@7");
        shop.anotherText(DEPLOYMENT, EdgeKind.SERVES, ALIAS);

        assertThat(shop.all()).isEmpty();
    }
}
