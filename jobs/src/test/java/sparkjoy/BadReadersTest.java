package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** `joy serve` with two heaps of 1 GB: what one reader asks for ends neither the server nor the others' small answers. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class BadReadersTest {
    private static final String PASSWORD = "correct horse";
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(5);
    private static final Duration QUERY_TIME = Duration.ofSeconds(20);

    /** Some want too much memory, others too much time, rows or depth; the last ones with nothing but tables. */
    private static final List<String> BAD = List.of(
            "SELECT collect_list(id) FROM range(100000000)",
            "SELECT count(*) FROM range(1000000000000) a JOIN range(1000000000000) b ON a.id > b.id",
            "SELECT " + "(".repeat(3_000) + "1" + ")".repeat(3_000),
            "SELECT " + "- ".repeat(30_000) + "1",
            "SELECT repeat('x', 2000000000)",
            "SELECT id, repeat('x', 1000) FROM range(10000000000)",
            "SELECT sort_array(collect_set(id)) FROM range(100000000)",
            "SELECT sum(a.id * b.id) FROM range(10000000) a CROSS JOIN range(10000000) b",
            "SELECT count(*) FROM (SELECT explode(sequence(1, 100000000)) FROM range(1000))",
            "SELECT count(DISTINCT id % 99999999) FROM range(100000000000)",
            "SELECT collect_list(concat(a.message_id, b.message_id)) FROM silver.events a CROSS JOIN silver.events b",
            "SELECT count(*) FROM silver.events a, silver.events b, silver.events c WHERE a.user_id > b.user_id",
            "SELECT a.*, b.* FROM silver.events a CROSS JOIN silver.events b",
            doubled(30));

    /** Takes no memory, and minutes. */
    private static final String ENDLESS = "SELECT count(*) FROM range(1000000000000) WHERE id % 7 = 8";

    @TempDir
    private static Path folder;

    private static JavaProcess server;
    private static JdbcClient client;
    private static int port;

    @BeforeAll
    static void serve() throws Exception {
        TestPipeline pipeline = ShopLogs.made().pipeline();
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        // As bin/joy starts it.
        List<String> program = new ArrayList<>(
                List.of("-Xms1g", "-XX:NewRatio=1", "-XX:+UseParallelGC", "-XX:TieredStopAtLevel=4", "sparkjoy.Joy"));
        program.addAll(List.of(pipeline.with(
                        "spark.master=local[2]",
                        "serve.users.good=GOOD",
                        "serve.users.bad=BAD",
                        "serve.users.one=ONE",
                        "serve.memory=1GiB",
                        "serve.limits.query_time=" + QUERY_TIME.toSeconds() + "s",
                        "serve.limits.rows=100000",
                        "serve.limits.queries_per_user=10")
                .withOptions("--spec", SharedSpark.interpreted(folder).toString(), "--port", String.valueOf(port))
                .line("serve")));
        server = JavaProcess.start(folder, program, Map.of("GOOD", PASSWORD, "BAD", PASSWORD, "ONE", PASSWORD));
        server.await("Ready: ");
        client = new JdbcClient();
    }

    @AfterAll
    static void end() throws Exception {
        List<ProcessHandle> left =
                workers().flatMap(id -> ProcessHandle.of(id).stream()).toList();
        client.close();
        server.kill();
        for (ProcessHandle worker : left) {
            worker.onExit().get(1, TimeUnit.MINUTES);
        }
    }

    /** Needs the machine for itself, as its answers are timed: run by `make rig-serve`. */
    @Test
    @EnabledIfSystemProperty(named = "joy.rig.seconds", matches = "\\d+")
    void aSmallQueryIsAnsweredNextToTenBadReaders() throws Exception {
        long millis = TimeUnit.SECONDS.toMillis(Integer.getInteger("joy.rig.seconds"));
        AtomicBoolean isOver = new AtomicBoolean();
        ExecutorService readers = Executors.newFixedThreadPool(BAD.size(), BadReadersTest::daemon);
        BAD.forEach(sql -> readers.execute(() -> askAgainAndAgain(sql, isOver)));
        List<Long> answers = new ArrayList<>();
        long ofServer = 0;
        long ofWorker = 0;

        try (Connection good = connect("good")) {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
            while (System.nanoTime() < end) {
                long began = System.nanoTime();
                assertThat(JdbcClient.rows(good, "SELECT count(*) > 0 FROM kpi_daily"))
                        .containsExactly("true");
                answers.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
                ofServer = Math.max(ofServer, residentMegabytes(server.id()));
                ofWorker = Math.max(
                        ofWorker,
                        workers().mapToLong(BadReadersTest::residentMegabytes).sum());
                Thread.sleep(500);
            }
        } finally {
            isOver.set(true);
            readers.shutdown();
        }

        answers.sort(null);
        System.out.printf(
                "%d answers, median %d ms, 99 %% %d ms, longest %d ms; resident: server %d MB, worker %d MB%n",
                answers.size(),
                answers.get(answers.size() / 2),
                answers.get(answers.size() * 99 / 100),
                answers.get(answers.size() - 1),
                ofServer,
                ofWorker);
        assertThat(answers).hasSizeGreaterThan(5).allMatch(answer -> answer < LONGEST_ANSWER.toMillis());
        assertThat(server.isAlive()).isTrue();
        assertThat(ofServer).isLessThan(2_000);
        assertThat(ofWorker).isLessThan(2_000);
        assertThat(readers.awaitTermination(120, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatIsTooMuchEndsWithAMessageAndTheConnectionGoesOn() throws Exception {
        ExecutorService readers = Executors.newFixedThreadPool(3, BadReadersTest::daemon);
        Map<Integer, String> messages = Map.of(
                0, "(?s).*(memory|query_time).*",
                1, "(?s).*(memory|query_time).*",
                3, "(?s).*(nested too deeply|query_time|memory).*");
        Map<Integer, Future<String>> slow = new HashMap<>();
        messages.keySet().forEach(number -> slow.put(number, readers.submit(() -> message(BAD.get(number)))));

        try (Connection connection = connect("one")) {
            assertThatThrownBy(() -> JdbcClient.rows(connection, BAD.get(2)))
                    .hasMessageContaining("nests brackets 3000 deep");
            assertThatThrownBy(() -> JdbcClient.rows(connection, "SELECT id FROM range(1000000)"))
                    .hasMessageMatching("(?s).*(serve.limits.rows|memory).*");
            for (String constant : List.of(
                    "repeat('x', 2000000000)",
                    "space(2000000000)",
                    "lpad('x', 2000000000)",
                    "size(array_repeat(1, 100000000))",
                    "size(sequence(1, 100000000))")) {
                assertThatThrownBy(() -> JdbcClient.rows(connection, "SELECT " + constant))
                        .as(constant)
                        .hasMessageMatching("(?s).*(makes a constant of|memory).*");
            }
            for (Map.Entry<Integer, String> message : messages.entrySet()) {
                assertThat(slow.get(message.getKey()).get(2, TimeUnit.MINUTES)).matches(message.getValue());
            }
            assertThat(JdbcClient.rows(connection, "SELECT length(repeat('ab', 3))"))
                    .containsExactly("6");
        } finally {
            readers.shutdown();
        }
    }

    /** As the system ends a process that takes too much memory. */
    @Test
    void smallQueriesAreAnsweredWhileTheWorkerIsKilledAndTheNextOneStarts() throws Exception {
        String large = "SELECT sum(id) FROM range(1000000)";
        ExecutorService another = Executors.newSingleThreadExecutor(BadReadersTest::daemon);
        try (Connection good = connect("good")) {
            assertThat(JdbcClient.rows(good, large)).containsExactly("499999500000");
            assertThat(workers()).hasSize(1).allSatisfy(worker -> assertThat(Listeners.of(worker))
                    .isNotEmpty()
                    .matches(Listeners::areLoopback, "loopback only"));
            Future<String> computing = another.submit(() -> message(ENDLESS));
            assertThatThrownBy(() -> computing.get(2, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);

            for (long worker : workers().toList()) {
                ProcessHandle.of(worker).orElseThrow().destroyForcibly();
            }

            assertThat(JdbcClient.rows(good, "SELECT count(*) > 0 FROM kpi_daily"))
                    .containsExactly("true");
            assertThat(computing.get(1, TimeUnit.MINUTES))
                    .contains("The process for large statements ended", "serve.memory");
            assertThat(JdbcClient.rows(good, large)).containsExactly("499999500000");
        } finally {
            another.shutdown();
        }
    }

    /** A session's database and settings hold there too, and rows come over with their types. */
    @Test
    void theWorkerAnswersAsTheServerDoes() throws Exception {
        String rows = "SELECT id, id / 2, CAST(id AS DECIMAL(9, 2)), TIMESTAMP'2026-03-01 10:00:00', array(id),"
                + " if(id = 3, NULL, 'x'), current_database(), current_timezone() FROM range(%s) WHERE id IN (1, 3)";
        try (Connection good = connect("good")) {
            JdbcClient.rows(good, "USE silver");
            JdbcClient.rows(good, "SET TIME ZONE 'Asia/Kolkata'");
            List<String> small = JdbcClient.rows(good, String.format(rows, "4"));

            assertThat(small).hasSize(2);
            assertThat(JdbcClient.rows(good, String.format(rows, "1000000"))).isEqualTo(small);
            assertThat(JdbcClient.rows(good, "SELECT id FROM range(50000)")).hasSize(50_000);
            assertThatThrownBy(() -> JdbcClient.rows(good, "SELECT id / 0 FROM range(1000000)"))
                    .extracting(failure -> ((SQLException) failure).getSQLState())
                    .isEqualTo("22012");
        }
    }

    /** They have all turns of their user, until their time would be over. */
    @Test
    void statementsEndWhenTheirClientIsKilled() throws Exception {
        ExecutorService another = Executors.newSingleThreadExecutor(BadReadersTest::daemon);
        long began = System.nanoTime();
        try (JavaProcess clients = JavaProcess.start(
                folder,
                List.of(WaitingClients.class.getName(), String.valueOf(port), "one", PASSWORD, "10", ENDLESS))) {
            clients.await("asked");
            Future<List<String>> answer = another.submit(() -> {
                try (Connection connection = connect("one")) {
                    return JdbcClient.rows(connection, "SELECT 1");
                }
            });
            assertThatThrownBy(() -> answer.get(2, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);

            clients.kill();

            Duration left = QUERY_TIME.minusNanos(System.nanoTime() - began);
            assertThat(answer.get(left.toMillis(), TimeUnit.MILLISECONDS)).containsExactly("1");
        }
    }

    /** What a statement of a reader fails with; empty where it is answered. */
    private static String message(String sql) {
        try (Connection connection = connect("bad")) {
            JdbcClient.rows(connection, sql);
            return "";
        } catch (SQLException e) {
            return e.getMessage();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "bad-reader");
        thread.setDaemon(true);
        return thread;
    }

    private static void askAgainAndAgain(String sql, AtomicBoolean isOver) {
        while (!isOver.get()) {
            try (Connection bad = connect("bad")) {
                JdbcClient.rows(bad, sql);
            } catch (SQLException e) {
                // It was told why, and asks again.
            }
        }
    }

    private static Stream<Long> workers() {
        return ProcessHandle.of(server.id()).stream()
                .flatMap(ProcessHandle::children)
                .map(ProcessHandle::pid);
    }

    /** Of a process, or 0 where it has ended. */
    private static long residentMegabytes(long process) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(process), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .sum()
                    / 1024;
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }

    /** A text that is a gigabyte long after thirty steps, without a function that says how long. */
    private static String doubled(int steps) {
        String query = "SELECT max(message_id) AS x FROM silver.events";
        for (int step = 0; step < steps; step++) {
            query = "SELECT x || x AS x FROM (" + query + ")";
        }
        return "SELECT length(x) FROM (" + query + ")";
    }

    private static Connection connect(String user) throws SQLException {
        return client.connect("jdbc:hive2://127.0.0.1:" + port + "/gold", user, PASSWORD);
    }
}
