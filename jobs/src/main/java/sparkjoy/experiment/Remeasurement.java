package sparkjoy.experiment;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.gold.ChangedUnits;
import sparkjoy.lake.InDriver;
import sparkjoy.lake.Kept;
import sparkjoy.lake.Lake;
import sparkjoy.run.Inputs;
import sparkjoy.run.Workspace;
import sparkjoy.spec.Experiment;
import sparkjoy.spec.Metric;

/**
 * Measures only the units again whose events, orders or assignment changed, by the events of the days around their first
 * exposures. The others keep the numbers that gold.experiment_units has of them.
 *
 * @param experiments that are measured
 * @param metrics all that they are measured by
 * @param compared the units as {@link MetricUnits#compared} gives them
 */
record Remeasurement(
        Workspace workspace,
        Inputs inputs,
        Map<String, Experiment> experiments,
        Map<String, Metric> metrics,
        Dataset<Row> compared) {
    /** With more units than this, to read the days around them costs as much as to read all. */
    private static final long MOST_UNITS = 100_000;

    private static final String[] UNIT = {"experiment_id", "unit_id"};

    /** Empty where all units are to be measured: nothing stands that compares, or nearly all changed. */
    Optional<Measurement> measured() {
        Optional<Map<String, Long>> before = inputs.madeFrom(ExperimentTables.UNITS);
        Optional<ChangedUnits> changed = ChangedUnits.since(workspace, ExperimentTables.UNITS)
                .filter(units -> units.version() == inputs.versions().get(ExperimentTables.EVENTS));
        boolean isPossible = before.isPresent()
                && changed.isPresent()
                && !metrics.isEmpty()
                && areNumbers()
                && workspace.lake().provenanceOfRows(ExperimentTables.UNITS).isPresent();
        try {
            return isPossible
                    ? measured(changed.get(), before.get().get(ExperimentTables.ASSIGNMENTS))
                    : Optional.empty();
        } catch (Exception e) {
            if (e instanceof SparkThrowable) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Whether gold.experiment_units has all that is known of a unit: not the single values of quantiles of events. */
    private boolean areNumbers() {
        return metrics.values().stream().noneMatch(metric -> metric.quantileOf() == Metric.QuantileOf.EVENTS);
    }

    private Optional<Measurement> measured(ChangedUnits changed, long assignmentsBefore) {
        Optional<Dataset<Row>> reassigned = reassigned(assignmentsBefore);
        if (reassigned.isEmpty()) {
            return Optional.empty();
        }
        Kept ids = Kept.of(changed.ids().union(reassigned.get()).distinct());
        if (ids.number() > MOST_UNITS) {
            return Optional.empty();
        }
        Dataset<Row> again = Kept.of(of(compared, ids.rows())).rows();
        Dataset<Row> units = ofChanged(changed, again, ids.rows())
                .unionByName(standing(ids.rows()))
                .persist();
        try {
            long expected = expected();
            if (units.count() == expected) {
                return Optional.of(new Measurement(experiments, metrics, Map.of(), units, expected));
            }
        } catch (Exception e) {
            units.unpersist();
            throw e;
        }
        units.unpersist();
        return Optional.empty();
    }

    /** The units of which an earlier version of gold.assignments says something else; empty where it is gone. */
    private Optional<Dataset<Row>> reassigned(long before) {
        Lake lake = workspace.lake();
        long now = inputs.versions().get(ExperimentTables.ASSIGNMENTS);
        if (lake.isUnchanged(ExperimentTables.ASSIGNMENTS, before, now)) {
            return Optional.of(compared.select("unit_id").limit(0));
        }
        return lake.readIfKept(ExperimentTables.ASSIGNMENTS, before)
                .map(MetricUnits::compared)
                .map(earlier -> earlier.filter(col("experiment_id").isInCollection(experiments.keySet())))
                .map(earlier ->
                        compared.except(earlier).union(earlier.except(compared)).select("unit_id"));
    }

    private Dataset<Row> ofChanged(ChangedUnits changed, Dataset<Row> again, Dataset<Row> ids) {
        NavigableSet<LocalDate> days = days(again);
        Facts facts = Facts.of(workspace.spec(), experiments.values(), metrics.values());
        Dataset<Row> quantities = facts.quantities(changed.eventsOf(days), () -> changed.ordersOf(days));
        return new MetricUnits(experiments, metrics).computed(again, facts, of(quantities, ids));
    }

    /** The days on which events of some units count, from the beginning of their history to the end of the longest window. */
    private NavigableSet<LocalDate> days(Dataset<Row> units) {
        Duration window = metrics.values().stream()
                .map(Metric::window)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        NavigableSet<LocalDate> days = new TreeSet<>();
        for (Row unit : InDriver.collected(units.select("experiment_id", "first_exposed_at"))) {
            LocalDateTime exposed =
                    LocalDateTime.ofInstant(unit.<Timestamp>getAs(1).toInstant(), ZoneOffset.UTC);
            Duration history = experiments.get(unit.getString(0)).history();
            exposed.minus(history)
                    .toLocalDate()
                    .datesUntil(exposed.plus(window).toLocalDate().plusDays(1))
                    .forEach(days::add);
        }
        return days;
    }

    /** The rows that gold.experiment_units has of the other units, as {@link MetricUnits} gives them. */
    private Dataset<Row> standing(Dataset<Row> ids) {
        Dataset<Row> rows = workspace
                .lake()
                .read(ExperimentTables.UNITS)
                .filter(col("experiment_id").isInCollection(experiments.keySet()))
                .filter(col("metric_id").isInCollection(metrics.keySet()))
                .select("experiment_id", "unit_id", "metric_id", "value_num", "value_den", "pre_num", "pre_den");
        Dataset<Row> others = InDriver.isAmong(ids, "unit_id")
                .map(isAmong -> rows.filter(isAmong.unary_$bang()))
                .orElseGet(() -> rows.join(broadcast(ids), new String[] {"unit_id"}, "left_anti"));
        return others.join(compared, UNIT)
                .withColumn("ready_day", readyDay())
                .withColumn(MetricUnits.VALUES, lit(null).cast("ARRAY<DOUBLE>"));
    }

    private Column readyDay() {
        Column day = lit(null).cast("DATE");
        for (Map.Entry<String, Metric> metric : metrics.entrySet()) {
            day = when(
                            col("metric_id").equalTo(metric.getKey()),
                            Windows.lastDay(
                                    col("first_exposed_at"), metric.getValue().window()))
                    .otherwise(day);
        }
        return day;
    }

    private static Dataset<Row> of(Dataset<Row> rows, Dataset<Row> ids) {
        return InDriver.isAmong(ids, "unit_id")
                .map(rows::filter)
                .orElseGet(() -> rows.join(broadcast(ids), new String[] {"unit_id"}, "left_semi"));
    }

    private long expected() {
        List<Row> units = compared.groupBy("experiment_id").agg(count(lit(1))).collectAsList();
        return units.stream()
                .mapToLong(row -> row.getLong(1)
                        * experiments.get(row.getString(0)).metrics().size())
                .sum();
    }
}
