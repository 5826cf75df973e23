package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;
import static sparkjoy.RawLogs.gzip;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sparkjoy.cli.ExitCode;
import sparkjoy.cli.ModelsVerb;
import sparkjoy.models.RegistryServer;

/**
 * Events name the version that served them, and the loop from a version to its live result is closed. Model_B serves
 * version 6 and from 2 March at 14:20 version 7; Model_A serves version 6 and on its last day version 5.
 */
class ModelWitnessTest {
    private static final Path SHOP = Path.of("src/test/resources/models/shop");
    private static final Instant LOADED = Instant.parse("2026-03-01T00:30:00Z");
    private static final Instant NOW = Instant.parse("2026-03-08T12:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    private static RegistryServer registry;
    private static TestPipeline pipeline;

    @BeforeAll
    static void ran() throws IOException {
        registry = new RegistryServer();
        registry.homeRanking(6, 7);
        RawLogs logs = new RawLogs(folder.resolve("logs"));
        logs.put("segment-logs/app/1772323200000/a.gz", gzip(lines().toArray(String[]::new)));
        pipeline = TestPipeline.of(logs.root(), folder.resolve("lake"))
                .with(
                        "properties.model_version=[properties.model_version]",
                        "metrics.conversion.window=24h",
                        "experiments.home_ranking.salt=",
                        "experiments.home_ranking.metrics=[conversion]",
                        "experiments.home_ranking.weights=[{from: 2026-03-01, arms: {Model_A: 1, Model_B: 1}}]",
                        "experiments.home_ranking.arms={Model_A: models:/home_ranking/6, Model_B:"
                                + " models:/home_ranking/7}",
                        "models.sources.registry={kind: mlflow, url: '" + registry.url() + "'}",
                        "models.sources.dags={kind: airflow, path: " + SHOP + "/dags.json}",
                        "models.sources.cluster={kind: kubernetes, path: " + SHOP + "/deploy, environment: prod}",
                        "models.sources.apis={kind: openapi, path: '" + SHOP + "/apis/*.yaml'}");
        Answer run = pipeline.run("ingest", "clean", "assignments", "health", "readout");
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.DONE);
        Answer loaded = models(LOADED, "load");
        assertThat(loaded.code()).as(loaded.err()).isEqualTo(ExitCode.DONE);
    }

    @AfterAll
    static void closeRegistry() {
        registry.close();
    }

    /** 200 units per arm: a fifth of Model_A orders, half of Model_B. */
    private static List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (int unit = 0; unit < 200; unit++) {
            boolean isLate = unit % 4 == 0;
            viewed(lines, "a" + unit, "2026-03-01T08:00:00.000Z", "Model_A", "6");
            viewed(
                    lines,
                    "b" + unit,
                    isLate ? "2026-03-02T14:20:00.000Z" : "2026-03-01T08:00:00.000Z",
                    "Model_B",
                    isLate ? "7" : "6");
            if (unit % 5 == 0) {
                call(
                        lines,
                        "a" + unit,
                        "2026-03-01T09:00:00.000Z",
                        "Order Completed",
                        "\"order_id\":\"a" + unit + "\"");
            }
            if (unit % 2 == 0) {
                call(
                        lines,
                        "b" + unit,
                        isLate ? "2026-03-02T15:00:00.000Z" : "2026-03-01T10:00:00.000Z",
                        "Order Completed",
                        "\"order_id\":\"b" + unit + "\"");
            }
        }
        for (int unit = 0; unit < 20; unit++) {
            viewed(lines, "a" + unit, "2026-03-03T10:00:00.000Z", "Model_A", unit < 10 ? "5" : "home_ranking@6");
        }
        call(lines, "beat", "2026-03-05T09:00:00.000Z", "Ping", "\"beat\":1");
        call(lines, "beat", "2026-03-06T09:00:00.000Z", "Ping", "\"beat\":2");
        return lines;
    }

    private static void viewed(List<String> lines, String unit, String at, String variant, String version) {
        call(
                lines,
                unit,
                at,
                "Experiment Viewed",
                "\"experiment_id\":\"home_ranking\",\"treatment_group\":\"" + variant + "\",\"model_version\":\""
                        + version + "\"");
    }

    private static void call(List<String> lines, String unit, String at, String event, String properties) {
        lines.add("{\"messageId\":\"m" + lines.size() + "\",\"type\":\"track\",\"event\":\"" + event
                + "\",\"userId\":\"" + unit + "\",\"receivedAt\":\"" + at + "\",\"timestamp\":\"" + at
                + "\",\"properties\":{" + properties + "}}");
    }

    @Test
    void anArmThatChangedItsVersionIsWarnedOfInTheTablesTheTerminalAndTheJson() throws IOException {
        String mixture = "the arm Model_B served several versions of a model, so its result is that of a mixture:"
                + " 6 (150 units, first at 2026-03-01T08:00:00Z), 7 (50 units, first at 2026-03-02T14:20:00Z)";

        assertThat(pipeline.rows(
                        "gold.assignment_health",
                        "as_of_date",
                        "stage",
                        "dimension",
                        "exists(findings, one -> one.verdict = 'WARN' AND contains(one.reason, '" + mixture + "'))"))
                .contains("2026-03-01 after_bot_filter (all) false", "2026-03-02 after_bot_filter (all) true")
                .contains("2026-03-05 after_bot_filter (all) true", "2026-03-05 readout (all) false");
        assertThat(pipeline.rows(
                        "gold.experiment_readout",
                        "as_of_date",
                        "dimension",
                        "array_join(model_versions_control, ',')",
                        "array_join(model_versions_variant, ',')"))
                .contains("2026-03-01 (all) 6 6", "2026-03-02 (all) 6 6,7", "2026-03-03 (all) 6,5 6,7");
        Answer experiment = pipeline.verb("experiment", "home_ranking");
        assertThat(experiment.out())
                .contains("Model versions: Model_A saw 6, 5; Model_B saw 6, 7")
                .contains("Warning: stage after_bot_filter: " + mixture);
        JsonNode json = JSON.readTree(
                pipeline.verb("experiment", "home_ranking", "--json").out());
        assertThat(json.at("/model_versions/Model_B").toString()).isEqualTo("[\"6\",\"7\"]");
        assertThat(json.at("/warnings").toString()).contains(mixture);
    }

    @Test
    void checkSaysWhereDeclarationAndTrafficDisagreeAndSinceWhen() {
        Answer check = models(NOW, "check");

        assertThat(check.code()).isEqualTo(ExitCode.PARTIAL);
        assertThat(check.out())
                .contains("TRAFFIC_DISAGREES: Events of the arm Model_A of home_ranking name the version 5 (10 of"
                        + " 20 units"
                        + " of 2026-03-03), but arm:home_ranking/Model_A serves"
                        + " model:mlflow/registry/home_ranking@6")
                .contains(
                        "k8s:prod/reco/Deployment/reco-api serves model:mlflow/registry/home_ranking@7 by",
                        ", since 2026-03-03T10:00:00Z",
                        "deploy/reco.yaml:27",
                        "experiments.home_ranking.arms.Model_A",
                        "joy models history home_ranking shows")
                .contains("VERSION_CHANGED_DURING_EXPERIMENT: By its events the arm Model_B served several versions")
                .as("what agrees is not reported")
                .doesNotContain("Events of the arm Model_B", "name the version 6");
        assertThat(models(NOW, "check", "--as-of", "2026-03-02").out())
                .as("as of the day before")
                .doesNotContain("name the version 5", "By its events the arm Model_A")
                .contains("By its events the arm Model_B");
    }

    @Test
    void theLoopIsClosedInTextAndJson() throws IOException {
        Answer show = models(NOW, "show", "home_ranking");
        JsonNode json =
                JSON.readTree(models(NOW, "show", "home_ranking", "--json").out());
        JsonNode readout = JSON.readTree(
                pipeline.verb("experiment", "home_ranking", "--json").out());

        assertThat(show.out())
                .contains("home_ranking@7, trained by job:airflow/food_retrain at 2026-03-06T12:26:40Z, serves the arm"
                        + " Model_B of home_ranking in k8s:prod/reco/Deployment/reco-api (chart:reco@1.4.2); its events"
                        + " name 6, 7: WINNER (better by conversion) as of 2026-03-05")
                .contains("serves the arm Model_A of home_ranking in k8s:prod/reco/InferenceService/reco-batch")
                .contains(
                        "\n  conversion +150.0 % [+",
                        "\n  Warning: stage after_bot_filter: the arm Model_A served several"
                                + " versions of a model, so its result is that of a mixture: 6 (200 units");
        JsonNode loop = json.at("/results/1");
        JsonNode estimate = readout.at("/lines/0/estimate");
        assertThat(loop.at("/arm").asText()).isEqualTo("Model_B");
        assertThat(loop.at("/versions/0").asText()).isEqualTo("model:mlflow/registry/home_ranking@7");
        assertThat(loop.at("/deployments/0/charts/0").asText()).isEqualTo("chart:reco@1.4.2");
        assertThat(loop.at("/trained_at").asText()).isEqualTo("2026-03-06T12:26:40Z");
        assertThat(loop.at("/lines/0/lift").asDouble())
                .as("joined with gold")
                .isEqualTo(estimate.at("/lift").asDouble());
        assertThat(loop.at("/lines/0/low").asDouble())
                .isEqualTo(estimate.at("/low").asDouble()
                        / estimate.at("/control_mean").asDouble());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "list                       | /0/kind            | model",
                "list --kind job            |                    |",
                "show home_ranking          | /owner             | reco-team",
                "impact silver.events       | /start/id          | table:silver.events",
                "history home_ranking       | /model             | model:mlflow/registry/home_ranking",
                "check                      | /0/check           | VERSION_CHANGED_DURING_EXPERIMENT",
                "export                     | /nodes/0/kind      | model_alias",
                "load                       | /status            | DONE"
            })
    void eachVerbAnswersInJson(String line, String place, String value) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(line.split(" ", -1)));
        arguments.add("--json");

        Answer answer = models(NOW, arguments.toArray(String[]::new));

        if (place == null) {
            assertThat(answer.code()).isEqualTo(ExitCode.WRONG_USAGE);
            return;
        }
        assertThat(answer.out().lines()).as(answer.err()).hasSize(1);
        assertThat(JSON.readTree(answer.out()).at(place).asText())
                .as(answer.out())
                .isEqualTo(value);
        assertThat(answer.jsonKeys())
                .as("spelled like columns of tables")
                .noneMatch(key -> key.matches("[a-z0-9]+[A-Z]\\w*"));
    }

    @Test
    void depthBoundsTheWalk() throws JsonProcessingException {
        List<Integer> sizes = new ArrayList<>();
        for (String depth : List.of("1", "2", "100")) {
            JsonNode reached = JSON.readTree(models(NOW, "impact", "api:reco#/v1/recommend", "--depth", depth, "--json")
                            .out())
                    .at("/reached");
            reached.forEach(step -> assertThat(step.at("/depth").asInt()).isBetween(1, Integer.parseInt(depth)));
            sizes.add(reached.size());
        }

        assertThat(sizes).isSorted().doesNotHaveDuplicates();
        assertThat(models(NOW, "impact", "reco-api", "--depth", "0").code()).isEqualTo(ExitCode.WRONG_USAGE);
    }

    private static Answer models(Instant at, String... arguments) {
        return pipeline.ask(new ModelsVerb(Clock.fixed(at, ZoneOffset.UTC)), arguments);
    }
}
