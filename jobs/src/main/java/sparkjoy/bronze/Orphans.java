package sparkjoy.bronze;

import static org.apache.spark.sql.functions.col;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import sparkjoy.lake.Lake;
import sparkjoy.lake.Provenance;

/** Rows that a run wrote and died before it could enter their batch into the ledger. */
record Orphans(Lake lake, Ledger ledger, Provenance provenance) {

    /** Removes the orphans of one source; returns how many batches they came from. */
    int remove(String source) {
        List<String> batches = Stream.of(Intake.LINES, Intake.QUARANTINE)
                .flatMap(this::unledgered)
                .filter(batch -> batch.startsWith(source + "-"))
                .distinct()
                .toList();
        for (String table : batches.isEmpty() ? List.<String>of() : List.of(Intake.LINES, Intake.QUARANTINE)) {
            lake.delete(table, col("batch_id").isInCollection(batches), provenance);
        }
        return batches.size();
    }

    /** Batches of the commits since the ledger's last one, which says what it saw; where the log no longer tells: of the rows. */
    private Stream<String> unledgered(String table) {
        long seen = lake.lastProvenance(Ledger.TABLE)
                .map(found -> found.inputs().getOrDefault(table, 0L))
                .orElse(0L);
        return lake.provenancesSince(table, seen)
                .map(commits -> commits.stream().map(Provenance::batch).flatMap(Optional::stream))
                .orElseGet(() -> batchesOfRows(table))
                .filter(batch -> !ledger.hasBatch(batch));
    }

    private Stream<String> batchesOfRows(String table) {
        return lake.read(table).select("batch_id").distinct().collectAsList().stream()
                .map(row -> row.getString(0));
    }
}
