package sparkjoy;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static sparkjoy.RawLogs.gzip;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.cli.ExitCode;
import sparkjoy.lake.Provenance;

/** Days recomputed one by one, in place or in a staging lake that is compared, promoted and taken back. */
class StagedBackfillTest {
    private static final String[] TWO_DAYS = {"--from", "2026-03-02", "--to", "2026-03-04"};
    private static final String[] ALL_DAYS = {"--from", "2026-03-02", "--to", "2026-03-05"};
    /** A rule that halves GMV: the total of each order is half its revenue. */
    private static final String HALVED = "kpis.amount=total";

    private static final String TOTAL =
            "vertical = '(all)' AND service = '(all)' AND experiment_id = '(all)' AND variant = '(all)'";

    @TempDir
    private static Path folder;

    private static RawLogs logs;
    private static TestPipeline whole;

    @BeforeAll
    static void run() {
        logs = new RawLogs(folder.resolve("logs"));
        whole = TestPipeline.of(logs.root(), folder.resolve("lake"));
        logs.put(RawLogs.DAY + "/a.gz", gzip(order("02"), order("03"), order("04")));
        Answer answer = whole.runAll();
        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.DONE);
        assertThat(gmv(whole)).containsExactly("2026-03-02 10.0000", "2026-03-03 10.0000", "2026-03-04 10.0000");
    }

    private static TestPipeline lake(String name) {
        LakeCopy.of(Path.of(whole.lake()), folder.resolve(name));
        return TestPipeline.of(logs.root(), folder.resolve(name));
    }

    @Test
    void aRuleThatHalvesMoneyIsRefusedThenAcceptedThenTakenBack() {
        TestPipeline pipeline = lake("staged").with(HALVED);
        Contents before = pipeline.contents();

        Answer staged = pipeline.withOptions(TWO_DAYS).verb("backfill", "--stage");
        Answer diff = pipeline.verb("diff");
        Answer refused = pipeline.verb("promote");

        assertThat(staged.code()).as(staged.err()).isEqualTo(ExitCode.DONE);
        assertThat(staged.err())
                .contains("backfill: 2026-03-02 done, 1 of 2, about ")
                .contains("2 of 2");
        assertThat(diff.code()).isEqualTo(ExitCode.FAILED);
        assertThat(diff.out())
                .contains("gold.kpi_daily")
                .contains("REFUSED by the specification's gates: ")
                .contains("gmv: 10 live, 5 staged (-50.0 %)");
        assertThat(refused.code()).isEqualTo(ExitCode.FAILED);
        assertThat(refused.err()).contains("gold.kpi_daily 2026-03-02 gmv: 10 live, 5 staged (-50.0 %)");
        assertThat(pipeline.contents().differences(before)).isEmpty();

        Answer promoted = pipeline.verb("promote", "--accept");

        assertThat(promoted.code()).as(promoted.err()).isEqualTo(ExitCode.DONE);
        assertThat(promoted.out()).contains("PROMOTED: gold.kpi_hourly, gold.kpi_daily, gold.attribution of 2 days");
        assertThat(gmv(pipeline)).containsExactly("2026-03-02 5.0000", "2026-03-03 5.0000", "2026-03-04 10.0000");
        assertThat(pipeline.verb("promote", "--accept").err()).contains("is promoted already");

        Answer back = pipeline.verb("rollback");

        assertThat(back.code()).as(back.err()).isEqualTo(ExitCode.DONE);
        assertThat(pipeline.contents().differences(before)).isEmpty();
        assertThat(pipeline.verb("rollback").err()).contains("nothing to undo");
    }

    @Test
    void whereAllDaysArePromotedTheNextRunTakesTheStagedRulesAsTheTables() {
        TestPipeline pipeline = lake("whole").with(HALVED, "gates.max_change=1");

        Answer staged = pipeline.withOptions(ALL_DAYS).verb("backfill", "--stage");
        Answer promoted = pipeline.verb("promote");
        Answer next = pipeline.run("kpis", "attribution");

        assertThat(staged.code()).as(staged.err()).isEqualTo(ExitCode.DONE);
        assertThat(promoted.code()).as(promoted.err()).isEqualTo(ExitCode.DONE);
        assertThat(next.err()).contains("kpis: no changed days").contains("attribution: no changed days");
        assertThat(gmv(pipeline)).containsExactly("2026-03-02 5.0000", "2026-03-03 5.0000", "2026-03-04 5.0000");
    }

    @Test
    void daysThatGotEventsAfterTheyWereStagedAreNotPromoted() {
        TestPipeline pipeline = lake("late");
        Answer staged = pipeline.withOptions(TWO_DAYS).verb("backfill", "--stage");
        assertThat(staged.code()).as(staged.err()).isEqualTo(ExitCode.DONE);
        assertThat(pipeline.verb("diff").out()).startsWith("EQUAL: ");
        logs.put(RawLogs.DAY + "/late.gz", gzip(order("03").replace("\"m03", "\"late")));
        Answer live = pipeline.run("ingest", "clean");
        assertThat(live.code()).as(live.err()).isEqualTo(ExitCode.DONE);

        Answer promoted = pipeline.verb("promote");

        assertThat(promoted.code()).isEqualTo(ExitCode.FAILED);
        assertThat(promoted.err()).contains("Events of 1 day: 2026-03-03 have changed since they were staged");
    }

    @Test
    void aDayWhoseEventsAreGoneKeepsItsRowsUnlessThatIsMeant() {
        TestPipeline pipeline = lake("empty");
        pipeline.tables().delete("silver.events", expr("event_date = '2026-03-03'"), Provenance.ofRun("hand", ""));

        Answer refused = pipeline.withOptions(TWO_DAYS).verb("backfill", "kpis");

        assertThat(refused.code()).isEqualTo(ExitCode.FAILED);
        assertThat(refused.err())
                .contains("gold.kpi_hourly would lose its ")
                .contains("rows of 1 day: 2026-03-03: silver.events has no rows for them")
                .contains("--allow-empty");
        assertThat(gmv(pipeline)).contains("2026-03-03 10.0000");

        Answer meant = pipeline.withOptions(TWO_DAYS).verb("backfill", "kpis", "--allow-empty");

        assertThat(meant.code()).as(meant.err()).isEqualTo(ExitCode.DONE);
        assertThat(gmv(pipeline)).containsExactly("2026-03-02 10.0000", "2026-03-04 10.0000");
    }

    @Test
    void aRangeWithoutEventsAndJobsThatKnowNoDaysAreRefused() {
        Answer none = whole.verb("backfill", "--from", "2027-01-01", "--to", "2027-01-03");
        Answer ingest = whole.withOptions(TWO_DAYS).verb("backfill", "ingest");

        assertThat(none.code()).isEqualTo(ExitCode.FAILED);
        assertThat(none.err())
                .contains("There are no events from 2027-01-01 to 2027-01-03: silver.events has 2026-03-02 to"
                        + " 2026-03-04");
        assertThat(ingest.code()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(ingest.err()).contains("backfill takes jobs that work by event day: kpis, attribution");
    }

    @Test
    void viewsOverRecomputedTablesFollow() {
        TestPipeline pipeline =
                lake("views").with("views.money={from: gold.kpi_daily, steps: [{select: [event_date, gmv]}]}");

        Answer answer = pipeline.withOptions(TWO_DAYS).verb("backfill");

        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.DONE);
        assertThat(answer.out())
                .contains("DONE: backfill ")
                .contains("kpis, attribution of 2 days: 2026-03-02 to 2026-03-03.");
        assertThat(pipeline.table("gold.money").count()).isPositive();
    }

    private static List<String> gmv(TestPipeline pipeline) {
        return pipeline.table("gold.kpi_daily").filter(TOTAL).selectExpr("event_date", "gmv").collectAsList().stream()
                .map(row -> row.mkString(" "))
                .sorted()
                .toList();
    }

    private static String order(String day) {
        return "{\"messageId\":\"m" + day + "\",\"type\":\"track\",\"event\":\"Order Completed\",\"userId\":\"u1\","
                + "\"receivedAt\":\"2026-03-" + day + "T10:00:00.000Z\",\"timestamp\":\"2026-03-" + day
                + "T09:59:58.000Z\",\"properties\":{\"order_id\":\"o" + day
                + "\",\"revenue\":10,\"total\":5,\"currency\":\"EUR\"}}";
    }
}
