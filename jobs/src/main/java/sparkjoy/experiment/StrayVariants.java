package sparkjoy.experiment;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.spec.Experiment;

/** The variants that no weights name: senders choose them freely, and each is a line of every look. */
record StrayVariants(Map<String, Experiment> experiments) {
    private static final int MOST_VARIANTS = 20;
    private static final String[] KEY = {"experiment_id", "variant"};

    /** Rows of gold.assignments, with the 20 stray variants of the most units by name, ties by name; the rest as others. */
    Dataset<Row> named(Dataset<Row> assignments) {
        Dataset<Row> named = Frequent.values(assignments.filter(isStray()), MOST_VARIANTS, KEY[1], KEY[0])
                .withColumn("is_named", lit(true));
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
