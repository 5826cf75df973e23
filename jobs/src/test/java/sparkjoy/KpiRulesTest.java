package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;
import static sparkjoy.RawLogs.gzip;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.cli.ExitCode;

/** Repeated impressions, clicks that follow none, and copies of orders: two shops, and a list that comes a day late. */
class KpiRulesTest {
    private static final String TOTAL =
            "vertical = '(all)' AND service = '(all)' AND experiment_id = '(all)' AND variant = '(all)'";
    private static final String LIST_P1 = "\"list_id\":\"l\",\"products\":[{\"product_id\":\"p1\"}]";

    @TempDir
    private static Path folder;

    private static TestPipeline pipeline;
    private static List<String> hoursBefore;

    @BeforeAll
    static void deliver() {
        RawLogs logs = new RawLogs(folder.resolve("logs"));
        pipeline = TestPipeline.of(logs.root(), folder.resolve("lake"))
                .with("kpis={impression: product_once, order_groups: {north: [app, till]}}");
        put(
                logs,
                "app",
                "a",
                call("c0", "Product Clicked", "s1", "02T23:05", "\"product_id\":\"p1\""),
                call(
                        "v1",
                        "Product List Viewed",
                        "s1",
                        "02T23:10",
                        "\"list_id\":\"l\",\"products\":"
                                + "[{\"product_id\":\"p1\"},{\"product_id\":\"p2\"},{\"product_id\":\"p1\"}]"),
                call("c1", "Product Clicked", "s1", "02T23:15", "\"product_id\":\"p2\""),
                call("v2", "Product List Viewed", "s1", "02T23:20", LIST_P1),
                call("v3", "Product List Viewed", "s1", "02T23:30", LIST_P1.replace("\"l\"", "\"other\"")),
                call("c2", "Product Clicked", "s1", "02T23:40", "\"product_id\":\"p9\""),
                call("v4", "Product List Viewed", "s1", "03T00:10", LIST_P1),
                call("c3", "Product Clicked", "s1", "03T00:20", "\"product_id\":\"p2\""),
                call(
                        "v5",
                        "Product List Viewed",
                        "s2",
                        "02T22:00",
                        "\"products\":" + "[{\"product_id\":\"p1\"},{\"sku\":\"a\"},{\"sku\":\"b\"}]"),
                call("c4", "Product Clicked", "s2", "02T22:00", "\"product_id\":\"p1\""),
                call("o1", "Order Completed", "s1", "02T12:00", "\"order_id\":\"1\",\"revenue\":10"),
                call("o2", "Order Completed", "s1", "02T12:00", "\"order_id\":\"2\",\"revenue\":5"),
                call("o3", "Order Completed", "s1", "02T12:01", "\"order_id\":\"2\""),
                call(
                        "o4",
                        "Order Completed",
                        "s1",
                        "02T12:01",
                        "\"order_id\":\"2\",\"revenue\":5,\"currency\":\"EUR\""));
        put(
                logs,
                "till",
                "a",
                call("o1", "Order Completed", "s1", "02T12:05", "\"order_id\":\"1\",\"revenue\":12")
                        .replace("\"type\"", "\"channel\":\"server\",\"type\""));
        put(
                logs,
                "web",
                "a",
                call("o1", "Order Completed", "s2", "02T12:00", "\"order_id\":\"1\",\"revenue\":7"),
                call("r1", "Order Refunded", "s2", "02T13:00", "\"order_id\":\"1\""));
        run();
        hoursBefore = shown("gold.kpi_hourly", "hour");
        put(logs, "app", "b", call("v0", "Product List Viewed", "s1", "02T22:50", LIST_P1));
        run();
    }

    @Test
    void aProductCountsOnceInItsSessionListAndDayInTheHourOfTheFirstShowing() {
        assertThat(hoursBefore).containsExactly("02 22 3 1 0", "02 23 3 3 2", "03 0 1 1 1");
        assertThat(shown("gold.kpi_hourly", "hour")).containsExactly("02 22 4 1 0", "02 23 2 3 1", "03 0 1 1 1");
    }

    @Test
    void clicksOnWhatTheSessionWasNotShownBeforeOnThatDayAreCountedApart() {
        assertThat(shown("gold.kpi_daily", "'day'")).containsExactly("02 day 6 4 1", "03 day 1 1 1");
    }

    @Test
    void anOrderIdIsOneOrderWithinAGroupOfSources() {
        assertThat(pipeline.table("gold.kpi_daily")
                        .filter(TOTAL + " AND orders > 0")
                        .selectExpr("concat_ws(' ', orders, int(gmv), int(gmv_refunded))")
                        .collectAsList()
                        .toString())
                .isEqualTo("[[3 24 7]]");
        assertThat(pipeline.rows("gold.attribution", "order_id", "order_group", "int(amount)"))
                .containsExactly("1 north 12", "1 null 7", "2 north 5");
    }

    @Test
    void anOrderWhoseCopiesNameDifferentAmountsIsReported() {
        assertThat(pipeline.table("gold.kpi_daily")
                        .filter(TOTAL)
                        .orderBy("event_date")
                        .selectExpr("orders_with_differing_copies")
                        .collectAsList()
                        .toString())
                .isEqualTo("[[1], [0]]");
    }

    private static List<String> shown(String table, String hour) {
        return pipeline
                .table(table)
                .filter(TOTAL + " AND clicks > 0")
                .selectExpr("date_format(event_date, 'dd')", hour, "impressions", "clicks", "clicks_without_impression")
                .collectAsList()
                .stream()
                .map(row -> row.mkString(" "))
                .sorted()
                .toList();
    }

    private static void run() {
        Answer answer = pipeline.run("ingest", "clean", "kpis", "attribution");
        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.DONE);
    }

    private static void put(RawLogs logs, String source, String name, String... calls) {
        logs.put("segment-logs/" + source + "/1772409600000/" + name + ".gz", gzip(calls));
    }

    private static String call(String id, String event, String session, String at, String properties) {
        return "{\"messageId\":\"" + id + "\",\"type\":\"track\",\"event\":\"" + event + "\",\"userId\":\"u\","
                + "\"receivedAt\":\"2026-03-03T01:00:00.000Z\",\"timestamp\":\"2026-03-" + at + ":00.000Z\","
                + "\"properties\":{\"session_id\":\"" + session + "\"," + properties + "}}";
    }
}
