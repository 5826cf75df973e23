package sparkjoy.experiment;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import sparkjoy.spec.Experiment;

/** The variants that no weights name: senders choose them freely, and each is a line of every look. */
record StrayVariants(Map<String, Experiment> experiments) {
    private static final int MOST_VARIANTS = 20;
    private static final String[] KEY = {"experiment_id", "variant"};

    /** Rows of gold.assignments, with the 20 stray variants of the most units by name, ties by name; the rest as others. */
    Dataset<Row> named(Dataset<Row> assignments) {
        Column rank = row_number()
                .over(Window.partitionBy(KEY[0])
                        .orderBy(col("count").desc(), col(KEY[1]).asc()));
        Dataset<Row> named = assignments
                .filter(isStray())
                .groupBy(KEY[0], KEY[1])
                .count()
                .withColumn("rank", rank)
                .filter(col("rank").leq(MOST_VARIANTS))
                .select(col(KEY[0]), col(KEY[1]), lit(true).as("is_named"));
        Column isOther = isStray().and(col("is_named").isNull());
        return assignments
                .join(broadcast(named), KEY, "left")
                .withColumn("variant", when(isOther, Dimensions.OTHER).otherwise(col("variant")))
                .drop("is_named");
    }

    private Column isStray() {
        return experiments.entrySet().stream()
                .map(named -> col("experiment_id")
                        .equalTo(named.getKey())
                        .and(col("variant").isInCollection(arms(named.getValue()))))
                .reduce(lit(false), Column::or)
                .unary_$bang();
    }

    private static Set<String> arms(Experiment experiment) {
        return experiment.weights().stream()
                .flatMap(weights -> weights.arms().keySet().stream())
                .collect(Collectors.toSet());
    }
}
