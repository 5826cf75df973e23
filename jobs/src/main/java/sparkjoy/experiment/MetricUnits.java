package sparkjoy.experiment;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.spec.Experiment;
import sparkjoy.spec.Metric;

/**
 * The numbers of each unit for each metric of its experiment, from its events around its first exposure. A later
 * exposure changes nothing.
 *
 * @param metrics that are to be computed, by name
 */
record MetricUnits(Map<String, Experiment> experiments, Map<String, Metric> metrics) {
    /** The column with a unit's single values, for quantiles of events; else null. */
    static final String VALUES = "event_values";

    static final List<String> OF_UNIT = List.of(
            "experiment_id",
            "unit_id",
            "variant",
            "weights_epoch",
            "first_exposed_at",
            "vertical",
            "platform",
            "app_version");

    /** Microseconds from the first exposure to an event. */
    static final Column AGE = unix_micros(col("occurred_at")).minus(unix_micros(col("first_exposed_at")));

    /** The units that experiments compare: VALID and exposed. */
    static Dataset<Row> compared(Dataset<Row> assignments) {
        return assignments
                .filter("status = 'VALID' AND first_exposed_at IS NOT NULL")
                .select(columns());
    }

    /**
     * One row a unit and metric: the columns of a unit, metric_id, ready_day (with whose end the window is over),
     * value_num, value_den, pre_num, pre_den and event_values.
     *
     * @param facts that name the columns of the quantities
     * @param quantities of events, which may be those of all units
     */
    Dataset<Row> computed(Dataset<Row> compared, Facts facts, Dataset<Row> quantities) {
        if (metrics.isEmpty()) {
            return nothing(compared);
        }
        Dataset<Row> joined = compared.join(quantities, new String[] {"unit_id"}, "left");
        List<Column> sums = new ArrayList<>();
        metrics.forEach((name, metric) -> {
            Column numerator = facts.column(metric.numerator());
            Column denominator = metric.denominator().map(facts::column).orElse(counted(metric, numerator));
            sums.add(total(within(metric), numerator).as("num_" + name));
            sums.add(total(within(metric), denominator).as("den_" + name));
            sums.add(total(before(), numerator).as("pre_num_" + name));
            sums.add(total(before(), denominator).as("pre_den_" + name));
            sums.add(values(metric, numerator).as("values_" + name));
        });
        Dataset<Row> wide = joined.groupBy(columns())
                .agg(sums.get(0), sums.subList(1, sums.size()).toArray(Column[]::new));
        Column[] rows = metrics.keySet().stream().map(this::numbers).toArray(Column[]::new);
        return wide.withColumn("metric", explode(array(rows)))
                .filter("metric IS NOT NULL")
                .select(columns("metric.*"));
    }

    private static Dataset<Row> nothing(Dataset<Row> compared) {
        Dataset<Row> none = compared.filter("false")
                .withColumn("metric_id", lit(null).cast("STRING"))
                .withColumn("ready_day", lit(null).cast("DATE"));
        for (String number : List.of("value_num", "value_den", "pre_num", "pre_den")) {
            none = none.withColumn(number, lit(null).cast("DECIMAL(38,6)"));
        }
        return none.withColumn(VALUES, lit(null).cast("ARRAY<DOUBLE>"));
    }

    private Column numbers(String name) {
        Metric metric = metrics.get(name);
        List<String> having = experiments.entrySet().stream()
                .filter(experiment -> experiment.getValue().metrics().contains(name))
                .map(Map.Entry::getKey)
                .toList();
        return when(
                col("experiment_id").isInCollection(having),
                struct(
                        lit(name).as("metric_id"),
                        Windows.lastDay(col("first_exposed_at"), metric.window())
                                .as("ready_day"),
                        numerator(metric, col("num_" + name)).as("value_num"),
                        denominator(metric, col("den_" + name)).as("value_den"),
                        numerator(metric, col("pre_num_" + name)).as("pre_num"),
                        denominator(metric, col("pre_den_" + name)).as("pre_den"),
                        col("values_" + name).as(VALUES)));
    }

    static Column numerator(Metric metric, Column sum) {
        Column value =
                switch (metric.kind()) {
                    case PROPORTION -> when(sum.gt(0), 1).otherwise(0);
                    case MEAN, RATIO, QUANTILE -> sum;
                };
        return value.cast("DECIMAL(38,6)");
    }

    private static Column denominator(Metric metric, Column sum) {
        boolean isSum =
                switch (metric.kind()) {
                    case RATIO -> true;
                    case QUANTILE -> metric.quantileOf() == Metric.QuantileOf.EVENTS;
                    case PROPORTION, MEAN -> false;
                };
        return (isSum ? sum : lit(1)).cast("DECIMAL(38,6)");
    }

    /** A quantile of events has the number of its values as denominator. */
    private static Column counted(Metric metric, Column numerator) {
        return metric.quantileOf() == Metric.QuantileOf.EVENTS ? when(numerator.isNotNull(), 1) : lit(null);
    }

    private static Column values(Metric metric, Column numerator) {
        return metric.quantileOf() == Metric.QuantileOf.EVENTS
                ? collect_list(when(within(metric), numerator.cast("DOUBLE")))
                : lit(null).cast("ARRAY<DOUBLE>");
    }

    private static Column total(Column condition, Column quantity) {
        return coalesce(sum(when(condition, quantity.cast(Facts.NUMBER))), lit(0));
    }

    private static Column within(Metric metric) {
        return AGE.geq(0).and(AGE.lt(Windows.micros(metric.window())));
    }

    private Column before() {
        Column history = lit(0L);
        for (Map.Entry<String, Experiment> experiment : experiments.entrySet()) {
            long micros = Windows.micros(experiment.getValue().history());
            history = when(col("experiment_id").equalTo(experiment.getKey()), micros)
                    .otherwise(history);
        }
        return AGE.lt(0).and(AGE.geq(history.unary_$minus()));
    }

    private static Column[] columns(String... more) {
        List<String> names = new ArrayList<>(OF_UNIT);
        names.addAll(List.of(more));
        return names.stream().map(name -> col(name)).toArray(Column[]::new);
    }
}
