package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.cli.ExitCode;
import sparkjoy.cli.ModelsVerb;
import sparkjoy.models.RegistryServer;

/**
 * What `show` and `impact` ask of Spark does not grow with the graph: 10,000 nodes and 50,000 edges are read as three small
 * tables. `-Djoy.seconds=true` prints what they take in this JVM, on a session that is open already.
 */
class LargeGraphTest {
    private static final Instant NOW = Instant.parse("2026-03-08T12:00:00Z");
    private static final int DEPLOYMENTS = 3_300;
    private static final int IMAGES = 3_300;
    private static final int PER_FILE = 300;

    @TempDir
    private Path folder;

    @Test
    void aLargeGraphTakesAsManyJobsAsASmallOne() throws Exception {
        try (RegistryServer registry = new RegistryServer()) {
            registry.homeRanking(6, 7);
            TestPipeline small = loaded(registry, "small", 3);
            TestPipeline large = loaded(registry, "large", DEPLOYMENTS);

            assertThat(large.table("meta.model_nodes").count()).isGreaterThan(10_000);
            assertThat(large.table("meta.model_edges").count()).isGreaterThan(50_000);
            for (String[] question : new String[][] {
                {"show", "home_ranking"}, {"impact", "model:mlflow/registry/home_ranking@6"}, {"impact", "image:i7:1"}
            }) {
                SparkWork.Count few = SparkWork.of(() -> asked(small, question));
                SparkWork.Count many = SparkWork.of(() -> asked(large, question));

                assertThat(many.jobs()).as(question[0]).isEqualTo(few.jobs()).isLessThanOrEqualTo(3);
                assertThat(many.tasks()).isEqualTo(few.tasks());
            }
        }
    }

    private static void asked(TestPipeline pipeline, String... question) {
        long start = System.nanoTime();
        Answer answer = models(pipeline, question);
        if (Boolean.getBoolean("joy.seconds")) {
            System.out.printf(
                    Locale.ROOT,
                    "%s: %.2f s, %,d lines%n",
                    String.join(" ", question),
                    Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0,
                    answer.out().lines().count());
        }
        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.DONE);
    }

    private TestPipeline loaded(RegistryServer registry, String name, int deployments) throws IOException {
        Path manifests = Files.createDirectories(folder.resolve(name + "-deploy"));
        for (int first = 0; first < deployments; first += PER_FILE) {
            Files.writeString(
                    manifests.resolve(first + ".yaml"),
                    IntStream.range(first, Math.min(first + PER_FILE, deployments))
                            .mapToObj(LargeGraphTest::deployment)
                            .collect(Collectors.joining("---\n")));
        }
        TestPipeline pipeline = TestPipeline.of(folder.resolve("logs"), folder.resolve(name))
                .with(
                        "models.sources.registry={kind: mlflow, url: '" + registry.url() + "'}",
                        "models.sources.cluster={kind: kubernetes, path: " + manifests + "}");
        Answer loaded = models(pipeline, "load");
        assertThat(loaded.code()).as(loaded.err()).isEqualTo(ExitCode.DONE);
        return pipeline;
    }

    /** One model, a release of its own, a common chart, an owner, and twelve images of many. */
    private static String deployment(int number) {
        String images = IntStream.range(0, 12)
                .mapToObj(container -> "{name: c" + container + ", image: 'i" + (number * 7 + container * 271) % IMAGES
                        + ":1'}")
                .collect(Collectors.joining(", "));
        return "{apiVersion: apps/v1, kind: Deployment, metadata: {name: d" + number
                + ", namespace: shop, labels: {app.kubernetes.io/managed-by: Helm, app.kubernetes.io/instance: r" + number
                + ", helm.sh/chart: shop-1.0." + number % 50 + ", sparkjoy.io/model: home_ranking, sparkjoy.io/model-version: '"
                + (6 + number % 2) + "', sparkjoy.io/owner: team-" + number % 20
                + "}}, spec: {template: {spec: {containers: [" + images + "]}}}}\n";
    }

    private static Answer models(TestPipeline pipeline, String... arguments) {
        return pipeline.ask(new ModelsVerb(Clock.fixed(NOW, ZoneOffset.UTC)), arguments);
    }
}
