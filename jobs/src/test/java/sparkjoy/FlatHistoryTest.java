package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.cli.ExitCode;

/**
 * What a delivery of six lines reads beside few and many days of the same traffic, job by job. Not all jobs read the same yet:
 * clean looks up ids in all days, kpis and attribution orders, and assignments all events of an experiment.
 */
class FlatHistoryTest {
    private static final int LINES = 6;
    private static final int FEW = Integer.getInteger("joy.rig.fewDays", 7);
    private static final int MANY = Integer.getInteger("joy.rig.manyDays", 21);
    private static final int EVENTS_PER_DAY = Integer.getInteger("joy.rig.eventsPerDay", 100);
    private static final String USERS = System.getProperty("joy.rig.users", "200");

    private static final List<String> JOBS =
            List.of("ingest", "clean", "kpis", "attribution", "assignments", "health", "readout", "views");
    private static final List<String> FLAT = List.of("ingest", "health", "views");
    private static final double MOST = 1.2;
    /** Of so few lines one more small file weighs much. */
    private static final int FILE = 16_000;
    /** A delivery may touch an experiment that another one does not. */
    private static final int MORE_EXECUTIONS = 5;

    @TempDir
    private Path folder;

    @Test
    void aDeliveryReadsTheSameBesideFewAndManyDays() throws Exception {
        Map<String, SparkWork.Count> few = costs(FEW);
        Map<String, SparkWork.Count> many = costs(MANY);

        few.forEach((job, count) -> System.out.println(line(job, count, many.get(job))));
        FLAT.forEach(job -> assertThat((double) many.get(job).bytesRead())
                .as(job + many.get(job).table())
                .isLessThanOrEqualTo(MOST * few.get(job).bytesRead() + FILE));
        few.forEach((job, count) -> assertThat(many.get(job).executions())
                .as(job + many.get(job).table())
                .isLessThanOrEqualTo(count.executions() + MORE_EXECUTIONS));
    }

    private static String line(String job, SparkWork.Count few, SparkWork.Count many) {
        return String.format(
                "%-12s %,10d -> %,10d bytes (%.2f), %,6d -> %,7d rows, %d -> %d tasks, %d -> %d executions",
                job,
                few.bytesRead(),
                many.bytesRead(),
                (double) many.bytesRead() / Math.max(1, few.bytesRead()),
                few.rowsRead(),
                many.rowsRead(),
                few.tasks(),
                many.tasks(),
                few.executions(),
                many.executions());
    }

    private Map<String, SparkWork.Count> costs(int days) throws Exception {
        Path generated = folder.resolve("logs" + days);
        String events = String.valueOf(days * EVENTS_PER_DAY);
        Answer made = Answer.to(
                "generate", generated.toString(), "--events", events, "--days", String.valueOf(days), "--users", USERS);
        assertThat(made.code()).as(made.err()).isEqualTo(ExitCode.DONE);
        TestPipeline pipeline = TestPipeline.of(generated, folder.resolve("lake" + days));
        assertThat(pipeline.runAll().code()).isEqualTo(ExitCode.DONE);
        deliver(generated, "late");
        Map<String, SparkWork.Count> costs = new LinkedHashMap<>();
        for (String job : JOBS) {
            costs.put(job, SparkWork.of(() -> {
                Answer answer = pipeline.run(job);
                assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.DONE);
            }));
        }
        return costs;
    }

    /** Six lines of the newest file under new ids: clicks, exposures and orders of known users. */
    private static void deliver(Path generated, String name) throws IOException {
        List<Path> files = RawLogs.files(generated.resolve("segment-logs"));
        Path newest = files.get(files.size() - 1);
        List<String> lines = lines(newest);
        String[] some = IntStream.range(0, LINES)
                .mapToObj(number -> lines.get(number * lines.size() / LINES))
                .map(line -> line.replace("\"messageId\":\"", "\"messageId\":\"" + name + "-"))
                .toArray(String[]::new);
        Files.write(newest.resolveSibling("z" + name + ".gz"), RawLogs.gzip(some));
    }

    private static List<String> lines(Path file) throws IOException {
        try (var in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return in.lines().toList();
        }
    }
}
