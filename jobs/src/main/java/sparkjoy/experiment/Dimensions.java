package sparkjoy.experiment;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.spec.Experiment;

/** By what units are told apart: all of them together, and by each dimension that their experiment has. */
final class Dimensions {
    static final String ALL = "(all)";
    static final String NONE = "(none)";
    /** All values of a dimension but the most frequent ones. */
    static final String OTHER = "(other)";

    static final String EPOCH = "weights_epoch";
    /** All epochs of weights as if there had been one. */
    static final String POOLED = "(pooled)";

    private static final int MOST_VALUES = 50;
    private static final String[] KEY = {"experiment_id", "dimension", "dimension_value"};

    private Dimensions() {}

    /**
     * Each row once for all, and once for each dimension: with dimension and dimension_value.
     *
     * @param named the values that are told apart
     */
    static Dataset<Row> exploded(Dataset<Row> rows, Map<String, Experiment> experiments, Dataset<Row> named) {
        return exploded(rows, experiments)
                .join(broadcast(named.withColumn("is_named", lit(true))), KEY, "left")
                .withColumn(
                        "dimension_value",
                        when(col("is_named"), col("dimension_value")).otherwise(OTHER))
                .drop("is_named");
    }

    /**
     * The values by which the units of each experiment are told apart: the 50 of each dimension with the most units, ties
     * by value. Senders choose versions and platforms freely, and each value is a line of every look.
     *
     * @param units of gold.assignments
     */
    static Dataset<Row> named(Dataset<Row> units, Map<String, Experiment> experiments) {
        return Frequent.values(exploded(units, experiments), MOST_VALUES, KEY[2], KEY[0], KEY[1]);
    }

    private static Dataset<Row> exploded(Dataset<Row> rows, Map<String, Experiment> experiments) {
        Column[] cells = Stream.concat(
                        Stream.of(struct(lit(ALL).as("dimension"), lit(ALL).as("dimension_value"))),
                        Stream.of(Experiment.Dimension.values()).map(dimension -> cell(dimension, experiments)))
                .toArray(Column[]::new);
        return rows.withColumn("cell", explode(array(cells)))
                .filter("cell IS NOT NULL")
                .withColumn("dimension", col("cell.dimension"))
                .withColumn("dimension_value", col("cell.dimension_value"))
                .drop("cell");
    }

    private static Column cell(Experiment.Dimension dimension, Map<String, Experiment> experiments) {
        String name = dimension.name().toLowerCase(Locale.ROOT);
        List<String> having = experiments.entrySet().stream()
                .filter(experiment -> experiment.getValue().dimensions().contains(dimension))
                .map(Map.Entry::getKey)
                .toList();
        return when(
                col("experiment_id").isInCollection(having),
                struct(lit(name).as("dimension"), coalesce(col(name), lit(NONE)).as("dimension_value")));
    }
}
