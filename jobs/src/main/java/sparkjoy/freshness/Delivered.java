package sparkjoy.freshness;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What the ledger knows of the deliveries of one Segment source.
 *
 * @param source its name in the specification
 * @param sourceId Segment's id
 * @param lastDay the newest received day of its files, none of them in the future
 * @param lastFileAt when its newest file landed, by the store's clock
 */
public record Delivered(String source, String sourceId, LocalDate lastDay, Instant lastFileAt, long files, long lines) {

    /** One a Segment source, as of a moment; files in no day's folder say nothing and are left out. */
    public static List<Delivered> in(Dataset<Row> ledger, Instant asOf) {
        Column isStanding = col("status").notEqual("REPLACED");
        return LastDelivery.ofDays(ledger, asOf)
                .groupBy(LastDelivery.SOURCE, col("source_id"))
                .agg(
                        max("received_day"),
                        max(coalesce(col("modified_at"), col("committed_at"))),
                        count(when(isStanding, 1)),
                        sum(when(isStanding, col("lines")).otherwise(0)))
                .orderBy("source", "source_id")
                .collectAsList()
                .stream()
                .map(Delivered::of)
                .toList();
    }

    private static Delivered of(Row row) {
        return new Delivered(
                row.getString(0),
                row.getString(1),
                row.getDate(2).toLocalDate(),
                row.<Timestamp>getAs(3).toInstant(),
                row.getLong(4),
                row.getLong(5));
    }
}
