package sparkjoy.freshness;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.regexp_extract;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The newest day of receipt of one Segment source, by the ledger.
 *
 * @param source its name in the specification
 * @param sourceId Segment's id
 * @param day the newest received day of its files, none of them in the future
 */
record LastDelivery(String source, String sourceId, LocalDate day) {
    // A batch is named for its source and a hash, and -again where it replaced earlier ones.
    static final Column SOURCE =
            regexp_extract(col("batch_id"), "^(.*?)-[^-]+(-again)?$", 1).as("source");

    /** One per Segment source, as of a moment; three columns with few values are read. */
    static List<LastDelivery> in(Dataset<Row> ledger, Instant asOf) {
        return ofDays(ledger, asOf).groupBy(SOURCE, col("source_id")).agg(max("received_day")).collectAsList().stream()
                .map(row -> new LastDelivery(
                        row.getString(0), row.getString(1), row.getDate(2).toLocalDate()))
                .toList();
    }

    /** The files in a day's folder; others have no day of receipt. */
    static Dataset<Row> ofDays(Dataset<Row> ledger, Instant asOf) {
        return ledger.filter(col("received_day").leq(lit(LocalDate.ofInstant(asOf, ZoneOffset.UTC))));
    }
}
