package sparkjoy.bronze;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.lake.Lake;

/** The entries of bronze.quarantine that count: those of batches that the ledger knows, and what was closed. */
public final class Refusals {
    private static final String[] LANDING = {"path", "batch_id"};

    private Refusals() {}

    /** Rows as bronze.quarantine has them, in order of day and place. */
    public static Dataset<Row> of(Lake lake, QuarantineFilter filter) {
        Dataset<Row> entries = lake.read(BronzeTables.QUARANTINE).filter(filter.condition());
        Dataset<Row> standing = entries.filter("status <> 'REPLAYED'")
                .join(broadcast(lake.read(Ledger.TABLE).select("path", "batch_id")), LANDING, "left_semi");
        return standing.unionByName(entries.filter("status = 'REPLAYED'"))
                .orderBy(col("received_day"), col("path"), col("line_number"));
    }
}
