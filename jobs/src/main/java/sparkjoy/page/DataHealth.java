package sparkjoy.page;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.substring_index;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.math.BigDecimal;
import java.sql.Date;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import sparkjoy.error.UserError;
import sparkjoy.lake.Lake;
import sparkjoy.spec.Spec;
import sparkjoy.status.Drift;
import sparkjoy.status.Drifts;
import sparkjoy.status.Inspection;
import sparkjoy.status.Status;

/**
 * How well the data is.
 *
 * @param pipelines as `joy status` shows each, with its last runs
 * @param deliveries by received day and source
 * @param refused lines and events by reason
 * @param equations conservation equations over all runs
 * @param drift of the last complete day; empty without events
 */
record DataHealth(
        List<Status> pipelines,
        List<Delivery> deliveries,
        List<Refused> refused,
        List<Equation> equations,
        Optional<Drift> drift) {
    private static final int RUNS = 30;
    private static final String FILES = "bronze.files";
    private static final String QUARANTINE = "bronze.quarantine";
    private static final String REJECTED = "silver.rejected";
    private static final String BALANCES = "ops.reconciliation";

    /** What a Segment source delivered on one day; the day is empty where a file is in no day's folder. */
    record Delivery(Optional<LocalDate> day, String sourceId, long files, long lines, long refused) {}

    /**
     * @param table that has the refused lines
     * @param example file and line of one
     * @param command that shows them
     */
    record Refused(String table, String reason, long lines, String example, String command) {}

    /** Both sides of one equation, and how many of its checks do not hold. */
    record Equation(String equation, BigDecimal left, BigDecimal right, long checks, long broken) {}

    static DataHealth of(Lake lake, Spec spec, Pipelines pipelines, Instant now) {
        List<Refused> refused = new ArrayList<>();
        refused.addAll(refused(lake, QUARANTINE, "reason", col("status").equalTo("OPEN")));
        refused.addAll(refused(lake, REJECTED, "rule", lit(true)));
        return new DataHealth(
                statuses(lake, spec, pipelines, now), deliveries(lake), refused, equations(lake), drift(lake, spec));
    }

    DataHealth within(Limits limits) {
        List<Optional<LocalDate>> last = limits.lastDays(
                deliveries.stream().map(Delivery::day).distinct().toList());
        return new DataHealth(
                pipelines,
                deliveries.stream().filter(one -> last.contains(one.day())).toList(),
                refused.stream().limit(limits.values() * 10L).toList(),
                equations,
                drift.map(found -> new Drift(
                        found.before(),
                        found.days(),
                        found.eventsBefore(),
                        found.events(),
                        found.findings().stream().limit(limits.values() * 10L).toList())));
    }

    private static List<Status> statuses(Lake lake, Spec spec, Pipelines pipelines, Instant now) {
        return pipelines.jobs().entrySet().stream()
                .map(one -> new Inspection(
                        lake,
                        spec,
                        one.getKey(),
                        one.getValue(),
                        pipelines.sources().get(one.getKey()),
                        now))
                .map(inspection -> inspection.status(RUNS))
                .toList();
    }

    private static List<Delivery> deliveries(Lake lake) {
        return !lake.exists(FILES)
                ? List.of()
                : lake
                        .read(FILES)
                        .filter(col("status").notEqual("REPLACED"))
                        .groupBy("received_day", "source_id")
                        .agg(count(lit(1)), sum("lines"), sum("quarantined_lines"))
                        .orderBy(col("received_day").asc_nulls_first(), col("source_id"))
                        .collectAsList()
                        .stream()
                        .map(row -> new Delivery(
                                Optional.ofNullable(row.getDate(0)).map(Date::toLocalDate),
                                row.getString(1),
                                row.getLong(2),
                                number(row, 3),
                                number(row, 4)))
                        .toList();
    }

    private static List<Refused> refused(Lake lake, String table, String reason, Column isOpen) {
        if (!lake.exists(table)) {
            return List.of();
        }
        Column line = coalesce(concat(lit(" line "), col("line_number").cast("STRING")), lit(", the whole object"));
        return lake
                .read(table)
                .filter(isOpen)
                .groupBy(reason)
                .agg(count(lit(1)).as("n"), min(concat(substring_index(col("path"), "/", -1), line)))
                .orderBy(col("n").desc(), col(reason))
                .collectAsList()
                .stream()
                .map(row -> new Refused(
                        table, row.getString(0), row.getLong(1), row.getString(2), command(table, row.getString(0))))
                .toList();
    }

    private static String command(String table, String reason) {
        return table.equals(QUARANTINE)
                ? "joy quarantine show --reason " + reason
                : "joy sql \"SELECT * FROM silver.rejected WHERE rule = '" + reason + "' LIMIT 20\"";
    }

    private static List<Equation> equations(Lake lake) {
        return !lake.exists(BALANCES)
                ? List.of()
                : lake
                        .read(BALANCES)
                        .groupBy("equation")
                        .agg(
                                sum("left"),
                                sum("right"),
                                count(lit(1)),
                                count(when(col("is_balanced").equalTo(false), 1)))
                        .orderBy("equation")
                        .collectAsList()
                        .stream()
                        .map(row -> new Equation(
                                row.getString(0), row.getDecimal(1), row.getDecimal(2), row.getLong(3), row.getLong(4)))
                        .toList();
    }

    private static Optional<Drift> drift(Lake lake, Spec spec) {
        if (!lake.exists("silver.events")) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Drifts(lake, spec.properties()).drift(Optional.empty()));
        } catch (UserError withoutEvents) {
            return Optional.empty();
        }
    }

    private static long number(Row row, int column) {
        return row.isNullAt(column) ? 0 : row.getLong(column);
    }
}
