package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;
import static sparkjoy.RawLogs.DAY;
import static sparkjoy.RawLogs.call;
import static sparkjoy.RawLogs.gzip;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.cli.ExitCode;

/** What gold.freshness says after runs. */
class FreshnessTest {
    private static final String NEXT_DAY = DAY.replace("1772409600000", "1772496000000");
    private static final String[] DAYS = {"table", "complete_through", "final_through"};

    @TempDir
    private Path folder;

    private RawLogs logs;
    private TestPipeline pipeline;

    @BeforeEach
    void deliverTwoDays() {
        logs = new RawLogs(folder.resolve("logs"));
        logs.put(DAY + "/a.gz", gzip(call("m1"), call("m2"), call("m3"), late("m4"), heldBackFiveDays("m0")));
        logs.put(NEXT_DAY + "/b.gz", gzip(ofNextDay("m5")));
        pipeline = TestPipeline.of(logs.root(), folder.resolve("lake")).with("event_time.max_late=2d");
    }

    @Test
    void tablesAreCompleteThroughTheDayBeforeTheNewestDelivery() {
        Answer answer = pipeline.run("ingest", "clean", "kpis");

        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.DONE);
        assertThat(pipeline.rows("gold.freshness", DAYS))
                .containsExactly(
                        "gold.kpi_daily 2026-03-02 2026-02-28",
                        "gold.kpi_hourly 2026-03-02 2026-02-28",
                        "silver.events 2026-03-02 2026-02-28");
        assertThat(pipeline.rows("gold.freshness", "last_event_at", "late_share"))
                .containsOnly("2026-03-03 09:59:58.0 0.4");
        // What is too late to count on its day is late all the same.
        assertThat(pipeline.rows("silver.events", "event_date", "is_time_adjusted", "message_id"))
                .contains("2026-03-01 false m4", "2026-03-02 true m0");
    }

    @Test
    void aTableThatNoRunLookedAtStaysAsFreshAsItWas() {
        pipeline.run("ingest", "clean", "kpis");
        logs.put(NEXT_DAY.replace("1772496000000", "1772582400000") + "/c.gz", gzip(call("m6")));

        pipeline.run("ingest", "clean", "assignments");

        assertThat(pipeline.rows("gold.freshness", DAYS))
                .containsExactly(
                        "gold.assignments 2026-03-03 2026-03-01",
                        "gold.kpi_daily 2026-03-02 2026-02-28",
                        "gold.kpi_hourly 2026-03-02 2026-02-28",
                        "silver.events 2026-03-03 2026-03-01");
    }

    @Test
    void aGoldTableIsNoFresherThanTheLinesThatSilverHasSeen() {
        pipeline.run("ingest", "clean", "kpis");
        logs.put(NEXT_DAY.replace("1772496000000", "1772582400000") + "/c.gz", gzip(call("m6")));

        pipeline.run("ingest", "kpis");

        assertThat(pipeline.rows("gold.freshness", "complete_through")).containsOnly("2026-03-02");
    }

    @Test
    void daysRemadeUnderOtherRulesLeaveATableAsFreshAsItWas() {
        pipeline.run("ingest", "clean", "kpis");

        Answer remade = pipeline.with("kpis.amount=total")
                .withOptions("--from", "2026-03-02", "--to", "2026-03-03")
                .run("kpis");

        assertThat(remade.code()).as(remade.err()).isEqualTo(ExitCode.DONE);
        assertThat(pipeline.rows("gold.freshness", DAYS))
                .containsExactly(
                        "gold.kpi_daily 2026-03-02 2026-02-28",
                        "gold.kpi_hourly 2026-03-02 2026-02-28",
                        "silver.events 2026-03-02 2026-02-28");
    }

    @Test
    void aRunWithNothingNewSaysThatItLooked() {
        pipeline.run("ingest", "clean", "kpis");
        Object before = asOf();

        Answer again = pipeline.run("ingest", "clean", "kpis");

        assertThat(again.out()).contains("0 new files");
        assertThat(pipeline.rows("gold.freshness", "as_of > '" + before + "'", "unix_micros(as_of) % 1000"))
                .containsOnly("true 0");
        assertThat(pipeline.rows("gold.freshness", "complete_through")).containsOnly("2026-03-02");
    }

    private Object asOf() {
        return pipeline.table("gold.freshness").selectExpr("max(as_of)").first().get(0);
    }

    private static String late(String id) {
        return call(id).replace("\"timestamp\":\"2026-03-02", "\"timestamp\":\"2026-03-01");
    }

    private static String heldBackFiveDays(String id) {
        return call(id).replace(
                        "\"timestamp\":\"2026-03-02T09:59:58.000Z\"",
                        "\"timestamp\":\"2026-02-25T09:59:58.000Z\",\"originalTimestamp\":\"2026-02-25T09:59:58.000Z\","
                                + "\"sentAt\":\"2026-03-02T10:00:00.000Z\"");
    }

    private static String ofNextDay(String id) {
        return call(id).replace("2026-03-02", "2026-03-03");
    }
}
