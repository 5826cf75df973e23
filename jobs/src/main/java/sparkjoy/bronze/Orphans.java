package sparkjoy.bronze;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import sparkjoy.lake.Lake;
import sparkjoy.lake.Provenance;

/** Rows that a run wrote and died before it could enter their batch into the ledger. */
record Orphans(Lake lake, Provenance provenance) {

    /** Removes the orphans of one source; returns how many batches they came from. */
    int remove(String source) {
        List<String> batches = unledgered(Stream.of(Intake.LINES, Intake.QUARANTINE)
                .flatMap(this::sinceTheLedger)
                .filter(batch -> batch.startsWith(source + "-"))
                .distinct()
                .toList());
        for (String table : batches.isEmpty() ? List.<String>of() : List.of(Intake.LINES, Intake.QUARANTINE)) {
            lake.delete(table, col("batch_id").isInCollection(batches), provenance);
        }
        return batches.size();
    }

    private List<String> unledgered(List<String> batches) {
        if (batches.isEmpty()) {
            return batches;
        }
        List<String> orphans = new ArrayList<>(batches);
        lake.read(Ledger.TABLE)
                .filter(col("batch_id").isInCollection(batches))
                .select("batch_id")
                .collectAsList()
                .forEach(row -> orphans.remove(row.getString(0)));
        return orphans;
    }

    /** Batches of the commits since the ledger's last one; the ledger says up to which version it saw the lines. */
    private Stream<String> sinceTheLedger(String table) {
        long seen = lake.lastProvenance(Ledger.TABLE)
                .map(found -> found.inputs().getOrDefault(table, 0L))
                .orElse(0L);
        return lake.provenancesSince(table, seen).stream()
                .map(Provenance::batch)
                .flatMap(Optional::stream);
    }
}
