package sparkjoy.page;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;

import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.lake.Lake;
import sparkjoy.lake.TableContract;
import sparkjoy.spec.Spec;

/**
 * KPIs of everything and of parts, by day, and by hour for the last two weeks.
 *
 * @param definitions meaning of each measure, by its column
 * @param finalThrough the last day that no late event can change; empty where it is not known
 * @param completeThrough the last day of which every delivery was seen
 * @param days all cells, the one of everything first
 * @param hours all cells, the one of everything first
 */
record Kpis(
        String currency,
        Map<String, String> definitions,
        Optional<LocalDate> finalThrough,
        Optional<LocalDate> completeThrough,
        List<KpiCell> days,
        List<KpiCell> hours) {
    /** Which the page divides itself. */
    private static final List<String> RATES = List.of("ctr", "conversion_rate", "session_conversion_rate");

    private static final List<String> PARTS = List.of("vertical", "service", "experiment_id", "variant");
    private static final String DAILY = "gold.kpi_daily";
    private static final String HOURLY = "gold.kpi_hourly";
    private static final int HOURLY_DAYS = 14;
    private static final Column OF_NO_EXPERIMENT =
            col("experiment_id").equalTo(KpiCell.ALL).and(col("variant").equalTo(KpiCell.ALL));
    private static final Column OF_ALL_GOODS =
            col("vertical").equalTo(KpiCell.ALL).and(col("service").equalTo(KpiCell.ALL));

    static Optional<Kpis> of(Lake lake, Spec spec) {
        if (!lake.exists(DAILY)) {
            return Optional.empty();
        }
        Optional<Row> freshness = freshness(lake);
        Column isShown = OF_NO_EXPERIMENT.or(OF_ALL_GOODS);
        return Optional.of(new Kpis(
                spec.currency().reporting(),
                definitions(lake),
                freshness.flatMap(row -> day(row, "final_through")),
                freshness.flatMap(row -> day(row, "complete_through")),
                days(lake.read(DAILY).filter(isShown)),
                lake.exists(HOURLY) ? hours(lake.read(HOURLY).filter(isShown)) : List.of()));
    }

    /** Everything keeps all its days, and it alone its hours. */
    Kpis within(Limits limits) {
        List<KpiCell> kept = Stream.concat(
                        days.stream().limit(1),
                        days.stream()
                                .skip(1)
                                .collect(Collectors.groupingBy(KpiCell::kind, LinkedHashMap::new, Collectors.toList()))
                                .values()
                                .stream()
                                .flatMap(kind -> largest(kind, limits.values() * KpiCell.PER_VALUE).stream())
                                .map(cell -> cell.last(limits.days())))
                .toList();
        return new Kpis(
                currency,
                definitions,
                finalThrough,
                completeThrough,
                kept,
                hours.stream().limit(1).toList());
    }

    private static List<KpiCell> largest(List<KpiCell> cells, int most) {
        return cells.stream()
                .sorted(Comparator.comparingLong(KpiCell::size).reversed())
                .limit(most)
                .toList();
    }

    private static List<KpiCell> days(Dataset<Row> rows) {
        return cells(collected(rows, Stream.of("event_date")), row -> row.<Date>getAs("event_date")
                .toString());
    }

    private static List<KpiCell> hours(Dataset<Row> rows) {
        Optional<LocalDate> last = Optional.ofNullable(
                        rows.agg(max("event_date")).first().getDate(0))
                .map(Date::toLocalDate);
        return last.map(day -> rows.filter(col("event_date").gt(Date.valueOf(day.minusDays(HOURLY_DAYS)))))
                .map(recent -> cells(
                        collected(recent, Stream.of("event_date", "hour")),
                        row -> String.format("%s %02d:00", row.<Date>getAs("event_date"), row.<Integer>getAs("hour"))))
                .orElse(List.of());
    }

    private static List<KpiCell> cells(List<Row> rows, Function<Row, String> time) {
        Map<List<String>, KpiCell> cells = new LinkedHashMap<>();
        rows.forEach(row -> cells.computeIfAbsent(
                        PARTS.stream().<String>map(row::getAs).toList(), KpiCell::of)
                .add(time.apply(row), row));
        return cells.values().stream()
                .sorted(Comparator.comparing(cell -> !cell.isEverything()))
                .toList();
    }

    private static List<Row> collected(Dataset<Row> rows, Stream<String> times) {
        List<String> columns = new ArrayList<>(times.toList());
        Column[] order = columns.stream().map(name -> col(name)).toArray(Column[]::new);
        columns.addAll(PARTS);
        columns.addAll(KpiCell.MEASURES);
        return rows.select(columns.stream().map(name -> col(name)).toArray(Column[]::new))
                .orderBy(order)
                .collectAsList();
    }

    private static Map<String, String> definitions(Lake lake) {
        Map<String, String> meanings = new LinkedHashMap<>();
        lake.contracts().find(DAILY).orElseThrow().columns().stream()
                .filter(column -> KpiCell.MEASURES.contains(column.name()) || RATES.contains(column.name()))
                .forEach((TableContract.Column column) -> meanings.put(column.name(), column.meaning()));
        return meanings;
    }

    private static Optional<Row> freshness(Lake lake) {
        return lake.exists("gold.freshness")
                ? lake.read("gold.freshness").filter(col("table").equalTo(DAILY)).collectAsList().stream()
                        .findFirst()
                : Optional.empty();
    }

    private static Optional<LocalDate> day(Row row, String column) {
        return Optional.ofNullable(row.<Date>getAs(column)).map(Date::toLocalDate);
    }
}
