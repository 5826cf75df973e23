package sparkjoy.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files, overrides and environment make one specification, and each value keeps its origin. */
final class SpecLayersTest {
    private static final String BASE =
            """
            lake: target/lake
            sources:
              app: {path: target/logs, ids: [one, two]}
            bots: {units: [a, b]}
            pipelines:
              food: {owner: data@example.com}
            """;

    @TempDir
    private Path folder;

    @Test
    void aLaterFileMergesMapsAndReplacesLists() throws IOException {
        Path base = file("base.yaml", BASE);
        Path production = file("production.yaml", "sources:\n  app: {ids: [three]}\n  web: {path: other/logs}\n");

        Spec spec = new SpecReader().read(List.of(base, production), List.of(), Map.of());

        assertThat(spec.sources()).containsOnlyKeys("app", "web");
        assertThat(spec.sources().get("app").path()).isEqualTo("target/logs");
        assertThat(spec.sources().get("app").ids()).containsExactly("three");
    }

    @Test
    void aProblemNamesTheFileThatTheValueCameFrom() throws IOException {
        Path base = file("base.yaml", BASE + "kpis: {amount: gross}\n");
        Path production = file("production.yaml", "storage:\n  timeout: soon\n");

        SpecException refusal = refusal(List.of(base, production), List.of("retention.history=long"), Map.of());

        assertThat(refusal.problems())
                .extracting(Problem::file, Problem::line, Problem::path)
                .containsExactlyInAnyOrder(
                        tuple(base.toString(), 7, "kpis.amount"),
                        tuple(production.toString(), 2, "storage.timeout"),
                        tuple("--set retention.history", 0, "retention.history"));
    }

    @Test
    void anEmptyLayerChangesNothing() throws IOException {
        Path base = file("base.yaml", BASE);

        Spec spec = new SpecReader().read(List.of(base, file("empty.yaml", "# later\n")), List.of(), Map.of());

        assertThat(spec.lake()).isEqualTo("target/lake");
    }

    @Test
    void anOverrideLiesOverTheFilesAndItsValueIsYaml() throws IOException {
        Spec spec = read("lake=/tmp/lake", "bots.units=[c]", "storage.buckets.raw={region: eu-west-1}");

        assertThat(spec.lake()).isEqualTo("/tmp/lake");
        assertThat(spec.bots().units()).containsExactly("c");
        assertThat(spec.storage().buckets().get("raw").region()).contains("eu-west-1");
    }

    @Test
    void aKeyWithDotsStandsInQuotes() throws IOException {
        Spec spec = read("spark.settings.\"spark.ui.enabled\"=false");

        assertThat(spec.spark().settings()).containsExactly(Map.entry("spark.ui.enabled", "false"));
    }

    @Test
    void anOverrideWithoutAValueIsRefused() throws IOException {
        Path base = file("base.yaml", BASE);

        assertThat(refusal(List.of(base), List.of("lake"), Map.of()).problems())
                .extracting(Problem::toString)
                .containsExactly("--set lake: not an override; write --set key.of.the.spec=value");
    }

    @Test
    void variablesComeFromTheEnvironmentOrTheirDefault() throws IOException {
        Path file = file(
                "base.yaml",
                BASE.replace("target/lake", "${LAKE}/joy")
                        + "storage: {timeout: \"${TIMEOUT:-20s}\", region: \"${REGION:-eu-west-1}\"}\n");

        Spec spec = new SpecReader().read(List.of(file), List.of(), Map.of("LAKE", "s3a://b", "REGION", "us-east-1"));

        assertThat(spec.lake()).isEqualTo("s3a://b/joy");
        assertThat(spec.storage().timeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(spec.storage().region()).contains("us-east-1");
    }

    @Test
    void aVariableThatIsEmptyLeavesTheDefault() throws IOException {
        Path file = file("base.yaml", BASE + "storage:\n  timeout: ${TIMEOUT:-}\n  region: ${REGION:-}\n");

        Spec spec = new SpecReader().read(List.of(file), List.of(), Map.of());

        assertThat(spec.storage().timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(spec.storage().region()).isEmpty();
    }

    @Test
    void aDoubledDollarIsNoVariable() throws IOException {
        Spec spec = read("lake=$${HOME}/lake");

        assertThat(spec.lake()).isEqualTo("${HOME}/lake");
    }

    @Test
    void aVariableThatIsOverriddenNeedNotBeSet() throws IOException {
        Path file = file("base.yaml", BASE.replace("target/lake", "${LAKE}"));

        Spec spec = new SpecReader().read(List.of(file), List.of("lake=/tmp/lake"), Map.of());

        assertThat(spec.lake()).isEqualTo("/tmp/lake");
    }

    @Test
    void anAnchorIsWrittenOnceAndMergedWhereItIsNamed() throws IOException {
        Path file = file(
                "base.yaml",
                """
                lake: target/lake
                sources:
                  app: &usual {path: target/logs, max_depth: 64}
                  web: {<<: *usual, path: other/logs}
                pipelines:
                  food: {owner: data@example.com}
                """);

        Source web = new SpecReader()
                .read(List.of(file), List.of(), Map.of())
                .sources()
                .get("web");

        assertThat(web.path()).isEqualTo("other/logs");
        assertThat(web.maxDepth()).isEqualTo(64);
    }

    @Test
    void aFileThatIsNotThereIsTheOnlyProblem() {
        Path missing = folder.resolve("nowhere.yaml");

        assertThatThrownBy(() -> new SpecReader().read(List.of(missing), List.of(), Map.of()))
                .isInstanceOf(SpecException.class)
                .hasMessage(missing + ": there is no such file; name one with --spec");
    }

    @Test
    void anAliasThatHoldsItselfIsRefused() throws IOException {
        Path file = file("base.yaml", BASE + "views: &all\n  v: *all\n");

        assertThat(refusal(List.of(file), List.of(), Map.of()).problems())
                .extracting(Problem::message)
                .anyMatch(message -> message.contains("an alias may hold itself"));
    }

    private Spec read(String... overrides) throws IOException {
        return new SpecReader().read(List.of(file("base.yaml", BASE)), List.of(overrides), Map.of());
    }

    private static SpecException refusal(List<Path> files, List<String> overrides, Map<String, String> environment) {
        SpecException refusal =
                catchThrowableOfType(SpecException.class, () -> new SpecReader().read(files, overrides, environment));
        assertThat(refusal).as("a refusal").isNotNull();
        return refusal;
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
