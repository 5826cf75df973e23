package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.cli.ExitCode;

/** How many requests a run of all jobs sends to a real S3 server. An answer may take 100 ms, so they are most of a small run's time. */
class S3RequestsTest {
    private static final int LINES = 66;
    private static final long MOST_OF_FIRST_RUN = 850;
    private static final long MOST_OF_DELIVERY = 340;
    private static final long MOST_OF_NOTHING_NEW = 100;

    @TempDir
    private Path folder;

    @Test
    void aRunSendsFewRequests() throws IOException {
        Path generated = folder.resolve("generated");
        done(Answer.to("generate", generated.toString(), "--events", "4000", "--days", "2"));
        List<Path> files = RawLogs.files(generated.resolve("segment-logs"));
        try (S3Server server = S3Server.startOpen();
                S3Detour way = S3Detour.counting(server.endpoint())) {
            String logs = server.newBucket("logs");
            TestPipeline pipeline = new TestPipeline("s3a://" + logs, "s3a://" + server.newBucket("lake"), List.of())
                    .with(server.specification(folder).toArray(String[]::new))
                    .with("storage.endpoint=" + way.endpoint());
            for (Path file : files) {
                server.put(logs, generated.relativize(file).toString(), Files.readAllBytes(file));
            }
            long first = requests(way, pipeline);
            long nothingNew = requests(way, pipeline);
            // The first delivery writes the indexes that the next one looks into.
            deliver(server, logs, generated, files, "a");
            requests(way, pipeline);
            deliver(server, logs, generated, files, "b");
            long delivery = requests(way, pipeline);

            System.out.printf(
                    "requests to S3: first run %,d, %d lines %,d, nothing new %,d%n",
                    first, LINES, delivery, nothingNew);
            assertThat(first).isLessThanOrEqualTo(MOST_OF_FIRST_RUN);
            assertThat(delivery).isLessThanOrEqualTo(MOST_OF_DELIVERY);
            assertThat(nothingNew).isLessThanOrEqualTo(MOST_OF_NOTHING_NEW);
        }
    }

    private static long requests(S3Detour way, TestPipeline pipeline) {
        long before = way.requests();
        done(pipeline.runAll());
        return way.requests() - before;
    }

    /** Lines of the newest file under new ids. */
    private static void deliver(S3Server server, String bucket, Path generated, List<Path> files, String name)
            throws IOException {
        Path newest = files.get(files.size() - 1);
        String[] lines = RawLogs.lines(newest).stream()
                .limit(LINES)
                .map(line -> line.replaceAll("\"messageId\":\"", "$0" + name + "-"))
                .toArray(String[]::new);
        Path key = generated.relativize(newest.resolveSibling("z" + name + ".gz"));
        server.put(bucket, key.toString(), RawLogs.gzip(lines));
    }

    private static void done(Answer answer) {
        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.DONE);
    }
}
