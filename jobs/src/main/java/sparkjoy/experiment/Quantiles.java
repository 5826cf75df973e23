package sparkjoy.experiment;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import sparkjoy.experiment.statistics.Moments;
import sparkjoy.experiment.statistics.QuantileSample;
import sparkjoy.spec.Experiment;
import sparkjoy.spec.Metric;

/**
 * The exact sample quantiles of the metrics that are quantiles, of each variant as of each day. Quantiles of days cannot
 * be put together, so each day's are taken from all values that have entered by then, counted where they are equal.
 *
 * @param byLook by metric, value of a dimension and day; empty where no metric is a quantile
 */
record Quantiles(Map<Cell, Map<Arm, Values>> byLook) {
    static final Quantiles NONE = new Quantiles(Map.of());

    private static final String[] CELL = {
        "experiment_id", "metric_id", "dimension", "dimension_value", "epoch", "variant", "look"
    };
    private static final String WIDTH = "width";

    /** A metric of an experiment, of one value of a dimension as of a day. */
    record Cell(String experiment, String metric, String dimension, String value, LocalDate look) {}

    /** @param epoch the first day of the weights, or '(pooled)' for all of them */
    record Arm(String epoch, String variant) {}

    /**
     * The quantile of one arm.
     *
     * @param perUnit of the units with a value: how many are at most the quantile, and how many there are; for events only
     */
    record Values(long values, double quantile, double low, double high, Optional<Moments> perUnit) {
        static final Values NONE = new Values(0, Double.NaN, Double.NaN, Double.NaN, Optional.empty());

        /** With the units that have no value. */
        QuantileSample ofUnits(long units) {
            return new QuantileSample(units, values, quantile, low, high, perUnit.map(some -> withOthers(some, units)));
        }

        private static Moments withOthers(Moments some, long units) {
            return new Moments().merge(some).merge(Moments.of(units - some.units(), new double[4], new double[4][4]));
        }
    }

    /**
     * Of units as {@link MetricUnits} gives them.
     *
     * @param lastLook the last day on which a row's experiment is looked at
     * @param named the values of dimensions that are reported apart
     */
    static Quantiles of(
            Dataset<Row> units,
            Map<String, Metric> metrics,
            Map<String, Experiment> experiments,
            Column lastLook,
            Dataset<Row> named) {
        Map<String, Metric> own = new TreeMap<>(metrics);
        own.values().removeIf(metric -> metric.kind() != Metric.Kind.QUANTILE);
        if (own.isEmpty()) {
            return NONE;
        }
        Dataset<Row> entered = units.filter(col("metric_id")
                        .isInCollection(own.keySet())
                        .and(col("ready_day").leq(lastLook)))
                .withColumn("single", single(own))
                .withColumn("looks", sequence(col("ready_day"), lastLook));
        Dataset<Row> cells = byEpoch(Dimensions.exploded(entered, experiments, named), experiments)
                .persist();
        try {
            Dataset<Row> quantiles = quantiles(cells, own);
            List<Row> found = quantiles.collectAsList();
            Dataset<Row> local = units.sparkSession().createDataFrame(found, quantiles.schema());
            return new Quantiles(byLook(found, perUnit(cells, local, own)));
        } finally {
            cells.unpersist();
        }
    }

    /** Those of the arms of a place as of a day; also by epoch, for all values of dimensions are reported apart by it. */
    Map<Arm, Values> values(Judgement.Place place, LocalDate look) {
        return byLook.getOrDefault(
                new Cell(place.experiment(), place.metric(), place.dimension(), place.value(), look), Map.of());
    }

    private static Column single(Map<String, Metric> metrics) {
        List<String> ofEvents = ofEvents(metrics);
        return when(col("metric_id").isInCollection(ofEvents), col(MetricUnits.VALUES))
                .otherwise(array(col("value_num").cast("DOUBLE")));
    }

    private static List<String> ofEvents(Map<String, Metric> metrics) {
        return metrics.entrySet().stream()
                .filter(metric -> metric.getValue().quantileOf() == Metric.QuantileOf.EVENTS)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Each row in its epoch of weights, and where an experiment has several also in all of them. */
    private static Dataset<Row> byEpoch(Dataset<Row> rows, Map<String, Experiment> experiments) {
        List<String> changed = experiments.entrySet().stream()
                .filter(experiment -> experiment.getValue().weights().size() > 1)
                .map(Map.Entry::getKey)
                .toList();
        Column own = col("weights_epoch").cast("STRING");
        Column isPooled = col("experiment_id")
                .isInCollection(changed)
                .and(col("dimension").equalTo(Dimensions.ALL));
        return rows.withColumn(
                "epoch",
                explode(when(isPooled, array(own, lit(Dimensions.POOLED))).otherwise(array(own))));
    }

    private static Dataset<Row> quantiles(Dataset<Row> cells, Map<String, Metric> metrics) {
        Dataset<Row> counts = cells.withColumn("value", explode(col("single")))
                .groupBy(
                        "experiment_id",
                        "metric_id",
                        "dimension",
                        "dimension_value",
                        "epoch",
                        "variant",
                        "looks",
                        "value")
                .agg(count(lit(1)).as("values"))
                .withColumn("look", explode(col("looks")))
                .groupBy(columns("value"))
                .agg(sum("values").as("values"));
        WindowSpec arm = Window.partitionBy(columns());
        Column level = level(metrics);
        Dataset<Row> ranked = counts.withColumn("all", sum("values").over(arm))
                .withColumn("reached", sum("values").over(arm.orderBy("value")))
                .withColumn("level", level)
                .withColumn(
                        WIDTH,
                        lit(QuantileSample.WIDTH)
                                .multiply(sqrt(
                                        level.multiply(lit(1.0).minus(level)).divide(col("all")))));
        return ranked.groupBy(columns())
                .agg(
                        first("all").as("values"),
                        quantile(col("level")).as("quantile"),
                        quantile(col("level").minus(col(WIDTH))).as("low"),
                        quantile(col("level").plus(col(WIDTH))).as("high"));
    }

    /** Linear between the values at the two ranks around a level. */
    private static Column quantile(Column level) {
        Column last = col("all").minus(1);
        Column place = level.multiply(last);
        Column within = when(place.lt(0), lit(0.0)).when(place.gt(last), last).otherwise(place);
        Column rank = floor(within);
        Column share = max(within.minus(rank));
        Column lower = at(rank);
        return lower.plus(share.multiply(at(rank.plus(1)).minus(lower)));
    }

    /** The value at a rank, from 0; at a rank beyond the last one the last. */
    private static Column at(Column rank) {
        return max(when(col("reached").minus(col("values")).leq(rank), col("value")));
    }

    private static Column level(Map<String, Metric> metrics) {
        Column level = lit(null).cast("DOUBLE");
        for (Map.Entry<String, Metric> metric : metrics.entrySet()) {
            level = when(
                            col("metric_id").equalTo(metric.getKey()),
                            lit(metric.getValue().quantile().orElseThrow()))
                    .otherwise(level);
        }
        return level;
    }

    /** Counts of the values of each unit at most the quantile; of quantiles of events. */
    private static Map<Row, Moments> perUnit(Dataset<Row> cells, Dataset<Row> quantiles, Map<String, Metric> metrics) {
        List<String> ofEvents = ofEvents(metrics);
        Map<Row, Moments> perUnit = new HashMap<>();
        if (ofEvents.isEmpty()) {
            return perUnit;
        }
        cells.filter(col("metric_id")
                        .isInCollection(ofEvents)
                        .and(size(col("single")).gt(0)))
                .withColumn("look", explode(col("looks")))
                .join(broadcast(quantiles.drop("values", "low", "high")), CELL)
                .withColumn("below", expr("size(filter(single, value -> value <= quantile))"))
                .groupBy(columns())
                .agg(UnitMoments.of(col("below"), size(col("single")), lit(0), lit(0))
                        .as("moments"))
                .collectAsList()
                .forEach(row -> perUnit.put(key(row), Moments.ofBytes(row.getAs("moments"))));
        return perUnit;
    }

    private static Row key(Row row) {
        return RowFactory.create(row.get(0), row.get(1), row.get(2), row.get(3), row.get(4), row.get(5), row.get(6));
    }

    private static Column[] columns(String... more) {
        return Stream.concat(Stream.of(CELL), Stream.of(more))
                .map(name -> col(name))
                .toArray(Column[]::new);
    }

    private static Map<Cell, Map<Arm, Values>> byLook(List<Row> quantiles, Map<Row, Moments> perUnit) {
        Map<Cell, Map<Arm, Values>> byLook = new HashMap<>();
        quantiles.forEach(row -> byLook.computeIfAbsent(
                        new Cell(
                                row.getString(0),
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getDate(6).toLocalDate()),
                        cell -> new HashMap<>())
                .put(
                        new Arm(row.getString(4), row.getString(5)),
                        new Values(
                                row.getAs("values"),
                                row.getAs("quantile"),
                                row.getAs("low"),
                                row.getAs("high"),
                                Optional.ofNullable(perUnit.get(key(row))))));
        return byLook;
    }
}
