package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;
import static sparkjoy.RawLogs.gzip;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.cli.ExitCode;

/** A unit's value is settled when its window is over, by the days of the data and not by the clock. */
class MaturedUnitsTest {
    private static final String[] JOBS = {"ingest", "clean", "assignments", "health", "readout"};

    @TempDir
    private Path folder;

    @Test
    void aLaterExposureNeverChangesAMaturedValue() {
        RawLogs logs = new RawLogs(folder.resolve("logs"));
        TestPipeline pipeline = TestPipeline.of(logs.root(), folder.resolve("lake"));
        deliverModelA(logs, "05T09");
        run(pipeline);

        assertThat(clicks(pipeline)).isEqualTo("2.000000 false");

        deliver(
                logs,
                "b",
                call("m4", "Experiment Viewed", "05T11", "\"treatment_group\":\"Model_A\""),
                call("m5", "Product Clicked", "05T12", "\"product_id\":\"p\""),
                call("m6", "Product Clicked", "06T12", "\"product_id\":\"p\""));
        run(pipeline);

        assertThat(clicks(pipeline)).isEqualTo("2.000000 true");
        assertThat(pipeline.rows("gold.assignments", "exposures", "first_exposed_at"))
                .containsExactly("2 2026-03-02 10:00:00.0");
    }

    /** The winner is rolled out to everyone, and machines come by. */
    @Test
    void whatIsShownAfterTheEndNeverChangesAUnit() {
        RawLogs logs = new RawLogs(folder.resolve("logs"));
        TestPipeline pipeline =
                TestPipeline.of(logs.root(), folder.resolve("lake")).with("experiments.home_ranking.to=2026-03-05");
        deliverModelA(logs, "08T09");
        run(pipeline);
        String before = unit(pipeline);

        deliver(
                logs,
                "b",
                call("m4", "Experiment Viewed", "05T00", "\"treatment_group\":\"Model_B\""),
                call("m5", "Experiment Viewed", "06T12", "\"treatment_group\":\"Model_B\"")
                        .replace("\"context\":{", "\"context\":{\"userAgent\":\"crawler\","));
        run(pipeline);

        assertThat(before).isEqualTo("VALID Model_A 1 1 2026-03-02 10:00:00");
        assertThat(unit(pipeline)).isEqualTo(before);
        assertThat(clicks(pipeline)).isEqualTo("1.000000 true");
    }

    /** A unit that clicks once within an hour, and once more later. */
    private static void deliverModelA(RawLogs logs, String lastClick) {
        deliver(
                logs,
                "a",
                call("m1", "Experiment Viewed", "02T10", "\"treatment_group\":\"Model_A\""),
                call("m2", "Product Clicked", "02T11", "\"product_id\":\"p\""),
                call("m3", "Product Clicked", lastClick, "\"product_id\":\"p\""));
    }

    private static String unit(TestPipeline pipeline) {
        return pipeline.table("gold.assignments")
                .selectExpr("status", "variant", "variants_seen", "exposures", "string(first_exposed_at)")
                .first()
                .mkString(" ");
    }

    private static String clicks(TestPipeline pipeline) {
        return pipeline.table("gold.experiment_units")
                .filter("metric_id = 'ctr'")
                .selectExpr("value_num", "is_window_complete")
                .first()
                .mkString(" ");
    }

    private static void run(TestPipeline pipeline) {
        Answer answer = pipeline.run(JOBS);
        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.DONE);
    }

    private static void deliver(RawLogs logs, String name, String... calls) {
        logs.put(RawLogs.DAY + "/" + name + ".gz", gzip(calls));
    }

    /** A call of the unit u1 in March 2026, by day and hour. */
    private static String call(String id, String event, String hour, String property) {
        return RawLogs.call(id)
                .replace("2026-03-02T10:00:00", "2026-03-" + hour + ":00:01")
                .replace("2026-03-02T09:59:58", "2026-03-" + hour + ":00:00")
                .replace("Product Added", event)
                .replace("\"quantity\":1", "\"experiment_id\":\"home_ranking\"," + property);
    }
}
