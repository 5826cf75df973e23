package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;
import static sparkjoy.RawLogs.DAY;
import static sparkjoy.RawLogs.call;
import static sparkjoy.RawLogs.gzip;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.Console;
import sparkjoy.cli.ExitCode;
import sparkjoy.cli.MaintainVerb;
import sparkjoy.lake.Footprint;
import sparkjoy.lake.Provenance;

/**
 * Maintenance leaves fewer files and changes nothing else, for rows and for the jobs that go on after it. The lakes are
 * made once: after three deliveries, after maintenance of that, and after all that could be forgotten is.
 */
class MaintainTest {
    private static final String[] JOBS = {"ingest", "clean", "kpis", "views"};
    /** What jobs read of earlier versions. */
    private static final String[] INPUTS = {
        "bronze.files", "bronze.segment_logs", "bronze.quarantine", "silver.events", "silver.rejected", "gold.kpi_daily"
    };

    @TempDir
    private static Path shared;

    private static RawLogs logs;
    private static TestPipeline ran;
    private static TestPipeline maintained;
    private static TestPipeline forgotten;
    private static Contents fresh;

    @TempDir
    private Path folder;

    @BeforeAll
    static void makeLakes() {
        runThreeDeliveries();
        maintainSixDaysLater();
        maintainTwoMonthsLater();
    }

    /** The second delivery has an earlier copy of m1, the third replaces it, the last touches an order of another day. */
    private static void runThreeDeliveries() {
        logs = new RawLogs(shared.resolve("logs"));
        ran = TestPipeline.of(logs.root(), shared.resolve("lake")).with("thresholds.refused_share=1");
        logs.put(DAY + "/a.gz", gzip(call("m1"), order("o1"), "{"));
        run(ran);
        logs.put(DAY + "/b.gz", gzip(call("m2"), call("m1").replace("T10:00", "T09:59")));
        run(ran);
        logs.put(DAY + "/b.gz", gzip(call("m2"), call("m3"), "["));
        run(ran);
        deliverLast();
        TestPipeline whole = in(shared.resolve("fresh"));
        run(whole);
        fresh = whole.contents();
    }

    private static void run(TestPipeline pipeline) {
        Answer answer = pipeline.run(JOBS);
        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.DONE);
    }

    private static void maintainSixDaysLater() {
        maintained = copyOf(ran, shared.resolve("maintained"));
        AgedLake.by(Duration.ofDays(6), Path.of(maintained.lake()));
        assertThat(maintain(maintained).code()).isEqualTo(ExitCode.DONE);
    }

    /** Twice, for the log is only forgotten below a checkpoint that is old itself. */
    private static void maintainTwoMonthsLater() {
        forgotten = copyOf(ran, shared.resolve("forgotten"));
        leaveWhatADiedRunLeaves(forgotten);
        for (int month = 0; month < 2; month++) {
            AgedLake.by(Duration.ofDays(30), Path.of(forgotten.lake()));
            assertThat(maintain(forgotten, INPUTS).code()).isEqualTo(ExitCode.DONE);
        }
    }

    @BeforeEach
    void withdrawTheLastDelivery() throws IOException {
        Files.deleteIfExists(logs.root().resolve(DAY + "/c.gz"));
    }

    @Test
    void maintenanceLeavesFewerFilesAndTheSameRows() {
        Footprint before = ran.tables().upkeep("bronze.segment_logs").footprint();

        Footprint after = maintained.tables().upkeep("bronze.segment_logs").footprint();

        assertThat(after.files()).isEqualTo(1).isLessThan(before.files());
        assertThat(maintained.contents().differences(ran.contents())).isEmpty();
    }

    @Test
    void maintenanceTwiceCommitsNothingTheSecondTime() {
        TestPipeline pipeline = copyOf(maintained, folder);
        Map<String, Long> once = versions(pipeline);

        maintain(pipeline, "bronze.files", "silver.events", "gold.kpi_daily");

        assertThat(versions(pipeline)).isEqualTo(once);
    }

    @Test
    void aRunAfterMaintenanceFindsNothingNew() {
        TestPipeline pipeline = copyOf(maintained, folder);

        Answer again = pipeline.run(JOBS);

        assertThat(again.out()).contains("0 new files", "no new lines", "no changed days", "no changed input");
        assertThat(versions(maintained).keySet())
                .filteredOn(Contents.PURE::contains)
                .allSatisfy(table -> assertThat(pipeline.tables().version(table))
                        .as(table)
                        .isEqualTo(maintained.tables().version(table)));
    }

    @Test
    void aDeliveryAfterMaintenanceLeadsToTheTablesOfAFreshLake() {
        TestPipeline pipeline = copyOf(maintained, folder);
        deliverLast();

        Answer answer = pipeline.run(JOBS);

        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.DONE);
        assertThat(pipeline.contents().differences(fresh)).isEmpty();
    }

    @Test
    void aDeliveryAfterEarlierVersionsAreGoneLeadsToTheTablesOfAFreshLake() {
        TestPipeline pipeline = copyOf(forgotten, folder);
        assertThat(pipeline.tables().lastProvenance("bronze.files")).isEmpty();
        deliverLast();

        Answer answer = pipeline.run(JOBS);

        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.DONE);
        assertThat(answer.err()).contains("removed what 1 interrupted batch had left");
        assertThat(pipeline.contents().differences(fresh)).isEmpty();
    }

    @Test
    void vacuumRemovesOnlyWhatIsOlderThanTheRetention() {
        Footprint before = ran.tables().upkeep("silver.events").footprint();
        TestPipeline pipeline = copyOf(ran, folder);
        AgedLake.by(Duration.ofDays(8), folder);

        maintain(pipeline, "silver.events");

        Footprint afterSixDays = maintained.tables().upkeep("silver.events").footprint();
        Footprint afterEight = pipeline.tables().upkeep("silver.events").footprint();
        assertThat(afterSixDays.storedFiles()).isGreaterThanOrEqualTo(before.storedFiles());
        assertThat(afterEight.storedFiles()).isLessThan(before.storedFiles());
    }

    @Test
    void aDryRunSaysWhatItWouldDoAndChangesNothing() throws IOException {
        Map<String, Long> before = versions(ran);

        Answer answer = ran.ask(new MaintainVerb(Clock.systemUTC()), "--dry-run", "--json");

        JsonNode plan = new ObjectMapper().readTree(answer.out());
        assertThat(plan.findValuesAsText("table")).contains("bronze.segment_logs", "gold.added_to_cart", "ops.runs");
        assertThat(plan.at("/1/compactable").asLong())
                .isEqualTo(
                        ran.tables().upkeep("bronze.segment_logs").footprint().files());
        assertThat(versions(ran)).isEqualTo(before);
    }

    @Test
    void nothingButTheResultGoesToStandardOutput() {
        TestPipeline pipeline = copyOf(maintained, folder);
        ByteArrayOutputStream standard = new ByteArrayOutputStream();

        Answer answer = Console.withOut(
                standard, () -> pipeline.ask(new MaintainVerb(Clock.systemUTC()), "--json", "silver.events"));

        assertThat(standard.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(answer.out()).endsWith("\n").containsOnlyOnce("\n");
    }

    @Test
    void anUnknownTableIsToldWithThoseThatAreThere() {
        Answer answer = maintain(ran, "silver.event");

        assertThat(answer.code()).isEqualTo(ExitCode.FAILED);
        assertThat(answer.err()).contains("There is no table silver.event in the lake; it has bronze.files, ");
    }

    /** Whoever loses against the other may be run again; no row is lost or doubled by it. */
    @Test
    void maintenanceBesideALiveRunLosesNoRow() throws Exception {
        TestPipeline pipeline = copyOf(ran, folder);
        ExecutorService beside = Executors.newSingleThreadExecutor();
        deliverLast();

        Future<Answer> maintenance = beside.submit(() -> {
            SparkSession.setActiveSession(SharedSpark.session().newSession());
            return maintain(pipeline, INPUTS);
        });
        Answer run = pipeline.run(JOBS);
        ExitCode compacted = maintenance.get().code();
        Answer again = run.code() == ExitCode.FAILED ? pipeline.run(JOBS) : run;

        beside.shutdown();
        assertThat(compacted).isIn(ExitCode.DONE, ExitCode.PARTIAL);
        assertThat(again.code()).as(again.err()).isEqualTo(ExitCode.DONE);
        assertThat(pipeline.contents().differences(fresh)).isEmpty();
    }

    private static Answer maintain(TestPipeline pipeline, String... tables) {
        return pipeline.ask(new MaintainVerb(Clock.systemUTC()), tables);
    }

    private static TestPipeline in(Path lake) {
        return new TestPipeline(ran.logs(), lake.toString(), ran.more());
    }

    private static TestPipeline copyOf(TestPipeline pipeline, Path lake) {
        LakeCopy.of(Path.of(pipeline.lake()), lake);
        return in(lake);
    }

    private static void leaveWhatADiedRunLeaves(TestPipeline pipeline) {
        for (String table : List.of("bronze.segment_logs", "bronze.quarantine")) {
            pipeline.tables()
                    .append(
                            table,
                            pipeline.table(table).drop("batch_id").selectExpr("*", "'app-0' AS batch_id"),
                            Provenance.ofRun("died", "").ofBatch("app-0"));
        }
    }

    private static Map<String, Long> versions(TestPipeline pipeline) {
        return Stream.concat(
                        Contents.PURE.stream(),
                        Stream.of(
                                "bronze.files",
                                "bronze.segment_logs",
                                "bronze.quarantine",
                                "gold.freshness",
                                "ops.runs"))
                .filter(pipeline.tables()::exists)
                .collect(Collectors.toMap(
                        table -> table, table -> pipeline.tables().version(table)));
    }

    private static void deliverLast() {
        logs.put(DAY + "/c.gz", gzip(call("m4"), refund("o1"), call("m3").replace("T10:00", "T09:58"), "]"));
    }

    private static String order(String id) {
        return call(id).replace("Product Added", "Order Completed")
                .replace("{\"quantity\":1}", "{\"order_id\":\"" + id + "\",\"revenue\":10,\"currency\":\"EUR\"}");
    }

    /** A day after its order, so that an earlier day changes. */
    private static String refund(String order) {
        return call("r" + order)
                .replace("Product Added", "Order Refunded")
                .replace("2026-03-02", "2026-03-03")
                .replace("{\"quantity\":1}", "{\"order_id\":\"" + order + "\",\"currency\":\"EUR\"}");
    }
}
