package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;
import static sparkjoy.RawLogs.DAY;
import static sparkjoy.RawLogs.call;
import static sparkjoy.RawLogs.gzip;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import sparkjoy.cli.ExitCode;

/**
 * A run whose process is killed before any change of the lake on a real S3 server is completed by the next; the long form
 * is `make rig-crash`.
 */
class S3CrashTest {
    private static final int RUNS = Integer.getInteger("joy.rig.runs", 1);
    private static final int KILLED = 137;
    private static final Pattern TABLE = Pattern.compile("/[^/]+/joy/(bronze|silver|gold|ops|meta)/([a-z_]+)/(.+)");
    /** Where a short run kills: rows and refusals without ledger, then events without rejected ones. */
    private static final List<String> FIRST_STEPS = List.of("PUT bronze.files commit", "PUT silver.rejected commit");
    /** Until here nothing is made from events; the rig may go on to all jobs. */
    private static final String[] JOBS =
            System.getProperty("joy.rig.jobs", "ingest,clean").split(",");

    @TempDir
    private static Path folder;

    private static S3Server server;
    private static String logs;
    private static String before;
    private static List<String> steps;
    private static Contents expected;
    private static List<String> ledger;

    @BeforeAll
    static void runTwoDeliveries() throws Exception {
        server = S3Server.startOpen();
        logs = server.newBucket("logs");
        before = server.newBucket("before");
        server.put(logs, DAY + "/b.gz", gzip(call("m1"), call("m2").replace(":1}", ":0}"), "[]", call("m3")));
        server.put(logs, DAY + "/c.gz", gzip(call("c1")));
        Answer first = on(before, server.endpoint()).run(JOBS);
        assertThat(first.code()).as(first.err()).isEqualTo(ExitCode.DONE);
        server.put(logs, DAY + "/a.gz", gzip(call("m1").replace("T10:00", "T09:59"), "{", call("m4")));
        server.put(logs, DAY + "/c.gz", gzip(call("c2"), "c2"));
        TestPipeline whole = on(server.copyOf(before, "whole"), server.endpoint());
        steps = Collections.synchronizedList(new ArrayList<>());
        Ended undisturbed = inItsOwnProcess(whole, 0, steps);
        assertThat(undisturbed.code()).as(undisturbed.output()).isZero();
        assertThat(steps).containsAll(FIRST_STEPS);
        expected = whole.contents();
        ledger = ledger(whole);
        assertThat(whole.rows("silver.events", "message_id")).containsExactly("c2", "m1", "m3", "m4");
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    static Stream<Arguments> deaths() {
        Map<Integer, String> deaths = new LinkedHashMap<>();
        FIRST_STEPS.forEach(step -> deaths.put(steps.indexOf(step) + 1, step));
        new TreeSet<>(steps).forEach(step -> deaths.put(steps.indexOf(step) + 1, step));
        new Random(RUNS).ints(10L * RUNS, 0, steps.size()).forEach(step -> deaths.put(step + 1, steps.get(step)));
        return deaths.entrySet().stream().limit(RUNS).map(death -> Arguments.of(death.getKey(), death.getValue()));
    }

    @ParameterizedTest(name = "killed before change {0}: {1}")
    @MethodSource("deaths")
    void theNextRunCompletesAKilledOne(int change, String step) throws Exception {
        TestPipeline pipeline = on(server.copyOf(before, "lake"), server.endpoint());

        Ended killed = inItsOwnProcess(pipeline, change, new ArrayList<>());
        Answer answer = pipeline.run(JOBS);

        assertThat(killed.code()).as(step + "\n" + killed.output()).isEqualTo(KILLED);
        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.DONE);
        assertThat(pipeline.contents().differences(expected)).isEmpty();
        assertThat(ledger(pipeline)).isEqualTo(ledger);
    }

    /** Runs all, and kills the process before the server sees the nth change; writes down all changes until then. */
    private static Ended inItsOwnProcess(TestPipeline pipeline, int deathAt, List<String> diary) throws Exception {
        AtomicReference<JavaProcess> process = new AtomicReference<>();
        AtomicInteger changes = new AtomicInteger();
        BiPredicate<String, String> watcher = (method, path) -> {
            Matcher table = TABLE.matcher(path);
            boolean isChange = !method.equals("GET") && !method.equals("HEAD") && table.matches();
            if (!isChange) {
                return true;
            }
            diary.add(method + " " + table.group(1) + "." + table.group(2) + " " + kind(table.group(3)));
            if (changes.incrementAndGet() == deathAt) {
                kill(process.get());
            }
            return deathAt == 0 || changes.get() < deathAt;
        };
        try (S3Detour way = S3Detour.watchedBy(server.endpoint(), watcher)) {
            List<String> arguments = new ArrayList<>(List.of("sparkjoy.Joy"));
            arguments.addAll(
                    List.of(pipeline.with("storage.endpoint=" + way.endpoint()).arguments(JOBS)));
            try (JavaProcess joy = JavaProcess.start(folder, arguments)) {
                process.set(joy);
                return new Ended(joy.exitCode(), joy.output());
            }
        }
    }

    private static void kill(JavaProcess process) {
        try {
            process.kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String kind(String file) {
        return file.contains("checkpoint") ? "checkpoint" : file.endsWith(".json") ? "commit" : "data";
    }

    private static TestPipeline on(String bucket, URI endpoint) throws IOException {
        return new TestPipeline("s3a://" + logs, "s3a://" + bucket + "/joy", List.of())
                .withOptions("--spec", SharedSpark.interpreted(folder).toString())
                .with(server.specification(folder).toArray(String[]::new))
                .with("storage.endpoint=" + endpoint, "thresholds.refused_share=1", "lease={max_wait: 1m, expiry: 6s}");
    }

    private static List<String> ledger(TestPipeline pipeline) {
        return pipeline.rows("bronze.files", "path", "status", "lines", "rows", "quarantined_lines");
    }

    /** How a process ended, and what it said. */
    private record Ended(int code, String output) {}
}
