package sparkjoy.status;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.arrays_overlap;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_keys;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.error.UserError;
import sparkjoy.lake.Lake;
import sparkjoy.run.Days;
import sparkjoy.spec.KeyPath;

/**
 * Finds how the properties of silver.events drift.
 *
 * @param paths column of silver.events to the paths that it is read from
 */
public record Drifts(Lake lake, Map<String, List<String>> paths) {
    private static final String EVENTS = "silver.events";
    private static final String FRESHNESS = "gold.freshness";
    private static final int DAYS_BEFORE = 7;
    private static final String PROPERTIES = "properties";
    private static final String WHOLE = "(event)";

    /** Of the days that are asked for, else of the last complete one, next to the seven days before. */
    public Drift drift(Optional<Days> asked) {
        Days days = asked.orElseGet(this::lastComplete);
        Days before = new Days(days.from().minusDays(DAYS_BEFORE), days.from());
        Dataset<Row> events = lake.read(EVENTS)
                .filter(col("event_date")
                        .geq(lit(Date.valueOf(before.from())))
                        .and(col("event_date").lt(lit(Date.valueOf(days.to())))))
                .select(
                        col("event_date"),
                        col("event_date").lt(lit(Date.valueOf(days.from()))).as("is_before"),
                        coalesce(col("event"), col("type")).as("event"),
                        col("properties"),
                        col("rescued"));
        Dataset<Row> whole = counted(events.withColumn("property", lit(WHOLE))
                        .withColumn("json_type", lit(null).cast("STRING"))
                        .withColumn("is_rescued", lit(false)))
                .persist();
        long eventsBefore = total(whole, "count_before");
        Dataset<Row> standing = whole.filter("count > 0 AND count_before > 0").select("event");
        Dataset<Row> all =
                whole.unionByName(counted(exploded(events)).join(standing, new String[] {"event"}, "left_semi"));
        List<Drift.Finding> findings = eventsBefore == 0
                ? List.of()
                : all
                        .withColumn("change", change())
                        .filter("change IS NOT NULL")
                        .orderBy("event", "property")
                        .collectAsList()
                        .stream()
                        .map(Drifts::finding)
                        .toList();
        return new Drift(before, days, eventsBefore, total(whole, "count"), findings);
    }

    /** The last day with events of which every delivery was seen, else the last day with events. */
    private Days lastComplete() {
        Dataset<Row> events = lake.read(EVENTS);
        LocalDate day = completeThrough()
                .flatMap(complete -> lastDay(events.filter(col("event_date").leq(complete))))
                .or(() -> lastDay(events))
                .orElseThrow(() -> new UserError("There are no events yet: let joy run all finish first."));
        return new Days(day, day.plusDays(1));
    }

    private Optional<Date> completeThrough() {
        return lake.exists(FRESHNESS)
                ? lake
                        .read(FRESHNESS)
                        .filter(col("table").equalTo(EVENTS))
                        .select("complete_through")
                        .collectAsList()
                        .stream()
                        .flatMap(row -> Optional.ofNullable(row.getDate(0)).stream())
                        .findFirst()
                : Optional.empty();
    }

    private static Optional<LocalDate> lastDay(Dataset<Row> events) {
        return Optional.ofNullable(events.agg(max("event_date")).first().getDate(0))
                .map(Date::toLocalDate);
    }

    /** One row a property of an event. */
    private Dataset<Row> exploded(Dataset<Row> events) {
        Column rescued = map_keys(expr("from_json(rescued, 'MAP<STRING, VARIANT>')"));
        return events.withColumn("rescued_columns", coalesce(rescued, array().cast("ARRAY<STRING>")))
                .select(
                        col("event_date"),
                        col("is_before"),
                        col("event"),
                        col("rescued_columns"),
                        explode(expr("from_json(properties, 'MAP<STRING, VARIANT>')"))
                                .as(new String[] {"property", "value"}))
                .withColumn("json_type", jsonType(expr("schema_of_variant(value)")))
                .withColumn("is_rescued", isRescued())
                .drop("value", "rescued_columns");
    }

    /** Whether a column that may be read from the property did not take its value. */
    private Column isRescued() {
        Column rescued = lit(false);
        for (Map.Entry<String, List<String>> column : paths.entrySet()) {
            Object[] names = column.getValue().stream()
                    .map(path -> KeyPath.of(path).keys())
                    .filter(keys -> keys.size() > 1 && keys.get(0).equals(PROPERTIES))
                    .map(keys -> keys.get(1))
                    .toArray();
            Column isOfColumn = arrays_overlap(col("rescued_columns"), array(lit(column.getKey())));
            rescued = rescued.or(col("property").isin(names).and(isOfColumn));
        }
        return rescued;
    }

    private static Column jsonType(Column schema) {
        return when(schema.isNull().or(schema.equalTo("VOID")), lit(null).cast("STRING"))
                .when(schema.startsWith("OBJECT"), "object")
                .when(schema.startsWith("ARRAY"), "array")
                .when(schema.equalTo("STRING"), "string")
                .when(schema.equalTo("BOOLEAN"), "boolean")
                .otherwise("number");
    }

    private static Dataset<Row> counted(Dataset<Row> rows) {
        Column isBefore = col("is_before");
        return rows.groupBy("event", "property")
                .agg(
                        array_sort(collect_set(when(isBefore, col("json_type"))))
                                .as("types_before"),
                        array_sort(collect_set(when(not(isBefore), col("json_type"))))
                                .as("types"),
                        min("event_date").as("first_seen"),
                        max("event_date").as("last_seen"),
                        count(when(isBefore, 1)).as("count_before"),
                        count(when(not(isBefore), 1)).as("count"),
                        count(when(isBefore.and(col("is_rescued")), 1)).as("rescued_before"),
                        count(when(not(isBefore).and(col("is_rescued")), 1)).as("rescued"));
    }

    private static Column change() {
        return when(col("count_before").equalTo(0), Drift.Change.APPEARED.name())
                .when(col("count").equalTo(0), Drift.Change.VANISHED.name())
                .when(
                        expr("size(types) > 0 AND size(types_before) > 0 AND types <> types_before"),
                        Drift.Change.TYPE_CHANGED.name())
                .when(expr("rescued > 0 AND rescued_before = 0"), Drift.Change.RESCUED.name());
    }

    private static long total(Dataset<Row> counted, String column) {
        return counted.agg(coalesce(sum(column), lit(0L))).first().getLong(0);
    }

    private static Drift.Finding finding(Row row) {
        long count = row.<Long>getAs("count");
        return new Drift.Finding(
                row.getAs("event"),
                row.getAs("property"),
                Drift.Change.valueOf(row.getAs("change")),
                List.copyOf(row.getList(row.fieldIndex("types_before"))),
                List.copyOf(row.getList(row.fieldIndex("types"))),
                row.<Date>getAs("first_seen").toLocalDate(),
                row.<Date>getAs("last_seen").toLocalDate(),
                row.<Long>getAs("count_before"),
                count,
                count == 0 ? 0 : (double) row.<Long>getAs("rescued") / count);
    }
}
