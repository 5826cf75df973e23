package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.cli.DoctorVerb;
import sparkjoy.cli.ExitCode;

/** `joy doctor` on a folder and on a real S3 server: what is right, what is wrong, and how to fix it. */
class DoctorTest {
    private static final String WRONG_SECRET = "a-wrong-secret-that-nobody-may-see";

    @TempDir
    private static Path folder;

    private static S3Server server;
    private static String logs;

    @BeforeAll
    static void start() {
        server = S3Server.start();
        logs = server.newBucket("logs");
        for (String key : List.of("1772323200000/a.gz", "1772409600000/b.gz", "1772409600000/c.gz")) {
            server.put(logs, "segment-logs/web/" + key, RawLogs.gzip("{}"));
        }
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void aFolderThatIsRightEndsWithZero() throws JsonProcessingException {
        RawLogs local = new RawLogs(folder.resolve("local"));
        local.put(RawLogs.DAY + "/a.gz", RawLogs.gzip("{}"));
        TestPipeline pipeline = TestPipeline.of(local.root(), folder.resolve("no-lake-yet"));

        Answer answer = pipeline.verb("doctor");

        assertThat(answer.code()).as(answer.out()).isEqualTo(ExitCode.DONE);
        assertThat(answer.out())
                .contains(
                        "OK       Java",
                        "no-lake-yet can be created",
                        "1 Segment source in ",
                        "2026-03-02, has 1 file");
        assertThat(folder.resolve("no-lake-yet")).doesNotExist();
        String json = pipeline.withOptions("--json").verb("doctor").out();
        assertThat(new ObjectMapper().readTree(json)).allMatch(check -> check.has("level") && check.has("subject"));
    }

    @Test
    void aBucketThatIsRightIsTriedAndLeftAsItWas() throws IOException {
        String lake = server.newBucket("lake");

        Answer answer = onS3(lake, "secret").verb("doctor");

        assertThat(answer.code()).as(answer.out()).isEqualTo(ExitCode.DONE);
        assertThat(answer.out())
                .contains(
                        "s3a://" + lake + "/joy can be listed",
                        "supports conditional PUT",
                        "OK       clock",
                        "1 Segment source in s3a://" + logs + "; the newest day, 2026-03-02, has 2 files");
        assertThat(server.keys(lake, "")).allMatch(key -> key.endsWith("/"));
    }

    @Test
    void aClockThatIsWrongIsNamed() throws IOException {
        Clock slow = Clock.offset(Clock.tickMillis(ZoneOffset.UTC), Duration.ofMinutes(-10));

        Answer answer = onS3(server.newBucket("lake"), "secret").ask(new DoctorVerb(slow));

        assertThat(answer.code()).as(answer.out()).isEqualTo(ExitCode.DONE);
        assertThat(answer.out()).containsPattern("WARNING  clock .* (599|600|601) seconds ahead of this machine's");
    }

    @Test
    void whatIsWrongIsNamedWithItsFixAndWithoutItsSecret() throws IOException {
        Answer secret = onS3(server.newBucket("lake"), WRONG_SECRET).verb("doctor");
        Answer bucket = onS3("no-such-bucket-" + System.nanoTime(), "secret").verb("doctor");
        Answer place = TestPipeline.of(folder.resolve("no-logs"), folder.resolve("lake"))
                .verb("doctor");

        assertThat(List.of(secret, bucket, place)).allMatch(answer -> answer.code() == ExitCode.FAILED);
        assertThat(secret.out())
                .contains("FAILED   lake", "refuses the credentials")
                .doesNotContain(WRONG_SECRET);
        assertThat(bucket.out()).contains("There is no bucket no-such-bucket-", "storage.endpoint");
        assertThat(place.out()).contains("FAILED   logs of app", "No Segment logs at ", "Name the folder");
        assertThat(secret.err() + bucket.err() + place.err()).doesNotContain("\tat ", WRONG_SECRET);
    }

    @Test
    void aWrongSpecificationLeavesTheChecksOfTheMachine() {
        Answer answer = TestPipeline.of(folder, folder.resolve("lake"))
                .with("pipelines.food.owner=[]", "nothing=1")
                .verb("doctor");

        assertThat(answer.code()).isEqualTo(ExitCode.FAILED);
        assertThat(answer.out()).contains("OK       Java", "FAILED   specification", "nothing");
    }

    @Test
    void aClusterWithoutAuthenticationAndAPasswordThatIsNotSetAreWarnings() {
        RawLogs local = new RawLogs(folder.resolve("more"));
        local.put(RawLogs.DAY + "/a.gz", RawLogs.gzip("{}"));
        TestPipeline pipeline = TestPipeline.of(local.root(), folder.resolve("lake"))
                .with("spark.master=spark://host:7077", "serve.users={analyst: NO_SUCH_PASSWORD_VARIABLE}");

        Answer answer = pipeline.verb("doctor");

        assertThat(answer.code()).as(answer.out()).isEqualTo(ExitCode.DONE);
        assertThat(answer.out())
                .contains("WARNING  cluster", "spark.authenticate", "NO_SUCH_PASSWORD_VARIABLE is not set");
        assertThat(pipeline.with("spark.settings={spark.authenticate: \"true\"}")
                        .verb("doctor")
                        .out())
                .contains("spark.authenticate is on");
    }

    private static TestPipeline onS3(String lake, String secret) throws IOException {
        Path keys = Files.writeString(
                folder.resolve("s3-" + secret + ".properties"), "access_key=key\nsecret_key=" + secret + "\n");
        return new TestPipeline("s3a://" + logs, "s3a://" + lake + "/joy", List.of())
                .with(
                        "storage.endpoint=" + server.endpoint(),
                        "storage.region=us-east-1",
                        "storage.path_style=true",
                        "storage.credentials={provider: file, file: " + keys + "}");
    }
}
