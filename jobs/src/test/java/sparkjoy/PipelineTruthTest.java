package sparkjoy;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import sparkjoy.cli.ExitCode;
import sparkjoy.generate.Truth;

/** Bronze, silver and gold hold exactly what the generator says is in its logs, every trouble included. */
class PipelineTruthTest {
    private static final BigDecimal EUR_FOR_A_DOLLAR = new BigDecimal("0.92");
    private static final String ALL_SERVICES = "vertical = '(all)' AND service = '(all)'";
    private static final String TOTALS = ALL_SERVICES + " AND experiment_id = '(all)' AND variant = '(all)'";

    private static Truth truth;
    private static TestPipeline pipeline;
    private static Answer answer;

    @BeforeAll
    static void ran() {
        truth = ShopLogs.made().truth();
        pipeline = ShopLogs.made().pipeline();
        answer = ShopLogs.made().answer();
    }

    @Test
    void theRunIsDoneAndAllEquationsHold() {
        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.DONE);
        assertThat(pipeline.rows("ops.runs", "status")).isNotEmpty().containsOnly("DONE");
        assertThat(pipeline.table("ops.reconciliation")
                        .filter("NOT is_balanced")
                        .count())
                .isZero();
        assertThat(pipeline.table("ops.reconciliation")
                        .select("equation")
                        .distinct()
                        .count())
                .isEqualTo(9);
    }

    @Test
    void everyFileIsInTheLedgerWithItsLines() {
        Row files = pipeline.table("bronze.files")
                .selectExpr("count(*)", "sum(lines)", "sum(rows)", "sum(quarantined_lines)", "sum(bytes_uncompressed)")
                .first();

        long malformed = sum(truth.malformed());
        assertThat(List.of(files.getLong(0), files.getLong(1), files.getLong(2), files.getLong(3), files.getLong(4)))
                .containsExactly(
                        truth.files().count(),
                        truth.lines(),
                        truth.lines() - malformed,
                        malformed,
                        truth.files().bytesUncompressed());
    }

    @Test
    void bronzeHoldsAllLinesButTheMalformed() {
        assertThat(pipeline.table("bronze.segment_logs").count())
                .isEqualTo(truth.distinctEvents() + truth.duplicates() + truth.conflicts());
        assertThat(counts(pipeline.table("bronze.quarantine"), "reason")).isEqualTo(truth.malformed());
    }

    @Test
    void silverHoldsEachEventOnce() {
        assertThat(pipeline.table("silver.events").count()).isEqualTo(truth.distinctEvents());
        assertThat(pipeline.table("silver.events")
                        .select("source_id", "message_id")
                        .distinct()
                        .count())
                .isEqualTo(truth.distinctEvents());
        assertThat(pipeline.table("silver.rejected").count()).isZero();
    }

    @Test
    void silverHoldsTheEventsOfEachDayByName() {
        Dataset<Row> events = pipeline.table("silver.events");

        Map<String, Map<String, Long>> byDay = new TreeMap<>();
        truth.events()
                .keySet()
                .forEach(day -> byDay.put(
                        day,
                        counts(
                                events.filter(col("event_date").equalTo(day))
                                        .selectExpr("coalesce(event, type) AS name"),
                                "name")));

        assertThat(byDay).isEqualTo(truth.events());
    }

    @Test
    void botsAndLateEventsAreTold() {
        Dataset<Row> events = pipeline.table("silver.events");

        assertThat(events.filter("is_bot").count()).isEqualTo(truth.botEvents());
        assertThat(events.filter("received_at >= occurred_at + INTERVAL 1 HOUR").count())
                .isEqualTo(truth.lateEvents());
        assertThat(events.filter("is_time_adjusted").count()).isZero();
    }

    @Test
    void kpisCountWhatHappenedOnEachDay() {
        assertDaily("impressions", Truth.Day::impressions);
        assertDaily("clicks", Truth.Day::clicks);
        assertDaily("adds_to_cart", Truth.Day::addsToCart);
        assertDaily("checkouts", Truth.Day::checkouts);
        assertDaily("orders", Truth.Day::orders);
        assertDaily("users", Truth.Day::users);
        assertDaily("sessions", Truth.Day::sessions);
    }

    @Test
    void gmvOfEachDayIsRightToTheCent() {
        assertMoney("gmv", Truth.Amounts::gmv);
        assertMoney("gmv_cancelled", Truth.Amounts::gmvCancelled);
        assertMoney("gmv_refunded", Truth.Amounts::gmvRefunded);
    }

    @Test
    void cancelledAndRefundedOrdersStandOnTheDayOfTheOrder() {
        assertDaily("orders_cancelled", day -> sum(day, Truth.Amounts::cancelledOrders));
        assertDaily("orders_refunded", day -> sum(day, Truth.Amounts::refundedOrders));
        assertDaily("orders_without_rate", day -> 0);
    }

    @Test
    void impressionsAndClicksOfEachVariantAreRight() {
        List<String> kpis = pipeline
                .table("gold.kpi_daily")
                .filter(ALL_SERVICES + " AND experiment_id != '(all)' AND variant != '(all)' AND impressions > 0")
                .selectExpr("event_date", "variant", "impressions", "clicks")
                .collectAsList()
                .stream()
                .map(row -> row.mkString(" "))
                .toList();

        List<String> expected = truth.days().entrySet().stream()
                .flatMap(day -> day.getValue().variants().entrySet().stream()
                        .map(variant -> String.join(
                                " ",
                                day.getKey(),
                                variant.getKey(),
                                String.valueOf(variant.getValue().impressions()),
                                String.valueOf(variant.getValue().clicks()))))
                .toList();
        assertThat(kpis).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void hoursAddUpToTheirDay() {
        String sums = "sum(impressions), sum(clicks), sum(adds_to_cart), sum(checkouts), sum(orders), sum(gmv)";
        String[] expressions = sums.split(", ");

        assertThat(pipeline.table("gold.kpi_hourly")
                        .filter(TOTALS)
                        .selectExpr(expressions)
                        .first())
                .isEqualTo(pipeline.table("gold.kpi_daily")
                        .filter(TOTALS)
                        .selectExpr(expressions)
                        .first());
    }

    @Test
    void theDeclaredViewOfAddedToCartIsRightByHour() {
        List<Truth.Added> added = pipeline.table("gold.added_to_cart").collectAsList().stream()
                .map(row -> new Truth.Added(
                        row.getAs("event_date").toString(),
                        row.<Integer>getAs("time"),
                        row.getAs("experiment_id"),
                        row.getAs("variant"),
                        row.getAs("service"),
                        row.<Long>getAs("n")))
                .toList();

        assertThat(added).containsExactlyInAnyOrderElementsOf(truth.addedToCart());
    }

    @Test
    void assignmentsStandAsTheUnitsWereExposed() {
        Truth.Assignments expected = truth.experiments().get("home_ranking");
        Dataset<Row> assignments = pipeline.table("gold.assignments");

        assertThat(counts(assignments.filter("status = 'VALID'"), "variant")).isEqualTo(expected.units());
        assertThat(counts(assignments, "status"))
                .containsOnly(
                        Map.entry("VALID", sum(expected.units())),
                        Map.entry("CROSSOVER", expected.crossovers()),
                        Map.entry("UNKNOWN_VARIANT", expected.unknownVariant()),
                        Map.entry("BOT", expected.bots()));
    }

    @Test
    void theHashReplayFindsEachUnitInTheWrongVariant() {
        Truth.Assignments expected = truth.experiments().get("home_ranking");
        Dataset<Row> valid = pipeline.table("gold.assignments").filter("status = 'VALID'");

        assertThat(valid.filter("NOT is_hash_match").count()).isEqualTo(expected.hashMismatches());
        assertThat(valid.filter("is_hash_match IS NULL").count()).isZero();
    }

    @Test
    void exposuresAreCountedByUnit() {
        Truth.Assignments expected = truth.experiments().get("home_ranking");

        Row exposures = pipeline.table("gold.assignments")
                .selectExpr("sum(exposures)", "sum(if(status = 'BOT', exposures, 0))")
                .first();

        assertThat(exposures.getLong(0)).isEqualTo(expected.exposures());
        assertThat(exposures.getLong(1)).isEqualTo(expected.botExposures());
    }

    private static void assertDaily(String kpi, ToLongFunction<Truth.Day> expected) {
        Map<String, Long> days = truth.days().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, day -> expected.applyAsLong(day.getValue())));

        assertThat(daily(kpi, row -> row.getLong(1))).as(kpi).isEqualTo(days);
    }

    private static void assertMoney(String kpi, Function<Truth.Amounts, BigDecimal> expected) {
        Map<String, BigDecimal> days = truth.days().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, day -> euros(day.getValue(), expected)));

        assertThat(daily(kpi, row -> row.getDecimal(1))).as(kpi).isEqualTo(days);
    }

    private static <T> Map<String, T> daily(String kpi, Function<Row, T> value) {
        return pipeline.table("gold.kpi_daily").filter(TOTALS).select("event_date", kpi).collectAsList().stream()
                .collect(Collectors.toMap(row -> row.getDate(0).toString(), value));
    }

    private static BigDecimal euros(Truth.Day day, Function<Truth.Amounts, BigDecimal> amount) {
        return day.amounts().entrySet().stream()
                .map(paid -> amount.apply(paid.getValue())
                        .multiply(paid.getKey().equals("USD") ? EUR_FOR_A_DOLLAR : BigDecimal.ONE))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .setScale(4);
    }

    private static Map<String, Long> counts(Dataset<Row> rows, String column) {
        return rows.groupBy(column).count().collectAsList().stream()
                .collect(Collectors.toMap(row -> row.getString(0), row -> row.getLong(1), Long::sum, TreeMap::new));
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static long sum(Truth.Day day, ToLongFunction<Truth.Amounts> amount) {
        return day.amounts().values().stream().mapToLong(amount).sum();
    }
}
