package sparkjoy.experiment;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.math.BigDecimal;
import java.sql.Date;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import sparkjoy.spec.Metric;

/**
 * Winsorisation of the metrics that have a cap: one cap from the units of all arms pooled, so that it cannot itself make
 * a difference between arms; computed for each day from the units that had entered by then. Only units above 0 count, so
 * that a metric that few units have is not capped at 0; without such a unit nothing is capped. Few units lie above any
 * cap, and only those are looked at day by day.
 *
 * @param byLook of each experiment, capped metric and day: cap, and least_cap, the least of that day and all later
 *     ones; empty where no metric has a cap
 * @param lastLook the last day on which a row's experiment is looked at; null for one that is not
 */
record Caps(Optional<Dataset<Row>> byLook, Column lastLook) {
    private static final String[] KEY = {"experiment_id", "metric_id", "look"};

    /** A metric of an experiment as of a day. */
    record Key(String experiment, String metric, LocalDate look) {}

    /** Of units as {@link MetricUnits} gives them. */
    static Caps of(Dataset<Row> units, Map<String, Metric> metrics, Map<String, LocalDate> lastLooks) {
        Map<String, BigDecimal> shares = shares(metrics);
        Column lastLook = lastLook(lastLooks);
        if (shares.isEmpty()) {
            return new Caps(Optional.empty(), lastLook);
        }
        Dataset<Row> entered = units.filter(col("metric_id")
                .isInCollection(shares.keySet())
                .and(col("ready_day").leq(lastLook))
                .and(col("value_num").gt(0)));
        Dataset<Row> values = entered.groupBy("experiment_id", "metric_id", "ready_day", "value_num")
                .agg(count(lit(1)).as("units"))
                .withColumn("look", explode(sequence(col("ready_day"), lastLook)));
        Dataset<Row> caps = caps(values, shares);
        Dataset<Row> local = units.sparkSession().createDataFrame(caps.collectAsList(), caps.schema());
        return new Caps(Optional.of(local), lastLook);
    }

    /** The caps in the metric's unit. */
    Map<Key, Double> values() {
        Map<Key, Double> values = new HashMap<>();
        byLook.ifPresent(caps -> caps.select(
                        col(KEY[0]), col(KEY[1]), col(KEY[2]), col("cap").cast("DOUBLE"))
                .collectAsList()
                .forEach(row -> values.put(
                        new Key(
                                row.getString(0),
                                row.getString(1),
                                row.getDate(2).toLocalDate()),
                        row.getDouble(3))));
        return values;
    }

    /** All units with capped_num as of their experiment's last look; as they are without a cap. */
    Dataset<Row> asOfLast(Dataset<Row> units) {
        return capped(units.withColumn("look", lastLook));
    }

    /** The units whose numerators are under the caps of all days from the one on which they enter. */
    Dataset<Row> below(Dataset<Row> units) {
        return entering(units).filter(isAbove().unary_$bang()).drop("look", "cap", "least_cap");
    }

    /** The other ones, once for each day from the one on which they enter: with look and capped_num. */
    Optional<Dataset<Row>> above(Dataset<Row> units) {
        return byLook.map(caps -> capped(entering(units)
                .filter(isAbove())
                .drop("cap", "least_cap")
                .withColumn("look", explode(sequence(col("ready_day"), lastLook)))));
    }

    /** With the caps of the day on which they enter. */
    private Dataset<Row> entering(Dataset<Row> units) {
        return joined(units.withColumn("look", col("ready_day")));
    }

    private static Column isAbove() {
        return coalesce(col("value_num").gt(col("least_cap")), lit(false));
    }

    private Dataset<Row> capped(Dataset<Row> looking) {
        return joined(looking)
                .withColumn("capped_num", least(col("value_num"), coalesce(col("cap"), col("value_num"))))
                .drop("cap", "least_cap");
    }

    private Dataset<Row> joined(Dataset<Row> looking) {
        Column none = lit(null).cast("DECIMAL(38,6)");
        return byLook.map(caps -> looking.join(broadcast(caps), KEY, "left"))
                .orElseGet(() -> looking.withColumn("cap", none).withColumn("least_cap", none));
    }

    /** The smallest value that at least the metric's share of these units does not exceed, by counts of equal values. */
    private static Dataset<Row> caps(Dataset<Row> values, Map<String, BigDecimal> shares) {
        WindowSpec look = Window.partitionBy(KEY[0], KEY[1], KEY[2]);
        Column all = sum("units").over(look).cast("DECIMAL(20,0)");
        WindowSpec later =
                Window.partitionBy(KEY[0], KEY[1]).orderBy(col("look").desc());
        return values.groupBy(KEY[0], KEY[1], KEY[2], "value_num")
                .agg(sum("units").as("units"))
                .withColumn("needed", all.multiply(share(shares)))
                .withColumn("reached", sum("units").over(look.orderBy("value_num")))
                .filter("reached >= needed")
                .groupBy(KEY[0], KEY[1], KEY[2])
                .agg(min("value_num").as("cap"))
                .withColumn("least_cap", min("cap").over(later));
    }

    private static Column share(Map<String, BigDecimal> shares) {
        Column share = lit(null);
        for (Map.Entry<String, BigDecimal> metric : shares.entrySet()) {
            share = when(col("metric_id").equalTo(metric.getKey()), lit(metric.getValue()))
                    .otherwise(share);
        }
        return share;
    }

    /** The share of units that stay as they are, of each capped metric. */
    private static Map<String, BigDecimal> shares(Map<String, Metric> metrics) {
        Map<String, BigDecimal> shares = new TreeMap<>();
        metrics.forEach((name, metric) -> metric.cap().ifPresent(share -> shares.put(name, BigDecimal.valueOf(share))));
        return shares;
    }

    private static Column lastLook(Map<String, LocalDate> lastLooks) {
        Column look = lit(null).cast("DATE");
        for (Map.Entry<String, LocalDate> last : lastLooks.entrySet()) {
            look = when(col("experiment_id").equalTo(last.getKey()), Date.valueOf(last.getValue()))
                    .otherwise(look);
        }
        return look;
    }
}
