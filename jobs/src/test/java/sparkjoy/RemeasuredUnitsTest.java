package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;
import static sparkjoy.RawLogs.gzip;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.cli.ExitCode;

/** After a delivery only units that it touches are assigned and measured again, and the rows are those of all events. */
class RemeasuredUnitsTest {
    private static final String[] JOBS = {"ingest", "clean", "assignments", "health", "readout"};
    private static final List<String> TABLES =
            List.of("gold.assignments", "gold.assignment_health", "gold.experiment_units", "gold.experiment_readout");

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

        assertEqualsFresh(pipeline, TestPipeline.of(logs.root(), folder.resolve("fresh")));
    }

    @Test
    void anExperimentThatIsOverIsNotWrittenAgainUntilSomethingOfItChanges() throws Exception {
        RawLogs logs = new RawLogs(folder.resolve("logs"));
        TestPipeline pipeline = withEnded(logs, "lake");
        deliver(
                logs,
                "a",
                of("early", call("a1", "anna", "Experiment Viewed", "02T10", "\"treatment_group\":\"Model_A\"")),
                of("early", call("a2", "anna", "Order Completed", "02T11", "\"order_id\":\"o1\",\"revenue\":30")),
                of("early", call("b1", "ben", "Experiment Viewed", "03T10", "\"treatment_group\":\"Model_B\"")),
                call("c1", "cleo", "Experiment Viewed", "20T10", "\"treatment_group\":\"Model_A\""),
                call("d1", "dan", "Product Clicked", "25T12", "\"product_id\":\"p\""));
        run(pipeline);
        List<String> files = filesOfEnded(pipeline);

        // A unit of another experiment, and an event of a unit outside of the experiment's time.
        deliver(
                logs,
                "b",
                call("e1", "eve", "Experiment Viewed", "24T10", "\"treatment_group\":\"Model_B\""),
                call("a3", "anna", "Product Clicked", "24T11", "\"product_id\":\"p\""));
        run(pipeline);
        assertThat(filesOfEnded(pipeline)).hasSizeGreaterThanOrEqualTo(3).isEqualTo(files);

        deliver(logs, "c", call("r1", "shop", "Order Refunded", "24T12", "\"order_id\":\"o1\",\"revenue\":10"));
        run(pipeline);
        assertThat(filesOfEnded(pipeline)).isNotEqualTo(files);
        assertEqualsFresh(pipeline, withEnded(logs, "fresh"));

        // A table of an earlier release is not partitioned, and its statistics are of the later partition too.
        unpartition(pipeline, "gold.assignment_health", "as_of_date");
        unpartition(pipeline, "gold.experiment_units", "metric_id");
        // Rows that somebody else changed are computed again.
        List<String> readout = rows(pipeline, "gold.experiment_readout");
        SharedSpark.session()
                .sql("DELETE FROM delta.`" + pipeline.lake() + "/gold/experiment_readout`"
                        + " WHERE experiment_id = 'early'");
        deliver(logs, "d", call("s1", "shop", "Product Clicked", "24T13", "\"product_id\":\"p\""));
        run(pipeline);
        assertThat(rows(pipeline, "gold.experiment_readout")).isEqualTo(readout);
        assertThat(TABLES.subList(1, TABLES.size()))
                .allMatch(table -> pipeline.tables().isPartitionedBy(table, "experiment_id"));
    }

    private TestPipeline withEnded(RawLogs logs, String lake) {
        return TestPipeline.of(logs.root(), folder.resolve(lake))
                .with("experiments={early: {baseline: Model_A, from: 2026-03-01, to: 2026-03-10, history: 2d,"
                        + " weights: [{from: 2026-03-01, arms: {Model_A: 1, Model_B: 1}}]}}");
    }

    private static void unpartition(TestPipeline pipeline, String table, String column) {
        String location = pipeline.lake() + "/" + table.replace('.', '/');
        pipeline.table(table)
                .write()
                .format("delta")
                .mode("overwrite")
                .option("overwriteSchema", "true")
                .partitionBy()
                .save(location);
        SharedSpark.session()
                .sql("ALTER TABLE delta.`" + location + "` SET TBLPROPERTIES ('delta.dataSkippingStatsColumns' ="
                        + " 'experiment_id," + column + "')");
    }

    private static List<String> filesOfEnded(TestPipeline pipeline) {
        return Stream.of("gold.assignment_health", "gold.experiment_units", "gold.experiment_readout")
                .flatMap(table -> pipeline
                        .table(table)
                        .filter("experiment_id = 'early'")
                        .selectExpr("_metadata.file_path")
                        .distinct()
                        .collectAsList()
                        .stream()
                        .map(row -> row.getString(0)))
                .sorted()
                .toList();
    }

    private static void assertEqualsFresh(TestPipeline pipeline, TestPipeline fresh) {
        run(fresh);
        TABLES.forEach(table ->
                assertThat(rows(pipeline, table)).as(table).isNotEmpty().isEqualTo(rows(fresh, table)));
    }

    private static String of(String experiment, String call) {
        return call.replace("home_ranking", experiment);
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
