package sparkjoy.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import sparkjoy.S3Server;
import sparkjoy.spec.SpecReader;

/** Files in an object store are read like those of this machine, and named by their URIs. */
final class FetchedFilesTest {
    private static final Path SHOP = Path.of("src/test/resources/models/shop");

    private static S3Server server;
    private static String bucket;

    @BeforeAll
    static void fillBucket() throws IOException {
        server = S3Server.start();
        bucket = server.newBucket("shop");
        try (Stream<Path> files = Files.walk(SHOP)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                server.put(bucket, "shop/" + SHOP.relativize(file), Files.readAllBytes(file));
            }
        }
        server.put(bucket, "large/big.yaml", "a: b\n".repeat(2_000).getBytes(StandardCharsets.UTF_8));
        server.put(
                bucket,
                "rendered/reco/templates/deployment.yaml",
                Files.readAllBytes(SHOP.resolve("deploy/reco.yaml")));
        server.put(bucket, "large/deploy/small.yaml", Files.readAllBytes(SHOP.resolve("deploy/kserve.yaml")));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aFolderAFileAndAGlobAreReadAndNamedByTheirUris() {
        for (String path : List.of("shop/deploy", "shop/deploy/", "shop/deploy/kserve.yaml", "shop/deploy/k*.yaml")) {
            Crawl crawl = crawl("kubernetes", path, "secret");

            assertThat(crawl.status()).as(path + crawl.errors()).isEqualTo(Crawl.Status.OK);
            assertThat(crawl.nodes()).as(path).anySatisfy(node -> {
                assertThat(node.name()).isEqualTo("reco-batch");
                assertThat(node.sourceRef()).isEqualTo("s3a://" + bucket + "/shop/deploy/kserve.yaml:4");
            });
            assertThat(crawl.claims())
                    .as(path)
                    .extracting(Claim::sourceRef)
                    .contains("s3a://" + bucket + "/shop/deploy/kserve.yaml:14");
        }
        assertThat(crawl("kubernetes", "shop/deploy/k*.yaml", "secret").nodes())
                .extracting(GraphNode::name)
                .doesNotContain("reco-api");
    }

    @Test
    void placesWithinTextsAreUrisTooSoThatTwoCrawlsSayTheSame() {
        Crawl first = crawl("kubernetes", "shop/deploy", "secret");

        assertThat(crawl("kubernetes", "shop/deploy", "secret")).isEqualTo(first);
        assertThat(first.nodes().stream().map(GraphNode::attributes).toList().toString())
                .contains("Service reco (s3a://" + bucket + "/shop/deploy/reco.yaml:");
    }

    @Test
    void chartsAndDumpsAreReadToo() {
        assertThat(crawl("helm", "shop/charts", "secret").edges()).anySatisfy(edge -> assertThat(edge.sourceRef())
                .isEqualTo("s3a://" + bucket + "/shop/charts/reco/values.yaml:4"));
        assertThat(crawl("airflow", "shop/dags.json", "secret").nodes())
                .extracting(GraphNode::id)
                .contains("job:airflow/food_retrain");
        assertThat(crawl("argo", "shop/workflows", "secret").nodes())
                .extracting(GraphNode::id)
                .contains("job:argo/ml/CronWorkflow/home-ranking-nightly");
    }

    @Test
    void renderedChartsAreReadToo() {
        String charts = "shop/charts', rendered: 's3a://" + bucket + "/";

        Crawl crawl = crawl("helm", charts + "rendered", "secret");
        Crawl missing = crawl("helm", charts + "none", "secret");

        assertThat(crawl.status()).as(crawl.errors().toString()).isEqualTo(Crawl.Status.OK);
        assertThat(crawl.edges())
                .filteredOn(edge -> edge.kind() == EdgeKind.RUNS_IMAGE)
                .isNotEmpty()
                .allSatisfy(edge -> assertThat(edge.sourceRef())
                        .startsWith("s3a://" + bucket + "/rendered/reco/templates/deployment.yaml:"));
        assertThat(missing.status()).isEqualTo(Crawl.Status.PARTIAL);
        assertThat(missing.errors())
                .containsExactly("s3a://" + bucket + "/none: there is no such file or folder; correct rendered of the"
                        + " source files in models.sources");
        assertThat(missing.nodes()).extracting(GraphNode::id).contains("chart:reco@1.4.2");
        assertThat(missing.edges()).noneMatch(edge -> edge.kind() == EdgeKind.RUNS_IMAGE);
    }

    @Test
    void aSchemeWithoutAFileSystemFailsTheSource() {
        Crawl crawl = crawlAt("kubernetes", "gs://bucket/deploy", "secret");

        assertThat(crawl.status()).isEqualTo(Crawl.Status.FAILED);
        assertThat(crawl.errors())
                .containsExactly("gs://bucket/deploy: there is no file system for gs://; correct path of the source"
                        + " files, for example s3a://bucket/deploy");
    }

    @Test
    void whatIsMissingOrForbiddenFailsTheSourceAndALargeFileIsNoted() {
        assertThat(crawl("kubernetes", "shop/none", "secret").status()).isEqualTo(Crawl.Status.FAILED);
        assertThat(crawl("kubernetes", "shop/none/*.yaml", "secret").status()).isEqualTo(Crawl.Status.FAILED);
        Crawl forbidden = crawl("kubernetes", "shop/deploy", "CANARY-WRONG");
        assertThat(forbidden.status()).isEqualTo(Crawl.Status.FAILED);
        assertThat(forbidden.errors()).singleElement().asString().contains("check the path and the credentials");
        assertThat(forbidden.errors().toString()).doesNotContain("CANARY");
        Crawl partial = crawl("kubernetes", "large", "secret");
        assertThat(partial.status()).isEqualTo(Crawl.Status.PARTIAL);
        assertThat(partial.errors())
                .singleElement()
                .asString()
                .contains("s3a://" + bucket + "/large/big.yaml: 10000 bytes are more than models.max_file_bytes");
        assertThat(partial.nodes()).extracting(GraphNode::name).contains("reco-batch");
    }

    private static Crawl crawl(String kind, String path, String secret) {
        return crawlAt(kind, "s3a://" + bucket + "/" + path, secret);
    }

    /** A file system of its own for each reading: another secret would else find the one of before. */
    private static Crawl crawlAt(String kind, String place, String secret) {
        Configuration hadoop = S3Server.hadoop(server.endpoint());
        hadoop.set("fs.s3a.secret.key", secret);
        hadoop.set("fs.s3a.attempts.maximum", "1");
        hadoop.setBoolean("fs.s3a.impl.disable.cache", true);
        String source = "models.sources={files: {kind: " + kind + ", path: '" + place + "', environment: prod}}";
        var spec = new SpecReader()
                .read(
                        List.of(Path.of("../docs/minimal.yaml")),
                        List.of(source, "models.max_file_bytes=4KiB"),
                        Map.of());
        return new Sources(spec, Map.of()).crawl("files", hadoop);
    }
}
