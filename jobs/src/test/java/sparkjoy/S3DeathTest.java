package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sparkjoy.cli.ExitCode;

/** A real S3 server that dies in mid run: the run says so in one sentence, and the next one says how long it waits. */
class S3DeathTest {
    private static S3Server server;

    @TempDir
    private Path folder;

    private TestPipeline pipeline;

    @BeforeAll
    static void startServer() {
        server = S3Server.startOpen();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, .*/a\\.gz",
        "PUT, .*/bronze/files/_delta_log/.*",
    })
    void theRunNamesTheEndpointInOneSentence(String method, String path) throws IOException {
        deliver();
        try (Dying way = new Dying(method, path)) {

            Answer answer = way.lead(pipeline).run("ingest");

            assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.FAILED);
            assertThat(answer.err())
                    .contains("joy run: The endpoint " + way.endpoint() + " does not answer for s3a://")
                    .contains(": check storage.endpoint, the network and that the server runs.")
                    .doesNotContain("\tat ", " more", "bug");
        }
    }

    @Test
    void nothingButTheSentenceReachesTheTerminalAndTheNextRunSaysWhenItMayWork() throws Exception {
        deliver();
        try (Dying way = new Dying("PUT", ".*/bronze/segment_logs/.*\\.parquet")) {
            List<String> program = new ArrayList<>(
                    List.of("-Dlog4j2.configurationFile=classpath:sparkjoy/log4j2.properties", "sparkjoy.Joy"));
            program.addAll(List.of(way.lead(pipeline).with("lease.expiry=5m").arguments("ingest")));
            try (JavaProcess joy = JavaProcess.start(folder, program)) {
                assertThat(joy.exitCode()).as(joy.output()).isEqualTo(ExitCode.FAILED.number());
                assertThat(joy.output())
                        .contains("joy run: The endpoint " + way.endpoint() + " does not answer for s3a://")
                        .doesNotContain("\tat ", "Exception");
            }
        }

        Answer next = pipeline.with("lease.max_wait=0s").run("ingest");

        assertThat(next.code()).as(next.err()).isEqualTo(ExitCode.FAILED);
        assertThat(next.err())
                .containsPattern(
                        "Another run holds the lease on the ingest of source app: run .* If that run died, its lease"
                                + " is free at [0-9:]{8} UTC, in [0-9]+ s\\.");
    }

    private void deliver() throws IOException {
        String logs = server.newBucket("logs");
        server.put(logs, RawLogs.DAY + "/a.gz", RawLogs.gzip(RawLogs.call("m1"), RawLogs.call("m2")));
        pipeline = new TestPipeline("s3a://" + logs, "s3a://" + server.newBucket("lake") + "/joy", List.of())
                .withOptions("--spec", SharedSpark.interpreted(folder).toString())
                .with(server.specification(folder).toArray(String[]::new))
                .with("lease={max_wait: 30s, expiry: 3s}");
    }

    /** A way to the server that closes for good at the first request of a kind. */
    private static final class Dying implements AutoCloseable {
        private final AtomicBoolean isDead = new AtomicBoolean();
        private final AtomicReference<S3Detour> way = new AtomicReference<>();

        Dying(String method, String path) throws IOException {
            way.set(S3Detour.watchedBy(server.endpoint(), (asked, place) -> {
                if (asked.equals(method) && place.matches(path) && isDead.compareAndSet(false, true)) {
                    new Thread(this::close).start();
                }
                return !isDead.get();
            }));
        }

        URI endpoint() {
            return way.get().endpoint();
        }

        TestPipeline lead(TestPipeline pipeline) {
            return pipeline.with("storage.endpoint=" + endpoint());
        }

        @Override
        public void close() {
            way.get().close();
        }
    }
}
