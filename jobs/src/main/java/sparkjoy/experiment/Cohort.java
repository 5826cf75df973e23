package sparkjoy.experiment;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.sql.Date;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.experiment.statistics.Moments;
import sparkjoy.spec.Experiment;

/**
 * The moments of a metric over some units of one variant.
 *
 * @param day on which the units entered the readout; where `isWhole`, the day by which they all had
 * @param isWhole all units of that day and before, numerators capped as of that day; else those of that day alone
 */
record Cohort(
        String experiment,
        String metric,
        String dimension,
        String value,
        LocalDate epoch,
        String variant,
        LocalDate day,
        boolean isWhole,
        Moments moments) {

    /**
     * The rows of cohorts: of all metrics by day of entering, of capped ones also as of each day.
     *
     * @param named the values of dimensions that are told apart
     */
    static Dataset<Row> rows(
            Dataset<Row> units,
            Optional<Dataset<Row>> capped,
            Map<String, Experiment> experiments,
            Dataset<Row> named) {
        Dataset<Row> entering = Dimensions.exploded(units.withColumn("day", col("ready_day")), experiments, named);
        return capped.map(whole -> Dimensions.exploded(whole.withColumn("day", col("look")), experiments, named))
                .map(whole -> rows(entering, "value_num", false).unionByName(rows(whole, "capped_num", true)))
                .orElseGet(() -> rows(entering, "value_num", false));
    }

    static Cohort of(Row row) {
        return new Cohort(
                row.getAs("experiment_id"),
                row.getAs("metric_id"),
                row.getAs("dimension"),
                row.getAs("dimension_value"),
                row.<Date>getAs("weights_epoch").toLocalDate(),
                row.getAs("variant"),
                row.<Date>getAs("day").toLocalDate(),
                row.getAs("is_whole"),
                Moments.ofBytes(row.getAs("moments")));
    }

    private static Dataset<Row> rows(Dataset<Row> exploded, String numerator, boolean isWhole) {
        return exploded.groupBy(
                        "experiment_id", "metric_id", "dimension", "dimension_value", "weights_epoch", "variant", "day")
                .agg(UnitMoments.of(col(numerator), col("value_den"), col("pre_num"), col("pre_den"))
                        .as("moments"))
                .withColumn("is_whole", lit(isWhole));
    }
}
