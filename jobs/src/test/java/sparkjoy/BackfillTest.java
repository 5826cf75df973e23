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
