package sparkjoy.silver;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.last;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Whom events without a user id belong to. An identify or alias call with a user id names the user of its anonymous id,
 * an alias call also that of its previous id; an event takes the next call that names one for its anonymous id, a call of
 * the same moment included, else the last before it. Calls of one moment count in the order of their message ids.
 * An event's own user id always stands: users are not merged with each other.
 */
final class Stitching {
    private static final String[] ID = {"anonymous_id"};

    private Stitching() {}

    /** The anonymous ids that rows belong to or name a user for, each once. */
    static Dataset<Row> anonymousIds(Dataset<Row> rows) {
        return rows.select(explode(namedIds(col("previous_id"))).as(ID[0])).distinct();
    }

    /**
     * The events (path, line_number, event_date, unit_id) that belong to another unit, stitched_id.
     *
     * @param events all that there are
     * @param ids anonymous ids to look at
     */
    static Dataset<Row> moved(Dataset<Row> events, Dataset<Row> ids) {
        Dataset<Row> links = events.filter("type IN ('identify', 'alias') AND user_id IS NOT NULL")
                .select(
                        explode(namedIds(when(col("type").equalTo("alias"), col("previous_id"))))
                                .as(ID[0]),
                        col("occurred_at"),
                        lit(1).as("is_link"),
                        col("message_id"),
                        col("user_id").as("named_id"),
                        lit(null).cast("STRING").as("path"),
                        lit(null).cast("BIGINT").as("line_number"),
                        lit(null).cast("DATE").as("event_date"),
                        lit(null).cast("STRING").as("unit_id"));
        Dataset<Row> anonymous = events.filter("user_id IS NULL AND anonymous_id IS NOT NULL")
                .select(
                        col(ID[0]),
                        col("occurred_at"),
                        lit(0).as("is_link"),
                        col("message_id"),
                        lit(null).cast("STRING").as("named_id"),
                        col("path"),
                        col("line_number"),
                        col("event_date"),
                        col("unit_id"));
        return anonymous
                .unionByName(links)
                .join(ids, ID, "left_semi")
                .withColumn("stitched_id", stitched())
                .filter("is_link = 0 AND NOT stitched_id <=> unit_id")
                .select("path", "line_number", "event_date", "unit_id", "stitched_id");
    }

    private static Column stitched() {
        WindowSpec ids = Window.partitionBy(ID[0]);
        WindowSpec before = ids.orderBy("occurred_at", "is_link", "message_id", "named_id");
        WindowSpec after = ids.orderBy(
                col("occurred_at").desc(),
                col("is_link").desc(),
                col("message_id").desc(),
                col("named_id").desc());
        return coalesce(nearest(after), nearest(before), col(ID[0]));
    }

    private static Column nearest(WindowSpec order) {
        return last("named_id", true).over(order.rowsBetween(Window.unboundedPreceding(), Window.currentRow()));
    }

    private static Column namedIds(Column previous) {
        return array_distinct(array_compact(array(col("anonymous_id"), previous)));
    }
}
