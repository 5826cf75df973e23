package sparkjoy.silver;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.lake.Lake;

/**
 * The committed lines of bronze, and what changed since an earlier state of the ledger. Lines whose batch is not in the
 * ledger do not exist.
 *
 * @param before the ledger's version that silver was last made from; empty: all lines count as new
 * @param ledger the ledger's version now
 */
record Bronze(Lake lake, Optional<Long> before, long ledger) {
    static final String FILES = "bronze.files";
    static final String LINES = "bronze.segment_logs";

    Dataset<Row> lines() {
        return ofBatches(batches(ledger));
    }

    /** The lines of the batches that entered the ledger since. */
    Dataset<Row> added() {
        return ofBatches(
                before.map(version -> batches(ledger).except(batches(version))).orElseGet(() -> batches(ledger)));
    }

    /** Paths of the objects of which an earlier version was replaced since. */
    List<String> replacedPaths() {
        Dataset<Row> replaced = replaced(ledgerAt(ledger));
        return before
                .map(version -> replaced.except(replaced(ledgerAt(version))))
                .orElseGet(() -> replaced.limit(0))
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .distinct()
                .toList();
    }

    private static Dataset<Row> replaced(Dataset<Row> files) {
        return files.filter(col("status").equalTo("REPLACED")).select("path", "version");
    }

    private Dataset<Row> batches(long version) {
        return ledgerAt(version).select("batch_id").distinct();
    }

    private Dataset<Row> ledgerAt(long version) {
        return lake.readIfKept(FILES, version)
                .orElseThrow(() -> new IllegalStateException("Version " + version + " of " + FILES + " is gone"));
    }

    private Dataset<Row> ofBatches(Dataset<Row> batches) {
        return lake.read(LINES).join(broadcast(batches), new String[] {"batch_id"}, "left_semi");
    }
}
