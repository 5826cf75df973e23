package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;
import static sparkjoy.RawLogs.DAY;
import static sparkjoy.RawLogs.call;
import static sparkjoy.RawLogs.gzip;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.cli.ExitCode;

/** Recomputing a range of days by hand. */
class BackfillTest {
    private static final String[] ADDED = {"event_date", "adds_to_cart"};

    @TempDir
    private Path folder;

    @Test
    void aBackfillOfOneDayLeavesTheChangesOfAnotherForTheNextRun() {
        RawLogs logs = new RawLogs(folder.resolve("logs"));
        TestPipeline pipeline = TestPipeline.of(logs.root(), folder.resolve("lake"));
        logs.put(DAY + "/a.gz", gzip(call("m1"), onTheThird("m2")));
        assertThat(pipeline.run("ingest", "clean", "kpis").code()).isEqualTo(ExitCode.DONE);
        logs.put(DAY + "/b.gz", gzip(call("m3"), onTheThird("m4")));
        assertThat(pipeline.run("ingest", "clean").code()).isEqualTo(ExitCode.DONE);

        Answer backfill = pipeline.withOptions("--from", "2026-03-02", "--to", "2026-03-03")
                .run("kpis");

        assertThat(backfill.code()).as(backfill.err()).isEqualTo(ExitCode.DONE);
        assertThat(totals(pipeline)).containsExactly("2026-03-02 2", "2026-03-03 1");

        Answer next = pipeline.run("kpis");

        assertThat(next.code()).as(next.err()).isEqualTo(ExitCode.DONE);
        assertThat(totals(pipeline)).containsExactly("2026-03-02 2", "2026-03-03 2");
    }

    @Test
    void daysOfSilverAreMadeAnewByTheRulesOfNow() {
        RawLogs logs = new RawLogs(folder.resolve("logs"));
        TestPipeline before = TestPipeline.of(logs.root(), folder.resolve("lake"));
        logs.put(
                DAY + "/a.gz",
                gzip(call("m1"), onTheThird("m2"), call("m3").replace("\"quantity\":1", "\"quantity\":9")));
        assertThat(before.run("ingest", "clean", "kpis").code()).isEqualTo(ExitCode.DONE);
        TestPipeline now = before.with(
                "expectations.few={condition: quantity < 9, on_fail: reject}",
                "properties.quantity=[properties.pieces]",
                "properties.list_id=[properties.quantity]");

        Answer unasked = now.run("clean");
        List<String> kept = now.rows("silver.events", "message_id", "list_id");
        Answer second =
                now.withOptions("--from", "2026-03-02", "--to", "2026-03-03").run("clean", "kpis");

        assertThat(unasked.out()).contains("no new lines");
        assertThat(kept).containsExactly("m1 null", "m2 null", "m3 null");
        assertThat(second.code()).as(second.err()).isEqualTo(ExitCode.DONE);
        assertThat(now.rows("silver.events", "message_id", "list_id")).containsExactly("m1 1", "m2 null", "m3 9");

        TestPipeline mended = now.with("expectations.few={condition: list_id < 9, on_fail: reject}");
        Answer third =
                mended.withOptions("--from", "2026-03-02", "--to", "2026-03-03").run("clean");
        Answer gold = mended.run("kpis");

        assertThat(third.code()).as(third.err()).isEqualTo(ExitCode.DONE);
        assertThat(gold.code()).as(gold.err()).isEqualTo(ExitCode.DONE);
        assertThat(now.rows("silver.events", "message_id")).containsExactly("m1", "m2");
        assertThat(now.rows("silver.rejected", "message_id", "rule")).containsExactly("m3 few");
        assertThat(totals(now)).containsExactly("2026-03-02 1", "2026-03-03 1");
    }

    @Test
    void eventsLeaveAndEnterADayThatIsMadeAnewAndNoneIsLost() {
        RawLogs logs = new RawLogs(folder.resolve("logs"));
        TestPipeline wide = TestPipeline.of(logs.root(), folder.resolve("lake"));
        TestPipeline narrow = wide.with("event_time.max_late=1h");
        logs.put(
                DAY + "/a.gz",
                gzip(call("m1"), call("m2").replace("timestamp\":\"2026-03-02", "timestamp\":\"2026-03-01")));
        assertThat(wide.run("ingest", "clean").code()).isEqualTo(ExitCode.DONE);

        Answer left =
                narrow.withOptions("--from", "2026-03-01", "--to", "2026-03-02").run("clean");
        List<String> afterLeaving = wide.rows("silver.events", "message_id", "event_date");
        Answer entered =
                wide.withOptions("--from", "2026-03-01", "--to", "2026-03-02").run("clean");

        assertThat(left.code()).as(left.err()).isEqualTo(ExitCode.DONE);
        assertThat(afterLeaving).containsExactly("m1 2026-03-02", "m2 2026-03-02");
        assertThat(entered.code()).as(entered.err()).isEqualTo(ExitCode.DONE);
        assertThat(wide.rows("silver.events", "message_id", "event_date"))
                .containsExactly("m1 2026-03-02", "m2 2026-03-01");
    }

    private static List<String> totals(TestPipeline pipeline) {
        return pipeline
                .table("gold.kpi_daily")
                .filter("vertical = '(all)' AND service = '(all)' AND experiment_id = '(all)' AND variant = '(all)'")
                .selectExpr(ADDED)
                .collectAsList()
                .stream()
                .map(row -> row.mkString(" "))
                .sorted()
                .toList();
    }

    private static String onTheThird(String id) {
        return call(id).replace("2026-03-02", "2026-03-03");
    }
}
