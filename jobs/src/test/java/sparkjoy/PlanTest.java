package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;
import static sparkjoy.RawLogs.DAY;
import static sparkjoy.RawLogs.call;
import static sparkjoy.RawLogs.gzip;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.cli.ExitCode;

/** `joy plan` tells what the run after it does, and does nothing itself. */
class PlanTest {
    @TempDir
    private Path folder;

    @Test
    void itNamesTheNewFilesAndTheDaysThatTheRunThenRecomputes() {
        RawLogs logs = new RawLogs(folder.resolve("logs"));
        Path lake = folder.resolve("lake");
        TestPipeline pipeline = TestPipeline.of(logs.root(), lake);
        logs.put(DAY + "/a.gz", gzip(call("m1"), onDay("m2", "03"), onDay("m3", "05")));

        Answer first = pipeline.plan();

        assertThat(first.code()).as(first.err()).isEqualTo(ExitCode.DONE);
        assertThat(first.out())
                .contains("ingest: source app: 1 new file of 2026-03-02 to 2026-03-02 (")
                .contains("clean: no lines in bronze yet", "kpis: no events yet", "Nothing was changed.")
                .contains("  ingest: of app the newest 3 day folders (sources.app.recent_days), every 1d all of them")
                .contains("  clean: copies of the new message ids of any age, by the index ops.id_days")
                .contains("up to 30d before its receipt (event_time.max_late)")
                .contains("  attribution: the same days of orders, and 7d");
        assertThat(Files.exists(lake.resolve("bronze"))).isFalse();

        assertThat(pipeline.runAll().code()).isEqualTo(ExitCode.DONE);
        logs.put(DAY + "/b.gz", gzip(call("m4"), onDay("m5", "05")));
        assertThat(pipeline.run("ingest").code()).isEqualTo(ExitCode.DONE);

        assertThat(pipeline.plan().out())
                .contains("ingest: source app: 0 new files", "clean: lines of 1 object in bronze");

        assertThat(pipeline.run("clean").code()).isEqualTo(ExitCode.DONE);

        assertThat(pipeline.plan().out())
                .contains("clean: no new lines", "kpis: 2 days: 2026-03-02, 2026-03-05", "gold.added_to_cart");
        assertThat(pipeline.plan("kpis", "--from", "2026-03-01", "--to", "2026-03-04")
                        .out())
                .contains("kpis: 3 days: 2026-03-01 to 2026-03-03");

        assertThat(pipeline.run("kpis").code()).isEqualTo(ExitCode.DONE);

        assertThat(pipeline.plan().out()).contains("kpis: no changed days");
        assertThat(recomputed(pipeline))
                .containsExactly("[2026-03-02, 2026-03-03, 2026-03-05]", "[2026-03-02, 2026-03-05]");
    }

    /** What ops.runs says of the days of each run of the KPIs. */
    private static List<String> recomputed(TestPipeline pipeline) {
        return pipeline
                .table("ops.runs")
                .filter("days['kpis'] IS NOT NULL")
                .orderBy("started_at")
                .selectExpr("CAST(days['kpis'] AS STRING)")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .toList();
    }

    private static String onDay(String id, String day) {
        return call(id).replace("2026-03-02", "2026-03-" + day);
    }
}
