package sparkjoy;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static sparkjoy.RawLogs.gzip;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.cli.ExitCode;

/** Columns that a specification adds to the KPI tables of a lake that has days already, and removes again. */
class KpiColumnsTest {
    private static final String REMOVALS = "removals: {description: removed from a cart, action: remove_from_cart}";
    private static final String WISHERS =
            "wishers: {description: users with a wish, where: event = 'Product Added to Wishlist', count: users}";
    private static final String WISH_SESSIONS =
            "wish_sessions: {description: its sessions, where: event LIKE '%Wishlist', count: sessions}";
    private static final String[] COUNTS = {
        "count_if(action = 'remove_from_cart')",
        "count(DISTINCT CASE WHEN event = 'Product Added to Wishlist' THEN unit_id END)",
        "count(DISTINCT CASE WHEN event LIKE '%Wishlist' THEN struct(unit_id, session_id) END)"
    };

    @TempDir
    private static Path folder;

    private static RawLogs logs;
    private static TestPipeline without;
    private static TestPipeline pipeline;
    private static List<String> builtInBefore;
    private static List<String> builtInAfter;
    private static List<String> first;

    @BeforeAll
    static void addColumnsToALakeWithDays() {
        logs = new RawLogs(folder.resolve("logs"));
        put(
                "a",
                call("1", "Product Removed", "u1", "s1", "02T10:00", "Food"),
                call("2", "Product Removed", "u1", "s1", "02T11:00", "Food"),
                call("3", "Product Added to Wishlist", "u1", "s1", "02T10:10", "Food"),
                call("4", "Product Added to Wishlist", "u1", "s2", "02T10:20", "Shop"),
                call("5", "Product Added to Wishlist", "u2", "s3", "02T10:30", "Food"),
                call("6", "Product Removed from Wishlist", "u3", "s4", "02T10:40", "Shop"),
                call("7", "Product Added to Wishlist", "u2", "s3", "02T23:59", "Food"),
                call("8", "Product Added to Wishlist", "u2", "s3", "03T00:01", "Food"),
                call("9", "Product Viewed", "u4", "s5", "03T00:02", "Food"));
        without = TestPipeline.of(logs.root(), folder.resolve("lake"));
        run(without);
        builtInBefore = builtIn(without);
        pipeline = without.with(columns(REMOVALS, WISHERS, WISH_SESSIONS));
        run(pipeline);
        builtInAfter = builtIn(pipeline);
        first = totals("removals", "wishers", "wish_sessions");
    }

    @Test
    void eachColumnEqualsAQueryOverTheEventsInEveryHourDayAndVertical() {
        assertThat(first).containsExactly("2026-03-02 2 2 4", "2026-03-03 0 1 1");
        assertThat(builtInAfter).isEqualTo(builtInBefore);
        assertColumnsEqualQueries();
    }

    @Test
    void aLateDeliveryARemovedColumnAndAnotherOrderKeepTheColumnsRight() {
        put(
                "b",
                call("10", "Product Added to Wishlist", "u5", "s6", "02T10:50", "Food"),
                call("11", "Product Removed", "u5", "s6", "02T10:55", "Shop"));
        run(pipeline);

        assertColumnsEqualQueries();
        assertVerified(pipeline);

        TestPipeline fewer = without.with(columns(WISH_SESSIONS, REMOVALS));
        run(fewer);

        assertThat(totals("removals", "wishers", "wish_sessions"))
                .containsExactly("2026-03-02 3 null 5", "2026-03-03 0 null 1");
        assertVerified(fewer);
        run(pipeline);
        assertColumnsEqualQueries();
    }

    @Test
    void aConditionOnAColumnThatEventsLackIsReportedBeforeAndInARunThatChangesNoKpi() {
        TestPipeline wrong = without.with(columns("typos: {description: typo, where: evnt = 'Coupon Applied'}"));

        Answer valid = wrong.verb("validate");
        Answer run = wrong.run("kpis");

        assertThat(valid.code()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(valid.err()).contains("kpis.columns.typos.where: ", "evnt");
        assertThat(run.code()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("kpis.columns.typos.where: ", "evnt", "No KPI was changed.");
    }

    private static void assertColumnsEqualQueries() {
        for (String vertical : List.of("'(all)'", "coalesce(vertical, '(none)')")) {
            assertThat(measured("gold.kpi_hourly", "hour", vertical)).isEqualTo(queried("hour(occurred_at)", vertical));
            assertThat(measured("gold.kpi_daily", "NULL", vertical)).isEqualTo(queried("NULL", vertical));
        }
    }

    private static void assertVerified(TestPipeline about) {
        Answer answer = about.verify();
        assertThat(answer.code()).as(answer.out() + answer.err()).isEqualTo(ExitCode.DONE);
    }

    private static List<String> totals(String... columns) {
        return rows(
                pipeline.table("gold.kpi_daily")
                        .filter("service = '(all)' AND experiment_id = '(all)' AND vertical = '(all)'"),
                "concat_ws(' ', event_date, ifnull(string(" + String.join("), 'null'), ifnull(string(", columns)
                        + "), 'null'))");
    }

    private static List<String> measured(String table, String hour, String vertical) {
        return rows(
                pipeline.table(table)
                        .filter("service = '(all)' AND experiment_id = '(all)'")
                        .filter(vertical.equals("'(all)'") ? "vertical = '(all)'" : "vertical <> '(all)'"),
                "concat_ws(' ', event_date, ifnull(string(" + hour
                        + "), 'null'), vertical, removals, wishers, wish_sessions)");
    }

    private static List<String> queried(String hour, String vertical) {
        return rows(
                pipeline.table("silver.events")
                        .filter("NOT is_bot AND unit_id IS NOT NULL")
                        .selectExpr("*", hour + " AS hour_of_day", vertical + " AS cell")
                        .groupBy("event_date", "hour_of_day", "cell")
                        .agg(
                                expr(COUNTS[0]).as("removals"),
                                expr(COUNTS[1]).as("wishers"),
                                expr(COUNTS[2]).as("wish_sessions")),
                "concat_ws(' ', event_date, ifnull(string(hour_of_day), 'null'), cell, removals, wishers, wish_sessions)");
    }

    private static List<String> builtIn(TestPipeline of) {
        return rows(
                of.table("gold.kpi_daily"),
                "concat_ws(' ', event_date, vertical, service, experiment_id, variant, users, sessions, orders, clicks)");
    }

    private static List<String> rows(Dataset<Row> rows, String text) {
        return rows.selectExpr(text).collectAsList().stream()
                .map(row -> row.getString(0))
                .sorted()
                .toList();
    }

    private static String columns(String... columns) {
        return "kpis.columns={" + String.join(", ", columns) + "}";
    }

    private static void run(TestPipeline about) {
        Answer answer = about.runAll();
        assertThat(answer.code()).as(answer.out() + answer.err()).isEqualTo(ExitCode.DONE);
    }

    private static void put(String name, String... calls) {
        logs.put("segment-logs/app/1772409600000/" + name + ".gz", gzip(calls));
    }

    private static String call(String id, String event, String user, String session, String at, String vertical) {
        return "{\"messageId\":\"m" + id + "\",\"type\":\"track\",\"event\":\"" + event + "\",\"userId\":\"" + user
                + "\",\"receivedAt\":\"2026-03-03T01:00:00.000Z\",\"timestamp\":\"2026-03-" + at + ":00.000Z\","
                + "\"properties\":{\"session_id\":\"" + session + "\",\"vertical\":\"" + vertical + "\"}}";
    }
}
