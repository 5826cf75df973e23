package sparkjoy.experiment;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.when;

import java.sql.Date;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.spec.Metric;

/**
 * Winsorisation of the metrics that have a cap: one cap from the units of all arms pooled, so that it cannot itself make
 * a difference between arms; anew on each day, from the units that had entered by then.
 *
 * @param lastLooks the last day that each experiment is looked at
 */
record Caps(Map<String, Metric> metrics, Map<String, LocalDate> lastLooks) {
    private static final String[] KEY = {"experiment_id", "metric_id", "look"};

    /** The metrics that have one, with the share of units that stay as they are. */
    Map<String, Double> shares() {
        return metrics.entrySet().stream()
                .filter(metric -> metric.getValue().cap().isPresent())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, metric -> metric.getValue().cap().get()));
    }

    /** The units of capped metrics once for each day from the one on which they entered: with look and capped_num. */
    Optional<Dataset<Row>> byLook(Dataset<Row> units) {
        return shares().entrySet().stream()
                .map(metric -> byLook(units, metric.getKey(), metric.getValue()))
                .reduce(Dataset::unionByName);
    }

    /** All units with capped_num as of their experiment's last look; as they are without a cap. */
    Dataset<Row> asOfLast(Dataset<Row> units) {
        Dataset<Row> looking = units.withColumn("look", lastLook());
        return shares().entrySet().stream()
                .map(metric -> caps(entered(looking, metric.getKey()), metric.getValue()))
                .reduce(Dataset::unionByName)
                .map(caps -> looking.join(broadcast(caps), KEY, "left").withColumn("capped_num", capped()))
                .orElseGet(() -> looking.withColumn("capped_num", col("value_num")));
    }

    /** Null for an experiment that is not looked at. */
    Column lastLook() {
        Column look = lit(null).cast("DATE");
        for (Map.Entry<String, LocalDate> last : lastLooks.entrySet()) {
            look = when(col("experiment_id").equalTo(last.getKey()), Date.valueOf(last.getValue()))
                    .otherwise(look);
        }
        return look;
    }

    private Dataset<Row> byLook(Dataset<Row> units, String metric, double share) {
        Dataset<Row> entered =
                entered(units, metric).withColumn("look", explode(sequence(col("ready_day"), lastLook())));
        return entered.join(broadcast(caps(entered, share)), KEY).withColumn("capped_num", capped());
    }

    private Dataset<Row> entered(Dataset<Row> units, String metric) {
        return units.filter(
                col("metric_id").equalTo(metric).and(col("ready_day").leq(lastLook())));
    }

    /** The smallest value that at least this share of the units does not exceed. */
    private static Dataset<Row> caps(Dataset<Row> entered, double share) {
        return entered.groupBy(KEY[0], KEY[1], KEY[2])
                .agg(expr("percentile_disc(" + share + ") WITHIN GROUP (ORDER BY value_num)")
                        .cast("DECIMAL(38,6)")
                        .as("cap"));
    }

    private static Column capped() {
        return least(col("value_num"), coalesce(col("cap"), col("value_num")));
    }
}
