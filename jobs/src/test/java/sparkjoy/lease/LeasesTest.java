package sparkjoy.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sparkjoy.S3Server;
import sparkjoy.spec.LeaseTerms;

/** Leases in a local folder and on a real S3 server. */
class LeasesTest {
    private static final Duration NONE = Duration.ZERO;
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofSeconds(1);

    private static S3Server server;

    @TempDir
    private Path folder;

    /** Where a lake may lie. */
    enum Storage {
        LOCAL,
        S3
    }

    @BeforeAll
    static void startServer() {
        server = S3Server.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void aSecondRunLeavesAndNamesTheHolder(Storage storage) {
        String lake = lake(storage);
        try (Lease held = run("first", lake, NONE, LONG).take("app", "source app")) {

            assertThatThrownBy(() -> run("second", lake, NONE, LONG).take("app", "source app"))
                    .isInstanceOf(LeaseHeld.class)
                    .hasMessageContaining("source app: run first on ")
                    .hasMessageContaining("process " + ProcessHandle.current().pid())
                    .hasMessageMatching(
                            ".*its lease is free at [0-9]{2}:[0-9]{2}:[0-9]{2} UTC, in (29[0-9]|30[01]) s\\..*");

            held.requireHeld();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLeaseGivenBackIsTakenAtOnceUnderTheNextGeneration(Storage storage) {
        String lake = lake(storage);
        run("first", lake, NONE, LONG).take("app", "source app").close();

        try (Lease second = run("second", lake, NONE, LONG).take("app", "source app")) {

            assertThat(second.generation()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRunThatMayWaitTakesTheLeaseWhenItIsGivenBack(Storage storage) throws Exception {
        String lake = lake(storage);
        Lease first = run("first", lake, NONE, LONG).take("app", "source app");
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Future<Lease> waiting =
                thread.submit(() -> run("second", lake, LONG, LONG).take("app", "source app"));

        first.close();

        try (Lease second = waiting.get()) {
            assertThat(second.generation()).isEqualTo(2);
        }
        thread.shutdown();
    }

    @ParameterizedTest
    @EnumSource
    void aHolderWithoutASignOfLifeLosesTheLeaseAndMayNotCommit(Storage storage) {
        String lake = lake(storage);
        Lease paused = stopped(run("paused", lake, NONE, SHORT).take("app", "source app"));

        try (Lease next = run("next", lake, LONG, LONG).take("app", "source app")) {

            assertThat(next.generation()).isEqualTo(2);
            assertThatThrownBy(paused::requireHeld)
                    .isInstanceOf(LeaseLost.class)
                    .hasMessageContaining("another run has taken over source app: run next on ");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPausedHolderThatGivesItsLeaseBackTakesNothingFromTheNextOne(Storage storage) {
        String lake = lake(storage);
        Lease paused = stopped(run("paused", lake, NONE, SHORT).take("app", "source app"));
        try (Lease next = run("next", lake, LONG, LONG).take("app", "source app")) {

            paused.close();

            next.requireHeld();
        }
    }

    @ParameterizedTest
    @EnumSource
    void ofManyRunsAtOnceExactlyOneGetsTheLease(Storage storage) throws Exception {
        String lake = lake(storage);
        run("before", lake, NONE, LONG).take("app", "source app").close();
        List<Callable<String>> runs = new ArrayList<>();
        for (int number = 0; number < 8; number++) {
            String name = "run " + number;
            runs.add(() -> taken(run(name, lake, NONE, LONG)));
        }
        ExecutorService threads = Executors.newFixedThreadPool(runs.size());

        List<String> ends = new ArrayList<>();
        for (Future<String> end : threads.invokeAll(runs)) {
            ends.add(end.get());
        }

        threads.shutdown();
        assertThat(ends).containsOnlyOnce("taken");
    }

    @ParameterizedTest
    @EnumSource
    void oneObjectIsLeftHoweverManyRunsThereWere(Storage storage) throws IOException {
        String lake = lake(storage);
        for (int number = 0; number < 5; number++) {
            run("run " + number, lake, NONE, LONG).take("app", "source app").close();
        }

        assertThat(objects(lake)).containsExactly("000000000005.json");
    }

    @ParameterizedTest
    @EnumSource
    void leasesOfOtherNamesAreHeldSideBySide(Storage storage) {
        Leases leases = run("first", lake(storage), NONE, LONG);

        try (Lease app = leases.take("app", "source app");
                Lease web = leases.take("web", "source web")) {

            app.requireHeld();
            web.requireHeld();
        }
    }

    @Test
    void aRunThatWaitsSaysForWhomAndUntilWhen() {
        String lake = lake(Storage.LOCAL);
        stopped(run("first", lake, NONE, SHORT).take("app", "source app"));
        List<String> told = new ArrayList<>();
        LeaseTerms terms = new LeaseTerms(LONG, SHORT);
        Leases patient = new Leases(new Configuration(), lake, terms, "second", Clock.systemUTC(), told::add);

        patient.take("app", "source app").close();

        assertThat(told)
                .singleElement()
                .asString()
                .matches("waiting for source app, on which run first on .* holds the"
                        + " lease\\. If that run died, its lease is free at [0-9:]{8} UTC, in [12] s\\.");
    }

    /** A run that stands still: its lease is no longer kept alive, and it knows nothing of it. */
    private static Lease stopped(Lease lease) {
        lease.standStill();
        return lease;
    }

    private static String taken(Leases leases) {
        try {
            leases.take("app", "source app");
            return "taken";
        } catch (LeaseHeld e) {
            return "held";
        }
    }

    private static Leases run(String run, String lake, Duration maxWait, Duration expiry) {
        Configuration hadoop = S3Server.hadoop(server.endpoint());
        return new Leases(hadoop, lake, new LeaseTerms(maxWait, expiry), run, Clock.systemUTC());
    }

    private String lake(Storage storage) {
        return storage == Storage.LOCAL ? folder.toUri().toString() : "s3a://" + server.newBucket("lake");
    }

    private List<String> objects(String lake) throws IOException {
        if (lake.startsWith("s3a://")) {
            return server.keys(lake.substring("s3a://".length()), "ops/_leases/app/").stream()
                    .map(key -> key.substring(key.lastIndexOf('/') + 1))
                    .toList();
        }
        try (var files = Files.list(folder.resolve("ops/_leases/app"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
