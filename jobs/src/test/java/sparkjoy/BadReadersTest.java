package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** `joy serve` with a heap of 1 GB: what one reader asks for ends neither the server nor the others' answers. */
@Timeout(900)
class BadReadersTest {
    private static final String PASSWORD = "correct horse";
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(5);
    private static final Duration QUERY_TIME = Duration.ofSeconds(20);

    /** Ten readers; some want too much memory, others too much time, rows or depth. */
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
            "SELECT count(DISTINCT id % 99999999) FROM range(100000000000)");

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
        client.close();
        server.close();
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
        long resident = 0;

        try (Connection good = connect("good")) {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
            while (System.nanoTime() < end) {
                long began = System.nanoTime();
                assertThat(JdbcClient.rows(good, "SELECT count(*) > 0 FROM kpi_daily"))
                        .containsExactly("true");
                answers.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
                resident = Math.max(resident, residentMegabytes());
                Thread.sleep(500);
            }
        } finally {
            isOver.set(true);
            readers.shutdown();
        }

        System.out.println("answers in ms: " + answers.size() + ", longest "
                + answers.stream().mapToLong(Long::longValue).max().orElse(0) + ", resident MB " + resident);
        assertThat(answers).hasSizeGreaterThan(5).allMatch(answer -> answer < LONGEST_ANSWER.toMillis());
        assertThat(server.isAlive()).isTrue();
        assertThat(resident).isLessThan(2_000);
        assertThat(readers.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatIsTooMuchEndsWithAMessageAndTheConnectionGoesOn() throws SQLException {
        try (Connection connection = connect("one")) {
            assertThatThrownBy(() -> JdbcClient.rows(connection, BAD.get(0)))
                    .hasMessageMatching("(?s).*(memory|query_time).*");
            assertThatThrownBy(() -> JdbcClient.rows(connection, BAD.get(1)))
                    .hasMessageContaining("serve.limits.query_time");
            assertThatThrownBy(() -> JdbcClient.rows(connection, BAD.get(2)))
                    .hasMessageContaining("nests brackets 3000 deep");
            assertThatThrownBy(() -> JdbcClient.rows(connection, BAD.get(3)))
                    .hasMessageMatching("(?s).*(nested too deeply|query_time).*");
            assertThatThrownBy(() -> JdbcClient.rows(connection, "SELECT id FROM range(1000000)"))
                    .hasMessageContaining("serve.limits.rows");
            for (String constant : List.of(
                    "repeat('x', 2000000000)",
                    "space(2000000000)",
                    "lpad('x', 2000000000)",
                    "size(array_repeat(1, 100000000))",
                    "size(sequence(1, 100000000))")) {
                assertThatThrownBy(() -> JdbcClient.rows(connection, "SELECT " + constant))
                        .as(constant)
                        .hasMessageContaining("makes a constant of");
            }
            assertThat(JdbcClient.rows(connection, "SELECT size(sequence(1, 1000)), length(repeat('ab', 3))"))
                    .containsExactly("1000 6");
            assertThat(JdbcClient.rows(connection, "SELECT 1")).containsExactly("1");
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

    private static long residentMegabytes() throws Exception {
        return Files.readAllLines(Path.of("/proc", String.valueOf(server.id()), "status")).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .sum()
                / 1024;
    }

    private static Connection connect(String user) throws SQLException {
        return client.connect("jdbc:hive2://127.0.0.1:" + port + "/gold", user, PASSWORD);
    }
}
