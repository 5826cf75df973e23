package sparkjoy.gold;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;

import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Which versions of a model each unit saw in each experiment, by the events that name one.
 *
 * @param isMapped whether the specification says where events name a version; else nothing is computed
 */
record ModelVersions(WeightsEpochs epochs, boolean isMapped) {
    /** The column of silver.events. */
    static final String COLUMN = "model_version";

    private static final String VERSIONS = "model_versions";

    private static final String[] UNIT = {"experiment_id", "unit_id"};
    private static final String TYPE =
            "ARRAY<STRUCT<model_version:STRING,first_seen_at:TIMESTAMP,last_seen_at:TIMESTAMP,events:BIGINT>>";
    /** Anybody can send a new text with each event. */
    private static final int MOST_VERSIONS = 20;

    /** Units with model_version and model_versions. */
    Dataset<Row> withVersions(Dataset<Row> units, Dataset<Row> evidence) {
        return with(units, isKnown(evidence) ? Optional.of(byVersion(evidence)) : Optional.empty());
    }

    /** The same of units by what the table has of them and the events that came since. */
    Dataset<Row> merged(Dataset<Row> units, Dataset<Row> standing, Dataset<Row> evidence) {
        return with(
                units,
                isKnown(evidence)
                        ? Optional.of(ofStanding(standing)
                                .unionByName(byVersion(evidence))
                                .groupBy("experiment_id", "unit_id", COLUMN)
                                .agg(
                                        min("first_seen_at").as("first_seen_at"),
                                        max("last_seen_at").as("last_seen_at"),
                                        sum("events").as("events")))
                        : Optional.empty());
    }

    /** Whether the table has all versions of a unit, so that they can be merged with others. */
    Column hasAll() {
        return isMapped ? coalesce(size(col(VERSIONS)).lt(MOST_VERSIONS), lit(true)) : lit(true);
    }

    private boolean isKnown(Dataset<Row> evidence) {
        return isMapped && Arrays.asList(evidence.columns()).contains(COLUMN);
    }

    private static Dataset<Row> with(Dataset<Row> units, Optional<Dataset<Row>> byVersion) {
        Dataset<Row> with = byVersion
                .map(versions -> units.join(listed(versions), UNIT, "left"))
                .orElseGet(() -> units.withColumn(VERSIONS, lit(null).cast(TYPE)));
        return with.withColumn(COLUMN, expr("get(model_versions, 0).model_version"));
    }

    private static Dataset<Row> ofStanding(Dataset<Row> standing) {
        return standing.select(
                        col("experiment_id"),
                        col("unit_id"),
                        explode(col(VERSIONS)).as("one"))
                .select("experiment_id", "unit_id", "one.*");
    }

    /** What is shown after the end of an experiment does not belong to it. */
    private Dataset<Row> byVersion(Dataset<Row> evidence) {
        return evidence.filter("model_version IS NOT NULL AND unit_id IS NOT NULL")
                .filter(epochs.isBeforeEnd(col("occurred_at")))
                .groupBy("experiment_id", "unit_id", COLUMN)
                .agg(
                        min("occurred_at").as("first_seen_at"),
                        max("occurred_at").as("last_seen_at"),
                        count(lit(1)).as("events"));
    }

    private static Dataset<Row> listed(Dataset<Row> byVersion) {
        return byVersion
                .groupBy("experiment_id", "unit_id")
                .agg(collect_list(struct(col("first_seen_at"), col(COLUMN), col("last_seen_at"), col("events")))
                        .as("seen"))
                .select(
                        col("experiment_id"),
                        col("unit_id"),
                        expr("transform(slice(sort_array(seen), 1, " + MOST_VERSIONS + "), one -> named_struct("
                                        + "'model_version', one.model_version, 'first_seen_at', one.first_seen_at,"
                                        + " 'last_seen_at', one.last_seen_at, 'events', one.events))")
                                .as(VERSIONS));
    }
}
