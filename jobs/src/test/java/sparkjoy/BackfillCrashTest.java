package sparkjoy;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static sparkjoy.RawLogs.call;
import static sparkjoy.RawLogs.gzip;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.cli.ExitCode;
import sparkjoy.lake.Lake;
import sparkjoy.lake.Provenance;

/**
 * A backfill from a process of its own, killed in the midst while live runs go on beside it, on a real S3 server; the
 * long form is `make rig-backfill`.
 */
class BackfillCrashTest {
    private static final int DAYS = Integer.getInteger("joy.rig.days", 3);
    private static final int KILLED_AFTER = Math.min(40, DAYS - 2);
    private static final String[] JOBS = {"ingest", "clean", "kpis", "attribution"};
    private static final long SPOILT = 41;
    private static final LocalDate FIRST = LocalDate.parse("2026-03-02");

    private static S3Server server;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startServer() throws IOException {
        server = S3Server.startOpen();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Test
    void aKilledBackfillGoesOnWhereItStoppedAndNoReaderSeesAnEmptyOrHalfDay() throws Exception {
        String logs = server.newBucket("logs");
        TestPipeline pipeline = on(logs, "lake");
        for (int day = 0; day < DAYS; day++) {
            deliver(logs, FIRST.plusDays(day), "first");
        }
        Answer first = pipeline.run(JOBS);
        assertThat(first.code()).as(first.err()).isEqualTo(ExitCode.DONE);
        spoil(pipeline.tables());
        Map<LocalDate, Long> cells = cells(pipeline);

        try (Reader reader = new Reader(pipeline, cells)) {
            killAfterSomeDays(pipeline, logs);
            Answer second = pipeline.verb("backfill", range());

            assertThat(second.code()).as(second.err()).isEqualTo(ExitCode.DONE);
            assertThat(second.err())
                    .contains("backfill: resumes ")
                    .contains(", which already recomputed " + KILLED_AFTER + (KILLED_AFTER == 1 ? " day: " : " days: ")
                            + FIRST)
                    .doesNotContain("backfill: " + FIRST + " done")
                    .contains("backfill: " + FIRST.plusDays(DAYS - 1L) + " done");
            assertThat(reader.complaints()).isEmpty();
        }
        assertThat(pipeline.rows("gold.kpi_daily", "checkouts")).containsOnly("0");

        TestPipeline fresh = on(logs, "fresh");
        assertThat(fresh.run(JOBS).code()).isEqualTo(ExitCode.DONE);
        assertThat(pipeline.run(JOBS).code()).isEqualTo(ExitCode.DONE);
        assertThat(pipeline.contents().differences(fresh.contents())).isEmpty();
    }

    /** Nothing but the backfill looks at these days again: the table still names the events that it was made from. */
    private static void spoil(Lake lake) {
        Provenance made = lake.lastProvenance("gold.kpi_daily").orElseThrow();
        lake.update("gold.kpi_daily", lit(true), Map.of("checkouts", lit(SPOILT)), made);
    }

    private void killAfterSomeDays(TestPipeline pipeline, String logs) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("sparkjoy.Joy"));
        arguments.addAll(List.of(pipeline.line("backfill", range())));
        try (JavaProcess backfill = JavaProcess.start(folder, arguments)) {
            deliver(logs, FIRST.plusDays(DAYS - 1L), "late");
            Answer live = pipeline.run(JOBS);
            assertThat(live.code()).as(live.err()).isEqualTo(ExitCode.DONE);
            backfill.await("backfill: " + FIRST.plusDays(KILLED_AFTER - 1L) + " done");
            backfill.kill();
        }
    }

    private TestPipeline on(String logs, String lake) throws IOException {
        return new TestPipeline("s3a://" + logs, "s3a://" + server.newBucket(lake) + "/joy", List.of())
                .withOptions("--spec", SharedSpark.interpreted(folder).toString())
                .with(server.specification(folder).toArray(String[]::new))
                .with("lease={max_wait: 2m, expiry: 6s}");
    }

    private static String[] range() {
        return new String[] {
            "--from", FIRST.toString(), "--to", FIRST.plusDays(DAYS).toString()
        };
    }

    private static void deliver(String bucket, LocalDate day, String id) {
        long received = day.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
        server.put(
                bucket,
                "segment-logs/app/" + received + "/" + id + ".gz",
                gzip(call(id + day).replace("2026-03-02", day.toString())));
    }

    /** How many cells each day has that are all as they were spoilt or all as they were made. */
    private static Map<LocalDate, Long> cells(TestPipeline pipeline) {
        return pipeline
                .table("gold.kpi_daily")
                .groupBy("event_date")
                .agg(
                        count(lit(1)),
                        countDistinct("checkouts"),
                        sum(col("checkouts").isin(0L, SPOILT).cast("INT")))
                .collectAsList()
                .stream()
                .filter(row -> row.getLong(2) == 1 && row.getLong(3) == row.getLong(1))
                .collect(Collectors.toMap(row -> row.getDate(0).toLocalDate(), row -> row.getLong(1)));
    }

    /** Looks at gold all along: each day always has its cells, for late events of this test bring no further ones. */
    private static final class Reader implements AutoCloseable {
        private static final Duration PAUSE = Duration.ofMillis(200);

        private final AtomicBoolean isOver = new AtomicBoolean();
        private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
        private final Thread thread;

        Reader(TestPipeline pipeline, Map<LocalDate, Long> expected) {
            thread = new Thread(() -> read(pipeline, expected), "reader-of-gold");
            thread.start();
        }

        /** What was wrong until now. */
        List<String> complaints() {
            return List.copyOf(complaints);
        }

        @Override
        public void close() {
            isOver.set(true);
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void read(TestPipeline pipeline, Map<LocalDate, Long> expected) {
            try {
                while (!isOver.get()) {
                    Map<LocalDate, Long> seen = cells(pipeline);
                    if (!seen.equals(expected)) {
                        complaints.add(seen + " instead of " + expected);
                    }
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
            } catch (RuntimeException e) {
                complaints.add("cannot read: " + e);
            }
        }
    }
}
