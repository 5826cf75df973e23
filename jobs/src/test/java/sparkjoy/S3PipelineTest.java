package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.gaul.s3proxy.junit.S3ProxyExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import sparkjoy.cli.ExitCode;

/** The whole pipeline on a real S3 server, and what it says when the server cannot be used. */
class S3PipelineTest {
    private static final String SECRET = "a-secret-that-nobody-may-see";
    private static final String WRONG_SECRET = "another-secret-that-nobody-may-see";
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    @RegisterExtension
    private final S3ProxyExtension server =
            S3ProxyExtension.builder().withCredentials("key", SECRET).build();

    @TempDir
    private Path folder;

    private String logs;
    private String lake;
    private S3Client client;

    /** Buckets of other names for each test: Hadoop keeps a file system by the name of its bucket. */
    @BeforeEach
    void makeBuckets() {
        String suffix = UUID.randomUUID().toString().substring(0, 8);
        logs = "logs-" + suffix;
        lake = "lake-" + suffix;
        client = S3Client.builder()
                .endpointOverride(server.getUri())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", SECRET)))
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .build();
        client.createBucket(request -> request.bucket(logs));
        client.createBucket(request -> request.bucket(lake));
    }

    @Test
    void logsAndLakeOnS3GiveTheSameTablesAsLocalOnes() throws IOException {
        ShopLogs local = ShopLogs.made();
        for (Path file : RawLogs.files(local.folder().resolve("segment-logs"))) {
            client.putObject(
                    request -> request.bucket(logs)
                            .key(local.folder().relativize(file).toString()),
                    file);
        }
        S3Detour way = S3Detour.counting(server.getUri());
        TestPipeline pipeline = pipeline(way.endpoint(), SECRET)
                .withOptions(local.pipeline().more().toArray(String[]::new));

        Answer answer = pipeline.runAll();

        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.DONE);
        assertThat(pipeline.contents().differences(local.contents())).isEmpty();
        assertThat(pipeline.rows("bronze.files", "version RLIKE '^[0-9a-f]{32}$'"))
                .hasSize(Math.toIntExact(local.truth().files().count()))
                .containsOnly("true");
        assertThat(answer.out() + answer.err() + recorded(pipeline)).doesNotContain(SECRET);
        Answer again = pipeline.runAll();
        assertThat(again.out()).contains("0 new files");
        assertAllowedByTheDocumentedPolicy(pipeline, way);
        way.close();
    }

    /** Of the actions that docs/s3.md grants only the one after a failed upload is not used. */
    private void assertAllowedByTheDocumentedPolicy(TestPipeline pipeline, S3Detour way) throws IOException {
        assertThat(pipeline.verb("maintain", "bronze.files").code()).isEqualTo(ExitCode.DONE);
        assertThat(pipeline.verb("doctor").code()).isEqualTo(ExitCode.DONE);

        S3Policy policy = S3Policy.ofThePage("your-logs", logs, "your-lake", lake);

        assertThat(policy.refused(way.calls())).isEmpty();
        assertThat(policy.unused(way.calls())).containsExactly("WriteLake s3:AbortMultipartUpload");
    }

    @Test
    void aWrongSecretIsToldSoonAndNotShown() throws IOException {
        TestPipeline pipeline = pipeline(server.getUri(), WRONG_SECRET);

        Answer answer = soon(pipeline);

        assertFailed(answer, "refuses the credentials for s3a://" + lake, "storage.credentials");
    }

    @Test
    void aMissingBucketIsToldSoon() throws IOException {
        client.deleteBucket(request -> request.bucket(lake));
        TestPipeline pipeline = pipeline(server.getUri(), SECRET);

        Answer answer = soon(pipeline);

        assertFailed(answer, "There is no bucket " + lake + " at " + server.getUri());
    }

    @Test
    void aMissingBucketOfTheLogsIsToldSoon() throws IOException {
        client.deleteBucket(request -> request.bucket(logs));
        TestPipeline pipeline = pipeline(server.getUri(), SECRET);

        Answer answer = soon(pipeline);

        assertFailed(answer, "There is no bucket " + logs + " at " + server.getUri());
    }

    @Test
    void aClosedPortIsToldSoon() throws IOException {
        URI nobody = URI.create("http://127.0.0.1:" + closedPort());
        TestPipeline pipeline = pipeline(nobody, SECRET);

        Answer answer = soon(pipeline);

        assertFailed(answer, "The endpoint " + nobody + " does not answer", "storage.endpoint");
    }

    /** The port takes connections and never answers. */
    @Test
    void aServerThatNeverAnswersIsToldSoon() throws IOException {
        try (ServerSocket silent = new ServerSocket(0)) {
            URI endpoint = URI.create("http://127.0.0.1:" + silent.getLocalPort());
            TestPipeline pipeline = pipeline(endpoint, SECRET);

            Answer answer = soon(pipeline);

            assertFailed(answer, "The endpoint " + endpoint + " does not answer", "storage.endpoint");
        }
    }

    @Test
    void aHostThatNobodyKnowsIsToldSoon() throws IOException {
        URI nobody = URI.create("http://no-such-host.invalid:9000");
        TestPipeline pipeline = pipeline(nobody, SECRET);

        Answer answer = soon(pipeline);

        assertFailed(answer, "The endpoint " + nobody + " does not answer", "storage.endpoint");
    }

    @Test
    void aFileOfCredentialsWithoutASecretIsTold() throws IOException {
        TestPipeline pipeline = pipeline(server.getUri(), SECRET);
        Files.writeString(folder.resolve("s3.properties"), "access_key=key\n");

        Answer answer = soon(pipeline);

        assertFailed(answer, "s3.properties lacks access_key or secret_key");
    }

    private TestPipeline pipeline(URI endpoint, String secret) throws IOException {
        Path keys = Files.writeString(folder.resolve("s3.properties"), "access_key=key\nsecret_key=" + secret + "\n");
        return new TestPipeline("s3a://" + logs, "s3a://" + lake + "/lake", List.of())
                .with(
                        "storage.endpoint=" + endpoint,
                        "storage.region=us-east-1",
                        "storage.path_style=true",
                        "storage.credentials={provider: file, file: " + keys + "}");
    }

    private static Answer soon(TestPipeline pipeline) {
        SharedSpark.session();
        Instant start = Instant.now();
        Answer answer = pipeline.runAll();
        assertThat(Duration.between(start, Instant.now())).isLessThan(PATIENCE);
        return answer;
    }

    private static void assertFailed(Answer answer, String... messages) {
        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.FAILED);
        assertThat(answer.err())
                .startsWith("joy run: ")
                .contains(messages)
                .doesNotContain(SECRET, WRONG_SECRET, "\tat ");
        assertThat(answer.out()).isEmpty();
    }

    private static String recorded(TestPipeline pipeline) {
        return String.join("\n", pipeline.rows("ops.runs", "to_json(struct(*))"));
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
