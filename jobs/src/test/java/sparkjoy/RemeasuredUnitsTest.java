package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;
import static sparkjoy.RawLogs.gzip;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.cli.ExitCode;

/** After a delivery only units that it touches are assigned and measured again, and the rows are those of all events. */
class RemeasuredUnitsTest {
    private static final String[] JOBS = {"ingest", "clean", "assignments", "health", "readout"};
    private static final List<String> TABLES =
            List.of("gold.assignments", "gold.experiment_units", "gold.experiment_readout");

    @TempDir
    private Path folder;

    @Test
    void whatADeliveryTouchesIsMeasuredAgainAndNothingElse() throws Exception {
        RawLogs logs = new RawLogs(folder.resolve("logs"));
        TestPipeline pipeline = TestPipeline.of(logs.root(), folder.resolve("lake"));
        deliver(
                logs,
                "a",
                call("a1", "anna", "Product Clicked", "01T10", "\"product_id\":\"p\""),
                call("a2", "anna", "Experiment Viewed", "02T10", "\"treatment_group\":\"Model_A\""),
                call("a3", "anna", "Order Completed", "02T11", "\"order_id\":\"o1\",\"revenue\":30"),
                call("b1", "ben", "Experiment Viewed", "03T10", "\"treatment_group\":\"Model_B\""),
                call("b2", "ben", "Product Clicked", "03T11", "\"product_id\":\"p\""),
                call("c1", "cleo", "Experiment Viewed", "03T12", "\"treatment_group\":\"Model_A\""),
                call("d1", "dan", "Product Clicked", "09T12", "\"product_id\":\"p\""));
        run(pipeline);

        // The shop sends the refund, not the user; one unit's first exposure arrives late.
        deliver(
                logs,
                "b",
                call("b3", "ben", "Product Clicked", "04T11", "\"product_id\":\"p\""),
                call("r1", "shop", "Order Refunded", "05T11", "\"order_id\":\"o1\",\"revenue\":10"),
                call("c2", "cleo", "Experiment Viewed", "02T12", "\"treatment_group\":\"Model_A\""));
        assertOnlyTouchedUnitsAreMeasured(pipeline);

        // A new unit with a history, and a known one that leaves the comparison.
        deliver(
                logs,
                "c",
                call("e1", "eve", "Product Clicked", "02T09", "\"product_id\":\"p\""),
                call("e2", "eve", "Experiment Viewed", "05T09", "\"treatment_group\":\"Model_B\""),
                call("b4", "ben", "Experiment Viewed", "06T10", "\"treatment_group\":\"Model_A\""));
        assertOnlyTouchedUnitsAreMeasured(pipeline);

        // Days recomputed by hand have seen the events that the next run must not count again.
        deliver(logs, "d", call("e3", "eve", "Experiment Viewed", "06T09", "\"treatment_group\":\"Model_B\""));
        run(pipeline.withOptions("--from", "2026-03-02", "--to", "2026-03-04"));
        deliver(logs, "e", call("e4", "eve", "Experiment Viewed", "07T09", "\"treatment_group\":\"Model_B\""));
        run(pipeline);

        TestPipeline fresh = TestPipeline.of(logs.root(), folder.resolve("fresh"));
        run(fresh);
        TABLES.forEach(table ->
                assertThat(rows(pipeline, table)).as(table).isNotEmpty().isEqualTo(rows(fresh, table)));
    }

    private static void assertOnlyTouchedUnitsAreMeasured(TestPipeline pipeline) throws Exception {
        SparkWork.Count count = SparkWork.of(() -> run(pipeline));
        assertThat(count.works())
                .anyMatch(work -> work.origin().startsWith("Remeasurement"))
                .noneMatch(work -> work.origin().startsWith("Attempt"));
    }

    private static List<String> rows(TestPipeline pipeline, String table) {
        return pipeline.rows(table, "to_json(struct(*))");
    }

    private static void run(TestPipeline pipeline) {
        Answer answer = pipeline.run(JOBS);
        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.DONE);
    }

    private static void deliver(RawLogs logs, String file, String... calls) {
        logs.put(RawLogs.DAY + "/" + file + ".gz", gzip(calls));
    }

    private static String call(String id, String user, String event, String time, String properties) {
        String at = "2026-03-" + time + ":00:00.000Z";
        return "{\"messageId\":\"" + id + "\",\"type\":\"track\",\"event\":\"" + event + "\",\"userId\":\"" + user
                + "\",\"receivedAt\":\"" + at + "\",\"timestamp\":\"" + at
                + "\",\"properties\":{\"experiment_id\":\"home_ranking\"," + properties + "}}";
    }
}
