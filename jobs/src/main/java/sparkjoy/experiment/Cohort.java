package sparkjoy.experiment;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.sql.Date;
import java.time.LocalDate;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.experiment.statistics.Moments;
import sparkjoy.spec.Experiment;

/**
 * The moments of a metric over some units of one variant.
 *
 * @param day on which the units entered the readout and from which they count; where `isCapped`, the only day on which
 *     they count
 * @param isCapped numerators are capped as of that day, whenever the units entered
 * @param raw the moments without the cap; the same where nothing is capped
 */
record Cohort(
        String experiment,
        String metric,
        String dimension,
        String value,
        LocalDate epoch,
        String variant,
        LocalDate day,
        boolean isCapped,
        Moments moments,
        Moments raw) {

    /**
     * The rows of cohorts: by day of entering, and of units above a cap as of each day.
     *
     * @param named the values of dimensions that are told apart
     */
    static Dataset<Row> rows(Dataset<Row> units, Caps caps, Map<String, Experiment> experiments, Dataset<Row> named) {
        Dataset<Row> below =
                Dimensions.exploded(caps.below(units).withColumn("day", col("ready_day")), experiments, named);
        Dataset<Row> uncapped =
                rows(below, "value_num", false).withColumn("raw", lit(null).cast("BINARY"));
        return caps.above(units)
                .map(above -> Dimensions.exploded(above.withColumn("day", col("look")), experiments, named))
                .map(above -> uncapped.unionByName(
                        rows(above, "capped_num", true, moments("value_num").as("raw"))))
                .orElse(uncapped);
    }

    static Cohort of(Row row) {
        byte[] raw = row.getAs("raw");
        Moments moments = Moments.ofBytes(row.getAs("moments"));
        return new Cohort(
                row.getAs("experiment_id"),
                row.getAs("metric_id"),
                row.getAs("dimension"),
                row.getAs("dimension_value"),
                row.<Date>getAs("weights_epoch").toLocalDate(),
                row.getAs("variant"),
                row.<Date>getAs("day").toLocalDate(),
                row.getAs("is_capped"),
                moments,
                raw == null ? moments : Moments.ofBytes(raw));
    }

    /** The same units with their numerators as they are. */
    Cohort uncapped() {
        return new Cohort(experiment, metric, dimension, value, epoch, variant, day, isCapped, raw, raw);
    }

    private static Dataset<Row> rows(Dataset<Row> exploded, String numerator, boolean isCapped, Column... more) {
        return exploded.groupBy(
                        "experiment_id", "metric_id", "dimension", "dimension_value", "weights_epoch", "variant", "day")
                .agg(moments(numerator).as("moments"), more)
                .withColumn("is_capped", lit(isCapped));
    }

    private static Column moments(String numerator) {
        return UnitMoments.of(col(numerator), col("value_den"), col("pre_num"), col("pre_den"));
    }
}
