package sparkjoy;

import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static sparkjoy.RawLogs.call;
import static sparkjoy.RawLogs.gzip;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.cli.ExitCode;
import sparkjoy.lake.Lake;

/** `joy verify` finds what is not as a full recompute makes it, and says which row. */
class VerifyTest {
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
        logs.put(RawLogs.DAY + "/a.gz", gzip(call("m1"), call("m2"), call("m3").replace("2026-03-02", "2026-03-03")));
        assertThat(whole.runAll().code()).isEqualTo(ExitCode.DONE);
    }

    /** A lake of its own in the same state. */
    private static TestPipeline lake(String name) {
        LakeCopy.of(Path.of(whole.lake()), folder.resolve(name));
        return TestPipeline.of(logs.root(), folder.resolve(name));
    }

    @Test
    void aWrongNumberAndALostRowAreNamedWithKeyColumnAndBothValues() {
        TestPipeline pipeline = lake("tampered");
        Lake lake = pipeline.tables();
        lake.update(
                "gold.kpi_daily",
                expr(TOTAL + " AND event_date = '2026-03-02'"),
                Map.of("adds_to_cart", lit(7L)),
                lake.lastProvenance("gold.kpi_daily").orElseThrow());
        lake.delete(
                "gold.kpi_hourly",
                expr(TOTAL + " AND event_date = '2026-03-03'"),
                lake.lastProvenance("gold.kpi_hourly").orElseThrow());

        Answer second = pipeline.verify("--from", "2026-03-02", "--to", "2026-03-03");
        Answer third = pipeline.verify("--from", "2026-03-03", "--to", "2026-03-04");

        assertThat(second.code()).as(second.err()).isEqualTo(ExitCode.FAILED);
        assertThat(second.out())
                .contains("DIFFERENT: gold.kpi_daily.")
                .contains("  event_date=2026-03-02, vertical=(all), service=(all), experiment_id=(all), variant=(all):"
                        + " adds_to_cart is 7, should be 2");
        assertThat(third.out())
                .contains("DIFFERENT: gold.kpi_hourly.")
                .contains("event_date=2026-03-03, hour=9, vertical=(all)")
                .contains(": 0 rows stand there, 1 should");
    }

    @Test
    void tablesThatHaveNotSeenTheNewestLinesAreNotJudged() {
        TestPipeline pipeline = lake("behind");
        logs.put(RawLogs.DAY + "/b.gz", gzip(call("m4")));
        assertThat(pipeline.run("ingest").code()).isEqualTo(ExitCode.DONE);

        Answer answer = pipeline.verify();

        assertThat(answer.code()).isEqualTo(ExitCode.FAILED);
        assertThat(answer.err()).contains("silver.events is not up to date with its inputs");
    }

    @Test
    void whatIsRightIsEqualAndNothingIsLeftBehind() {
        Contents before = whole.contents();

        Answer answer = whole.verify();

        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.DONE);
        assertThat(answer.out()).contains("EQUAL: recomputed from bronze, all tables have the same rows.");
        assertThat(whole.contents().differences(before)).isEmpty();
        assertThat(folder.resolve("lake")).isDirectoryNotContaining("glob:**_verify*");
    }
}
