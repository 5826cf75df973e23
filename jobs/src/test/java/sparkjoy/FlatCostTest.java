package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;
import static sparkjoy.RawLogs.call;
import static sparkjoy.RawLogs.gzip;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.cli.ExitCode;
import sparkjoy.cli.MaintainVerb;

/**
 * What one delivery costs next to few and many earlier ones, on a real S3 server: `make rig-flat`. The gate has
 * {@link FlatHistoryTest}, which counts what is read from a local disk.
 */
@EnabledIfSystemProperty(named = "joy.rig.many", matches = "\\d+")
class FlatCostTest {
    private static final int FEW = Integer.getInteger("joy.rig.few", 10);
    private static final int MANY = Integer.getInteger("joy.rig.many", 100);

    private static final int FILES_A_DAY = 10;
    private static final double MOST = 1.3;
    private static final LocalDate FIRST_DAY = LocalDate.parse("2020-01-01");

    private static S3Server server;
    private static S3Detour way;

    @TempDir
    private Path folder;

    /** Requests to the server, and seconds, of an ingest of one file. */
    private record Cost(long requests, Duration took) {}

    @BeforeAll
    static void startServer() throws IOException {
        server = S3Server.startOpen();
        way = S3Detour.counting(server.endpoint());
    }

    @AfterAll
    static void stopServer() {
        way.close();
        server.close();
    }

    /** The first ingest loads classes: its seconds do not count. */
    @Test
    void aDeliveryCostsTheSameBesideManyEarlierFiles() throws IOException {
        costBeside(FEW);
        Cost few = costBeside(FEW);

        Cost many = costBeside(MANY);

        System.out.printf(
                "one file beside %,d files: %d requests, %.1f s; beside %,d: %d requests, %.1f s%n",
                FEW, few.requests(), seconds(few), MANY, many.requests(), seconds(many));
        assertThat((double) many.requests()).isLessThanOrEqualTo(MOST * few.requests());
    }

    private Cost costBeside(int files) throws IOException {
        String logs = server.newBucket("logs");
        String lake = server.newBucket("lake");
        TestPipeline pipeline = new TestPipeline("s3a://" + logs, "s3a://" + lake + "/joy", List.of())
                .with(server.specification(folder).toArray(String[]::new))
                .with("storage.endpoint=" + way.endpoint());
        for (int file = 0; file < files; file++) {
            deliver(logs, file, files);
        }
        Answer first = pipeline.run("ingest");
        assertThat(first.code()).as(first.err()).isEqualTo(ExitCode.DONE);
        Answer maintained = pipeline.ask(new MaintainVerb(Clock.systemUTC()), "bronze.files", "bronze.segment_logs");
        assertThat(maintained.code()).as(maintained.err()).isEqualTo(ExitCode.DONE);
        deliver(logs, files, files);
        long before = way.requests();
        long start = System.nanoTime();

        Answer answer = pipeline.run("ingest");

        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.DONE);
        assertThat(answer.out()).contains("bronze.files 1");
        return new Cost(way.requests() - before, Duration.ofNanos(System.nanoTime() - start));
    }

    /** The last file comes on the last day. */
    private static void deliver(String bucket, int file, int files) {
        LocalDate day = FIRST_DAY.plusDays(Math.min(file, files - 1) / FILES_A_DAY);
        long folder = day.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
        String call = call("m" + file).replace("2026-03-02", day.toString());
        server.put(bucket, "segment-logs/app/" + folder + "/" + file + ".gz", gzip(call));
    }

    private static double seconds(Cost cost) {
        return cost.took().toMillis() / 1000.0;
    }
}
