package sparkjoy.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Which variant each unit was given, from the events that carry an experiment and a variant. The first variant by time
 * stands (ties by message id); a unit that saw two is a CROSSOVER. What a unit is shown after its experiment has ended,
 * such as the winner that everyone gets, is no evidence against what it was shown before.
 */
record Assignments(WeightsEpochs epochs) {

    /** The events that say which variant a unit was given. */
    static Dataset<Row> evidence(Dataset<Row> events) {
        return events.filter("experiment_id IS NOT NULL AND variant IS NOT NULL");
    }

    Dataset<Row> of(Dataset<Row> evidence) {
        return classified(byUnit(evidence));
    }

    private Dataset<Row> byUnit(Dataset<Row> evidence) {
        Column first = struct(
                col("occurred_at"),
                col("message_id"),
                col("variant"),
                col("vertical"),
                col("platform"),
                col("app_version"));
        Column counts = epochs.isBeforeEnd(col("occurred_at"));
        Column isExposure = counts.and(epochs.isExposure());
        return evidence.groupBy("experiment_id", "unit_id")
                .agg(
                        min(first).as("first"),
                        max("occurred_at").as("last_assigned_at"),
                        size(collect_set(when(counts, col("variant")))).as("variants_seen"),
                        min(when(isExposure, col("occurred_at"))).as("first_exposed_at"),
                        count(when(isExposure, 1)).as("exposures"),
                        max(when(counts, col("is_bot"))).as("is_bot"))
                .select(
                        col("experiment_id"),
                        col("unit_id"),
                        col("first.occurred_at").as("first_assigned_at"),
                        col("first.variant"),
                        col("first.vertical"),
                        col("first.platform"),
                        col("first.app_version"),
                        col("last_assigned_at"),
                        col("variants_seen"),
                        col("first_exposed_at"),
                        col("exposures"),
                        col("is_bot"));
    }

    private Dataset<Row> classified(Dataset<Row> units) {
        Dataset<Row> salted = units.withColumn("weights_epoch", epochs.epoch()).withColumn("salt", epochs.salt());
        epochs.checkHashes(salted);
        return salted.withColumn("expected_variant", epochs.expectedVariant())
                .drop("salt")
                .withColumn("is_hash_match", col("variant").equalTo(col("expected_variant")))
                .withColumn("weight", epochs.weight())
                .withColumn(
                        "status",
                        when(col("unit_id").isNull(), lit("NO_UNIT"))
                                .when(epochs.isConfigured().unary_$bang(), "UNCONFIGURED")
                                .when(col("is_bot"), "BOT")
                                .when(epochs.isWithinDates().unary_$bang(), "OUTSIDE_DATES")
                                .when(col("weight").isNull(), "UNKNOWN_VARIANT")
                                .when(col("weight").equalTo(0), "ZERO_WEIGHT")
                                .when(col("variants_seen").gt(1), "CROSSOVER")
                                .otherwise("VALID"));
    }
}
