package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.models.RegistryServer;

/**
 * Whatever holds a secret has CANARY in it: credentials of storages, passwords, tokens, manifests, charts, URLs. A real
 * process runs the verbs; no output, file or table holds one of them.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class SecretsStayHiddenTest {
    private static final Path MODELS = Path.of("src/test/resources/models/secrets");
    private static final List<String> FORMATS =
            List.of("mermaid", "dot", "graphml", "graphson", "cypher", "openlineage", "backstage", "json");
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "AWS_ACCESS_KEY_ID", "CANARY-ENV-ID",
            "AWS_SECRET_ACCESS_KEY", "CANARY-ENV-SECRET",
            "ANALYST_PASSWORD", "CANARY-ANALYST",
            "REGISTRY_TOKEN", "CANARY-REGISTRY-TOKEN",
            "ENDPOINT_WITH_PASSWORD", "https://user:CANARY-ENDPOINT@s3.example.com",
            "LAKE_WITH_KEY", "s3a://AKEY:CANARY/LAKE@bucket/lake");

    @TempDir
    private static Path folder;

    private static RegistryServer registry;
    private static TestPipeline pipeline;
    private static String output;

    @BeforeAll
    static void runVerbs() throws Exception {
        registry = new RegistryServer();
        registry.homeRanking(6, 7);
        RawLogs logs = new RawLogs(folder.resolve("logs"));
        logs.put(RawLogs.DAY + "/a.gz", RawLogs.gzip(RawLogs.call("m1"), RawLogs.call("m2"), "{broken"));
        Path keys = Files.createDirectories(folder.resolve("secret"));
        Path common = Files.writeString(
                keys.resolve("common"), "access_key=CANARY-ID\nsecret_key=CANARY-KEY\nsession_token=CANARY-SESSION\n");
        Path bucket = Files.writeString(keys.resolve("bucket"), "access_key=CANARY-B-ID\nsecret_key=CANARY-B-KEY\n");
        pipeline = TestPipeline.of(logs.root(), folder.resolve("lake"))
                .withOptions("--spec", SharedSpark.interpreted(folder).toString())
                .with(
                        "storage.credentials={provider: file, file: " + common + "}",
                        "storage.buckets.other={credentials: {provider: file, file: " + bucket + "}}",
                        "storage.timeout=1s",
                        "serve.users.analyst=ANALYST_PASSWORD",
                        "models.timeout=1s",
                        "models.sources.live={kind: mlflow, url: '" + registry.url() + "', token: REGISTRY_TOKEN}",
                        "models.sources.gone={kind: airflow, url: 'http://127.0.0.1:1', token: REGISTRY_TOKEN}",
                        "models.sources.unset={kind: airflow, url: 'http://127.0.0.1:1', token: NO_SUCH_TOKEN}",
                        "models.sources.far={kind: kubernetes, path: 's3a://other/deploy'}",
                        "models.sources.file={kind: mlflow, path: " + MODELS + "/registry.json}",
                        "models.sources.dags={kind: airflow, path: " + MODELS + "/dags.json}",
                        "models.sources.workflows={kind: argo, path: " + MODELS + "/workflows}",
                        "models.sources.charts={kind: helm, path: " + MODELS + "/charts}",
                        "models.sources.cluster={kind: kubernetes, path: " + MODELS + "/deploy, environment: prod}",
                        "models.sources.apis={kind: openapi, path: '" + MODELS + "/apis/*.yaml'}",
                        "experiments.home={baseline: A, from: 2026-03-01, weights: [{from: 2026-03-01, arms: {A: 1, B:"
                                + " 1}}], arms: {A: models:/home_ranking/6, B: models:/home_ranking@champion}}");
        output = process(lines());
    }

    @AfterAll
    static void close() {
        registry.close();
    }

    private static List<String[]> lines() throws IOException {
        List<String[]> lines = new ArrayList<>(List.of(
                pipeline.line("validate"),
                pipeline.line("doctor"),
                pipeline.line("doctor", "--json"),
                pipeline.line("plan"),
                pipeline.line("models", "load"),
                pipeline.line("run", "all"),
                pipeline.line("status"),
                pipeline.line("status", "--json"),
                pipeline.line("quarantine", "list"),
                pipeline.line("models", "check"),
                pipeline.line("models", "list", "--json"),
                pipeline.line("models", "show", "home_ranking"),
                pipeline.line("models", "impact", "home_ranking"),
                pipeline.line("models", "history", "home_ranking"),
                pipeline.line("experiment", "home"),
                pipeline.line("sql", "SET"),
                pipeline.line("sql", "SET -v"),
                pipeline.line("sql", "SET spark.hadoop.fs.s3a.secret.key"),
                pipeline.line("sql", "SET fs.s3a.secret.key"),
                pipeline.line("report", "--html", folder.resolve("report.html").toString())));
        FORMATS.forEach(format -> lines.add(pipeline.line("models", "export", "--format", format)));
        wrong().forEach(override -> {
            lines.add(pipeline.with(override).line("validate"));
            lines.add(pipeline.with(override).line("doctor"));
        });
        lines.add(pipeline.with("serve.users.analyst=CANARYpassword").line("serve"));
        lines.add(pipeline.with("serve.users.analyst=NO_SUCH_PASSWORD").line("serve"));
        return lines;
    }

    /** Secrets where none belongs. */
    private static List<String> wrong() {
        return List.of(
                "lake=s3a://AKEY:CANARY-LAKE@bucket/lake",
                "lake=s3a://AKEY:CANARY/SLASH@bucket/lake",
                "lake=${LAKE_WITH_KEY}",
                "storage.endpoint=${ENDPOINT_WITH_PASSWORD}",
                "storage.endpoint=https://CANARY-TOKEN@s3.example.com",
                "storage.credentials.provider=CANARY",
                "storage.region=https://user:CANARY@host",
                "sources.app.path=s3a://AKEY:CANARY/SLASH@bucket/logs",
                "models.sources.live.token=CANARY-token",
                "models.sources.live.url=https://CANARY-TOKEN@example.com",
                "models.sources.far.path=s3a://AKEY:CANARY/SLASH@other/deploy",
                "serve.users.analyst=CANARYpassword",
                "spark.settings.\"spark.hadoop.fs.s3a.secret.key\"=CANARY",
                "spark.settings.\"spark.authenticate.secret\"=CANARY",
                "spark.settings.\"spark.hadoop.fs.azure.account.key.x.dfs.core.windows.net\"=CANARY",
                "spark.settings.\"spark.hadoop.fs.azure.account.oauth2.client.secret\"=CANARY",
                "spark.settings.\"spark.ssl.keyStorePassword\"=CANARY");
    }

    @Test
    void everyVerbRan() {
        assertThat(output)
                .contains("-- run ended with", "-- report ended with DONE", "-- serve ended with FAILED")
                .contains("-- validate ended with DONE", "-- models ended with DONE");
        assertThat(registry.authorizations()).contains("Bearer CANARY-REGISTRY-TOKEN");
    }

    @Test
    void noOutputHoldsASecret() {
        assertThat(found(output)).isEmpty();
    }

    @Test
    void aVariableThatIsNotSetIsNamed() {
        assertThat(output)
                .contains("the environment variable NO_SUCH_TOKEN is not set", "NO_SUCH_PASSWORD is not set")
                .containsPattern("WARNING +token of models.sources.unset +NO_SUCH_TOKEN is not set");
    }

    /** Also not in a file that a later version of a table no longer names. */
    @Test
    void noFileHoldsASecret() throws IOException {
        Set<String> holding = new TreeSet<>();
        StringBuilder rows = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.startsWith(folder.resolve("secret"))) {
                    String text = text(file);
                    found(text).forEach(secret -> holding.add(folder.relativize(file) + ": " + secret));
                    rows.append(file.toString().endsWith(".parquet") ? text : "");
                }
            }
        }

        assertThat(holding).isEmpty();
        assertThat(folder.resolve("report.html")).isNotEmptyFile();
        assertThat(rows).contains("k8s:prod/reco/Deployment/reco-api", "image:registry.example.com/reco-api:2.3.0");
    }

    /** The bytes of a file; the rows of a Parquet file, whose bytes are compressed. */
    private static String text(Path file) throws IOException {
        if (!file.toString().endsWith(".parquet")) {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        }
        StringBuilder text = new StringBuilder();
        try (ParquetReader<Group> rows = ParquetReader.builder(
                        new GroupReadSupport(), new org.apache.hadoop.fs.Path(file.toUri()))
                .build()) {
            for (Group row = rows.read(); row != null; row = rows.read()) {
                text.append(row).append('\n');
            }
        }
        return text.toString();
    }

    private static Set<String> found(String text) {
        return Pattern.compile(".{0,40}CANARY.{0,20}")
                .matcher(text)
                .results()
                .map(match -> match.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String process(List<String[]> lines) throws Exception {
        List<String> program = new ArrayList<>(List.of("sparkjoy.JoyInARow"));
        lines.forEach(line -> program.add(Arrays.stream(line).collect(Collectors.joining("\n"))));
        try (JavaProcess joy = JavaProcess.start(folder, program, ENVIRONMENT)) {
            assertThat(joy.exitCode()).as(joy.output()).isZero();
            return joy.output();
        }
    }
}
