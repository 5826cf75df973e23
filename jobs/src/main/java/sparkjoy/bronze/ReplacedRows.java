package sparkjoy.bronze;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.lake.Lake;
import sparkjoy.lake.Provenance;
import sparkjoy.lake.Selection;

/**
 * What is left to do once the ledger knows a batch that takes the place of earlier ones: the earlier rows of its objects
 * leave bronze.segment_logs, and what is no longer refused is closed in bronze.quarantine. No reader that joins the
 * ledger sees a difference. Done again, it changes nothing.
 */
record ReplacedRows(Lake lake, Provenance provenance) {
    private static final String[] ENTRY = {"path", "line_number"};

    void remove(String batch) {
        List<Row> objects = lake.read(Ledger.TABLE)
                .filter(col("batch_id").equalTo(batch).and(col("status").notEqual("REPLACED")))
                .select("path", "received_day")
                .collectAsList();
        List<String> paths = objects.stream().map(row -> row.getString(0)).toList();
        if (paths.isEmpty()) {
            return;
        }
        List<LocalDate> days = objects.stream()
                .map(row -> row.getDate(1))
                .filter(Objects::nonNull)
                .map(java.sql.Date::toLocalDate)
                .distinct()
                .toList();
        Column isEarlier = col("path").isInCollection(paths).and(col("batch_id").notEqual(batch));
        lake.delete(BronzeTables.LINES, col("received_day").isInCollection(days).and(isEarlier), provenance);
        Dataset<Row> refusals =
                lake.read(BronzeTables.QUARANTINE).filter(col("path").isInCollection(paths));
        lake.replace(BronzeTables.QUARANTINE, Selection.of("path", paths), newest(refusals, batch), provenance);
    }

    /** What is still refused keeps one entry, the newer; what is not refused any more is REPLAYED. */
    private static Dataset<Row> newest(Dataset<Row> refusals, String batch) {
        Dataset<Row> standing = refusals.filter(col("batch_id").equalTo(batch));
        Dataset<Row> earlier = refusals.filter(col("batch_id").notEqual(batch));
        Dataset<Row> discarded = earlier.filter(col("status").equalTo("DISCARDED"))
                .select(
                        col("path").as("d_path"),
                        col("line_number").as("d_line"),
                        col("raw_sha256").as("d_sha256"),
                        col("reason").as("d_reason"),
                        col("detail").as("d_detail"),
                        col("status").as("d_status"));
        Dataset<Row> kept = standing.join(discarded, isSameRefusal(), "left")
                .withColumn("status", coalesce(col("d_status"), col("status")))
                .withColumn("detail", coalesce(col("d_detail"), col("detail")))
                .drop("d_path", "d_line", "d_sha256", "d_reason", "d_detail", "d_status");
        Dataset<Row> closed = earlier.as("e")
                .join(
                        standing.select(ENTRY[0], ENTRY[1]).as("s"),
                        col("e.path")
                                .equalTo(col("s.path"))
                                .and(col("e.line_number").eqNullSafe(col("s.line_number"))),
                        "left_anti")
                .withColumn(
                        "status",
                        when(col("status").isin("OPEN", "DISCARDED"), lit("REPLAYED"))
                                .otherwise(col("status")));
        return kept.unionByName(closed).orderBy(ENTRY[0], ENTRY[1]);
    }

    /** The same bytes at the same place, or the same fault of the object. */
    private static Column isSameRefusal() {
        Column isSamePlace =
                col("path").equalTo(col("d_path")).and(col("line_number").eqNullSafe(col("d_line")));
        return isSamePlace.and(col("raw_sha256")
                .equalTo(col("d_sha256"))
                .or(col("line_number").isNull().and(col("reason").equalTo(col("d_reason")))));
    }
}
