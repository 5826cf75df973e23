package sparkjoy.experiment;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.spec.Experiment;
import sparkjoy.spec.Metric;

/** Counts the units of gold.assignments by the day on which they reached each stage. */
record Stages(Map<String, Experiment> experiments, Map<String, Metric> metrics) {
    /** Units with these are in no arm of an experiment. */
    static final List<String> LEFT_OUT = List.of("UNCONFIGURED", "NO_UNIT", "OUTSIDE_DATES");

    /** The rows of {@link StageCount}. */
    Dataset<Row> counts(Dataset<Row> assignments) {
        Dataset<Row> reached = new StrayVariants(experiments)
                .named(inExperiments(assignments))
                .withColumn("reached", explode(array(stages())))
                .filter("reached.day IS NOT NULL")
                .withColumn("stage", col("reached.stage"))
                .withColumn("day", col("reached.day"));
        return Dimensions.exploded(reached, experiments, named(assignments))
                .groupBy("experiment_id", "stage", "day", "dimension", "dimension_value", "weights_epoch", "variant")
                .agg(
                        count(lit(1)).as("users"),
                        count(when(col("status").equalTo("CROSSOVER"), 1)).as("crossovers"),
                        count(when(
                                        col("status")
                                                .equalTo("VALID")
                                                .and(col("is_hash_match").unary_$bang()),
                                        1))
                                .as("mismatches"));
    }

    /** The values of dimensions that are told apart: the same for health and readout. */
    Dataset<Row> named(Dataset<Row> assignments) {
        return Dimensions.named(inExperiments(assignments), experiments);
    }

    /** A bot may have come before the first epoch. */
    private static Dataset<Row> inExperiments(Dataset<Row> assignments) {
        return assignments
                .filter(col("status").isInCollection(LEFT_OUT).unary_$bang())
                .filter("weights_epoch IS NOT NULL");
    }

    private Column[] stages() {
        Column exposed = to_date(col("first_exposed_at"));
        return new Column[] {
            reached(Stage.ASSIGNED, to_date(col("first_assigned_at"))),
            reached(Stage.EXPOSED, exposed),
            reached(Stage.AFTER_BOT_FILTER, when(col("status").notEqual("BOT"), exposed)),
            reached(Stage.READOUT, when(col("status").equalTo("VALID"), shortestWindowOver()))
        };
    }

    private static Column reached(Stage stage, Column day) {
        return struct(lit(stage.name()).as("stage"), day.as("day"));
    }

    private Column shortestWindowOver() {
        Column day = lit(null).cast("DATE");
        for (Map.Entry<String, Experiment> experiment : experiments.entrySet()) {
            Windows windows = new Windows(experiment.getValue(), metrics);
            day = when(
                            col("experiment_id").equalTo(experiment.getKey()),
                            Windows.lastDay(col("first_exposed_at"), windows.shortest()))
                    .otherwise(day);
        }
        return day;
    }
}
