package sparkjoy.gold;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Which variant each unit was given, from the events that carry an experiment and a variant. The first variant by time
 * stands (ties by message id); a unit that saw two is a CROSSOVER. What a unit is shown after its experiment has ended,
 * such as the winner that everyone gets, does not contradict what it was shown before.
 */
record Assignments(WeightsEpochs epochs) {
    static final String UNSURE = "is_unsure";

    private static final String STOOD = "stood_at";

    /** The events that say which variant a unit was given. */
    static Dataset<Row> evidence(Dataset<Row> events) {
        return events.filter("experiment_id IS NOT NULL AND variant IS NOT NULL");
    }

    Dataset<Row> computed(Dataset<Row> evidence) {
        return classified(rows(byUnit(evidence)));
    }

    /**
     * The same by the rows of the table and the events that came since. {@link #UNSURE} marks the rows of which these do not say
     * enough: one of an earlier version of the jobs, which kept no variants; a unit whose first events have one time; one with
     * new events of which the table does not have all versions.
     *
     * @param standing rows of the table
     * @param hasAllVersions of a standing row
     */
    Dataset<Row> merged(Dataset<Row> standing, Dataset<Row> evidence, Column hasAllVersions) {
        Dataset<Row> parts = ofStanding(standing)
                .withColumn("lacks_versions", not(hasAllVersions))
                .withColumn(STOOD, col("first.occurred_at"))
                .drop("model_versions")
                .unionByName(byUnit(evidence)
                        .withColumn("lacks_variants", lit(false))
                        .withColumn("lacks_versions", lit(false))
                        .withColumn(STOOD, lit(null).cast("TIMESTAMP")));
        Column arrived = min(when(col(STOOD).isNull(), col("first.occurred_at")));
        return classified(rows(parts.groupBy("experiment_id", "unit_id")
                .agg(
                        min("first").as("first"),
                        max("last_assigned_at").as("last_assigned_at"),
                        array_sort(array_distinct(flatten(collect_list("variants"))))
                                .as("variants"),
                        min("first_exposed_at").as("first_exposed_at"),
                        sum("exposures").as("exposures"),
                        max("is_bot").as("is_bot"),
                        max("lacks_variants")
                                .or(arrived.isNotNull()
                                        .and(max("lacks_versions").or(max(STOOD).eqNullSafe(arrived))))
                                .as(UNSURE))));
    }

    private static Dataset<Row> ofStanding(Dataset<Row> standing) {
        return standing.select(
                col("experiment_id"),
                col("unit_id"),
                struct(
                                col("first_assigned_at").as("occurred_at"),
                                lit("").as("message_id"),
                                col("variant"),
                                col("vertical"),
                                col("platform"),
                                col("app_version"))
                        .as("first"),
                col("last_assigned_at"),
                col("variants"),
                col("first_exposed_at"),
                col("exposures"),
                col("status").equalTo("BOT").as("is_bot"),
                col("model_versions"),
                size(coalesce(col("variants"), array()))
                        .notEqual(col("variants_seen"))
                        .as("lacks_variants"));
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
                        array_sort(collect_set(when(counts, col("variant")))).as("variants"),
                        min(when(isExposure, col("occurred_at"))).as("first_exposed_at"),
                        count(when(isExposure, 1)).as("exposures"),
                        max(when(counts, col("is_bot"))).as("is_bot"));
    }

    private static Dataset<Row> rows(Dataset<Row> parts) {
        return parts.withColumns(Map.of(
                        "first_assigned_at", col("first.occurred_at"),
                        "variant", col("first.variant"),
                        "vertical", col("first.vertical"),
                        "platform", col("first.platform"),
                        "app_version", col("first.app_version"),
                        "variants_seen", size(col("variants"))))
                .drop("first");
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
