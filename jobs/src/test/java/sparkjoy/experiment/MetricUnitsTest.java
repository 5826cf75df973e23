package sparkjoy.experiment;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import sparkjoy.SharedSpark;
import sparkjoy.lake.TableContracts;
import sparkjoy.spec.Spec;
import sparkjoy.spec.SpecReader;

/** What units did around their first exposure, by small tables of events. */
final class MetricUnitsTest {
    private static final String UNIT = "'home', 'u1', 'A', DATE'2026-03-01', TIMESTAMP'2026-03-10 12:00:00', 'VALID'";

    @Test
    void eventsCountFromTheFirstExposureUntilTheWindowIsOver() {
        Dataset<Row> events = events(
                "'m1', '2026-03-10 11:59:59', 'click', null, null, null",
                "'m2', '2026-03-10 12:00:00', 'click', null, null, null",
                "'m3', '2026-03-13 11:59:59', 'click', null, null, null",
                "'m4', '2026-03-13 12:00:00', 'click', null, null, null");

        assertThat(rows(spec("metrics.m={kind: mean, numerator: {action: click}}"), events, UNIT))
                .containsExactly("u1 2026-03-13 2 1 1 1");
    }

    @Test
    void historyIsWhatLiesBeforeAndNotTooFarBack() {
        Spec spec = spec("metrics.m={kind: mean, numerator: {action: click}}", "experiments.home.history=2d");
        Dataset<Row> events = events(
                "'m1', '2026-03-08 11:59:59', 'click', null, null, null",
                "'m2', '2026-03-08 12:00:00', 'click', null, null, null",
                "'m3', '2026-03-10 11:59:59', 'click', null, null, null");

        assertThat(rows(spec, events, UNIT)).containsExactly("u1 2026-03-13 0 1 2 1");
    }

    @Test
    void aUnitWithoutEventsCountsZero() {
        assertThat(rows(
                        spec("metrics.m={kind: ratio, numerator: {action: click}, denominator: {action: impression}}"),
                        events(),
                        UNIT))
                .containsExactly("u1 2026-03-13 0 0 0 0");
    }

    @Test
    void anOrderCountsOnceWithTheMoneyOfTheCopyThatStandsInTheReportingCurrency() {
        Spec spec = spec("metrics.m={kind: mean, numerator: {action: order, value: amount, where: vertical = 'Food'}}");
        Dataset<Row> events = events(
                "'m1', '2026-03-10 13:00:00', 'order', 'o1', 'USD', 10",
                "'m2', '2026-03-10 13:00:01', 'order', 'o1', 'USD', 99",
                "'m3', '2026-03-10 14:00:00', 'order', 'o2', 'EUR', 1",
                "'m4', '2026-03-10 15:00:00', 'order', 'o3', 'XXX', 5");

        assertThat(rows(spec, events, UNIT)).containsExactly("u1 2026-03-13 6 1 0 1");
    }

    @Test
    void anOrderThatTheServerTellsIsOfTheUnitThatOrderedInTheBrowser() {
        Spec spec = spec("metrics.m={kind: mean, numerator: {action: order, value: amount}}");
        Dataset<Row> events = events(
                        "'m1', '2026-03-10 13:00:00', 'order', 'o1', 'EUR', 10",
                        "'m2', '2026-03-10 13:00:01', 'order', 'o1', 'EUR', 11",
                        "'m3', '2026-03-10 14:00:00', 'order', 'o2', 'EUR', 5")
                .withColumn("channel", expr("if(message_id = 'm1', 'browser', 'server')"))
                .withColumn("unit_id", expr("if(message_id = 'm1', 'u1', 'user')"));

        assertThat(rows(spec, events, UNIT)).containsExactly("u1 2026-03-13 11 1 0 1");
    }

    @Test
    void aProductThatIsShownOnceMoreCountsWhereItWasShownFirst() {
        Spec spec = spec("metrics.m={kind: mean, numerator: {action: impression}}", "kpis.impression=product_once");
        Dataset<Row> events = events(
                        "'m1', '2026-03-10 11:59:59', 'impression', null, null, null",
                        "'m2', '2026-03-10 12:00:01', 'impression', null, null, null",
                        "'m3', '2026-03-11 12:00:00', 'impression', null, null, null",
                        "'m4', '2026-03-11 12:00:00', 'click', null, null, null")
                .withColumn("session_id", lit("s1"))
                .withColumn("products", expr("array(named_struct('product_id', 'p1'))"));

        assertThat(rows(spec, events, UNIT)).containsExactly("u1 2026-03-13 1 1 1 1");
    }

    @Test
    void aProportionIsZeroOrOne() {
        Dataset<Row> events = events(
                "'m1', '2026-03-10 13:00:00', 'order', 'o1', 'EUR', 10",
                "'m2', '2026-03-10 14:00:00', 'order', 'o2', 'EUR', 10");

        assertThat(rows(spec("metrics.m={kind: proportion, numerator: {action: order}}"), events, UNIT))
                .containsExactly("u1 2026-03-13 1 1 0 1");
    }

    @Test
    void onlyValidExposedUnitsAreComparedAndBotsEventsDoNotCount() {
        Dataset<Row> assignments = assignments(
                UNIT,
                UNIT.replace("u1", "u2").replace("VALID", "CROSSOVER"),
                UNIT.replace("u1", "u3").replace("TIMESTAMP'2026-03-10 12:00:00'", "CAST(null AS TIMESTAMP)"));

        assertThat(MetricUnits.compared(assignments)
                        .select("unit_id")
                        .collectAsList()
                        .toString())
                .isEqualTo("[[u1]]");
    }

    @Test
    void anExpressionThatFailsTakesOnlyItsMetricOut() {
        Spec spec = spec(
                "metrics.m={kind: mean, numerator: {action: click}}",
                "metrics.unknown={kind: mean, numerator: {action: click, value: no_such_column}}",
                "metrics.broken={kind: mean, numerator: {action: click, value: CAST(message_id AS INT)}}",
                "experiments.home.metrics=[unknown, m, broken]");

        Measurement measured = Measurements.of(
                spec,
                MetricUnits.compared(assignments(UNIT)),
                events("'m2', '2026-03-10 12:00:00', 'click', null, null, null"),
                Set.of("home"));

        assertThat(measured.metrics()).containsOnlyKeys("m");
        assertThat(measured.expectedRows()).isEqualTo(1);
        assertThat(measured.units().count()).isEqualTo(1);
        assertThat(measured.failures().get("unknown")).contains("metrics.unknown", "no_such_column");
        assertThat(measured.failures().get("broken")).contains("metrics.broken", "CAST_INVALID_INPUT");
    }

    @Test
    void anAttemptThatFailsKeepsNothingInMemory() {
        Spec spec = spec(
                "metrics.m={kind: mean, numerator: {action: click}}",
                "metrics.broken={kind: mean, numerator: {action: click, value: CAST(message_id AS INT)}}",
                "experiments.home.metrics=[m, broken]");
        int before = kept();

        Measurement measured = Measurements.of(
                spec,
                MetricUnits.compared(assignments(UNIT)),
                events("'m2', '2026-03-10 12:00:00', 'click', null, null, null"),
                Set.of("home"));

        measured.units().unpersist();
        assertThat(measured.failures()).containsOnlyKeys("broken");
        assertThat(kept()).isLessThanOrEqualTo(before);
    }

    private static int kept() {
        return SharedSpark.session().sparkContext().getPersistentRDDs().size();
    }

    @Test
    void theCapIsThatOfTheUnitsThatHaveEnteredByEachDay() {
        Spec spec = spec("metrics.m={kind: mean, numerator: {action: click, value: quantity}, cap: 0.6, window: 1d}");
        Dataset<Row> units = ready(
                "'u1', '2026-03-02', 1",
                "'u2', '2026-03-02', 2",
                "'u3', '2026-03-03', 5",
                "'u4', '2026-03-03', 9",
                "'u5', '2026-03-04', 100");
        Caps caps = Caps.of(units, spec.metrics(), Map.of("home", LocalDate.parse("2026-03-03")));

        assertThat(shown(caps.asOfLast(units), "unit_id", "int(capped_num)"))
                .containsExactly("u1 1", "u2 2", "u3 5", "u4 5", "u5 5");
        assertThat(shown(caps.below(units), "ready_day", "unit_id", "int(value_num)"))
                .as("units that no cap of any day touches are looked at once")
                .containsExactly("2026-03-02 u1 1", "2026-03-02 u2 2", "2026-03-03 u3 5", "2026-03-04 u5 100");
        assertThat(shown(caps.above(units).orElseThrow(), "look", "unit_id", "int(capped_num)"))
                .containsExactly("2026-03-03 u4 5");
    }

    @Test
    void aCapIsTheSmallestValueThatTheShareOfUnitsDoesNotExceed() {
        Dataset<Row> units = SharedSpark.session()
                .sql("SELECT 'home' experiment_id, metric_id, DATE'2026-03-02' ready_day,"
                        + " CAST(id + 1 AS DECIMAL(38,6)) value_num FROM range(100)"
                        + " CROSS JOIN VALUES ('m07'), ('m50'), ('m999'), ('plain') AS t(metric_id)");
        Spec spec = spec(
                "metrics.m07={kind: mean, numerator: {action: click}, cap: 0.07}",
                "metrics.m50={kind: mean, numerator: {action: click}, cap: 0.5}",
                "metrics.m999={kind: mean, numerator: {action: click}, cap: 0.999}",
                "metrics.plain={kind: mean, numerator: {action: click}}",
                "experiments.home.metrics=[m07, m50, m999, plain]");

        Caps caps = Caps.of(units, spec.metrics(), Map.of("home", LocalDate.parse("2026-03-02")));

        assertThat(shown(caps.byLook().orElseThrow(), "metric_id", "int(cap)"))
                .containsExactly("m07 7", "m50 50", "m999 100");
    }

    /** A unit of the first day is above that day's cap and under the later ones. */
    @Test
    void aUnitAboveAnEarlyCapIsCappedOnThatDayOnly() {
        Spec spec = spec("metrics.m={kind: mean, numerator: {action: click}, cap: 0.5, window: 1d}");
        Dataset<Row> units = ready(
                "'u1', '2026-03-02', 1", "'u2', '2026-03-02', 4", "'u3', '2026-03-03', 5", "'u4', '2026-03-03', 6");

        Caps caps = Caps.of(units, spec.metrics(), Map.of("home", LocalDate.parse("2026-03-03")));

        assertThat(shown(caps.above(units).orElseThrow(), "unit_id", "look", "int(capped_num)"))
                .containsExactly("u2 2026-03-02 1", "u2 2026-03-03 4", "u3 2026-03-03 4", "u4 2026-03-03 4");
        assertThat(shown(caps.below(units), "unit_id")).containsExactly("u1");
    }

    /** Four buyers of many: their share of all units would be a cap of 0. */
    @Test
    void aMetricThatFewUnitsHaveIsCappedAmongThose() {
        Spec spec = spec("metrics.m={kind: mean, numerator: {action: click, value: quantity}, cap: 0.6, window: 1d}");
        String[] some = IntStream.range(0, 40)
                .mapToObj(i -> "'z%02d', '2026-03-02', %d".formatted(i, i < 20 ? 0 : -i))
                .toArray(String[]::new);
        Dataset<Row> buyers = ready(
                "'u1', '2026-03-03', 1", "'u2', '2026-03-03', 2", "'u3', '2026-03-03', 5", "'u4', '2026-03-03', 9");
        Dataset<Row> units = buyers.unionByName(ready(some));
        Map<String, LocalDate> looks = Map.of("home", LocalDate.parse("2026-03-03"));

        Caps caps = Caps.of(units, spec.metrics(), looks);

        assertThat(caps.values()).isEqualTo(Map.of(new Caps.Key("home", "m", LocalDate.parse("2026-03-03")), 5.0));
        assertThat(shown(caps.asOfLast(units).filter("unit_id > 'u' AND unit_id < 'v'"), "unit_id", "int(capped_num)"))
                .containsExactly("u1 1", "u2 2", "u3 5", "u4 5");
        assertThat(shown(
                        caps.below(units)
                                .filter("value_num < 1")
                                .agg(count(lit(1)).as("n")),
                        "n"))
                .containsExactly("40");
        assertThat(Caps.of(ready(some), spec.metrics(), looks).values())
                .as("nobody is above 0")
                .isEmpty();
    }

    /** Units measured by m: unit_id, ready_day, value_num. */
    private static Dataset<Row> ready(String... units) {
        return SharedSpark.session()
                .sql("SELECT 'home' experiment_id, 'm' metric_id, unit_id, DATE(day) ready_day,"
                        + " CAST(value_num AS DECIMAL(38,6)) value_num FROM VALUES ("
                        + String.join("), (", units) + ") AS t(unit_id, day, value_num)");
    }

    private static List<String> rows(Spec spec, Dataset<Row> events, String unit) {
        Facts facts = Facts.of(
                spec, spec.experiments().values(), List.of(spec.metrics().get("m")));
        MetricUnits units =
                new MetricUnits(spec.experiments(), Map.of("m", spec.metrics().get("m")));
        return shown(
                units.computed(MetricUnits.compared(assignments(unit)), facts, facts.quantities(events)),
                "unit_id",
                "ready_day",
                "cast(value_num as double)::int",
                "value_den::int",
                "pre_num::int",
                "pre_den::int");
    }

    private static List<String> shown(Dataset<Row> rows, String... expressions) {
        return rows.selectExpr(expressions).collectAsList().stream()
                .map(row -> row.mkString(" "))
                .sorted()
                .toList();
    }

    private static Dataset<Row> assignments(String... units) {
        return SharedSpark.session()
                .sql("SELECT *, 'Food' vertical, 'ios' platform, '1.0' app_version FROM VALUES ("
                        + String.join("), (", units)
                        + ") AS t(experiment_id, unit_id, variant, weights_epoch, first_exposed_at, status)");
    }

    /** Rows of silver.events of the unit u1: message_id, occurred_at, action, order_id, currency, revenue. */
    private static Dataset<Row> events(String... events) {
        String values = events.length == 0 ? "null, null, null, null, null, null" : String.join("), (", events);
        Dataset<Row> rows = SharedSpark.session()
                .sql("SELECT * FROM VALUES (" + values
                        + ") AS t(message_id, at, action, order_id, currency, revenue) WHERE message_id IS NOT NULL")
                .withColumn("occurred_at", col("at").cast("TIMESTAMP"));
        List<String> known = Arrays.asList(rows.columns());
        Column[] columns = Arrays.stream(TableContracts.ofJar()
                        .find("silver.events")
                        .orElseThrow()
                        .schema()
                        .fields())
                .map(field -> (known.contains(field.name()) ? col(field.name()) : given(field.name()))
                        .cast(field.dataType())
                        .as(field.name()))
                .toArray(Column[]::new);
        return rows.select(columns);
    }

    private static Column given(String column) {
        return expr(
                switch (column) {
                    case "source_id" -> "'app'";
                    case "unit_id" -> "'u1'";
                    case "vertical" -> "'Food'";
                    case "is_bot" -> "false";
                    case "received_at" -> "occurred_at";
                    case "event_date" -> "date(occurred_at)";
                    default -> "null";
                });
    }

    private static Spec spec(String... overrides) {
        List<String> all = new ArrayList<>(List.of(
                "currency={reporting: EUR, rates: [{currency: USD, from: 2020-01-01, rate: 0.5}]}",
                "experiments.home={baseline: A, from: 2026-03-01, metrics: [m],"
                        + " weights: [{from: 2026-03-01, arms: {A: 50, B: 50}}]}"));
        all.addAll(List.of(overrides));
        return new SpecReader().read(List.of(Path.of("../docs/minimal.yaml")), all, Map.of());
    }
}
