package sparkjoy.silver;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.lake.Lake;

/**
 * The committed lines of bronze, and what changed since an earlier state of the ledger. Lines of an
 * object that the ledger does not name with their batch do not exist.
 *
 * @param before the ledger's version that silver was last made from; empty: all lines count as new
 * @param ledger the ledger's version now
 */
record Bronze(Lake lake, Optional<Long> before, long ledger) {
    static final String FILES = "bronze.files";
    static final String LINES = "bronze.segment_logs";
    private static final String[] LANDING = {"path", "batch_id"};

    Dataset<Row> lines() {
        return ofLandings(published(ledger));
    }

    /** The lines that entered the ledger since. */
    Dataset<Row> added() {
        return ofLandings(landed());
    }

    /** How many objects entered the ledger since. */
    long objectsAdded() {
        return landed().count();
    }

    private Dataset<Row> landed() {
        return before.map(version -> published(ledger).except(published(version)))
                .orElseGet(() -> published(ledger));
    }

    /** Paths of the objects whose lines of then were replaced since. */
    List<String> replacedPaths() {
        return before
                .map(version -> published(version).except(published(ledger)))
                .orElseGet(() -> published(ledger).limit(0))
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .distinct()
                .toList();
    }

    /** Which batch brought the published version of each object. */
    private Dataset<Row> published(long version) {
        return lake.readIfKept(FILES, version)
                .orElseThrow(() -> new IllegalStateException("Version " + version + " of " + FILES + " is gone"))
                .filter(col("status").isin("COMMITTED", "PARTIAL"))
                .select(LANDING[0], LANDING[1]);
    }

    private Dataset<Row> ofLandings(Dataset<Row> landings) {
        return lake.read(LINES).join(broadcast(landings), LANDING, "left_semi");
    }
}
