package sparkjoy.bronze;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import sparkjoy.lake.Lake;
import sparkjoy.lake.Provenance;
import sparkjoy.lake.SourceMark;

/** What failed runs of one source left: they died before their batch entered the ledger, or before the replaced rows were removed. */
record Orphans(Lake lake, Provenance provenance, String source, SourceMark mark) {
    static Orphans of(String source, Lake lake, Provenance provenance) {
        return new Orphans(lake, provenance, source, Marks.of(lake).mark(source));
    }

    /** Removes the rows of the source's batches that never entered the ledger; returns how many batches they came from. */
    int remove() {
        List<String> batches = unledgered(Stream.of(BronzeTables.LINES, BronzeTables.QUARANTINE)
                .flatMap(this::batchesSince)
                .filter(batch -> Batch.isOf(batch, source))
                .distinct()
                .toList());
        for (String table :
                batches.isEmpty() ? List.<String>of() : List.of(BronzeTables.LINES, BronzeTables.QUARANTINE)) {
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

    /** Removes the rows that the last batch replaced, where its run died between the ledger and that removal, whose last commit is in quarantine. */
    void removeReplaced() {
        mark.batch()
                .filter(Batch::isReplacement)
                .filter(batch -> batchesSince(BronzeTables.QUARANTINE).noneMatch(batch::equals))
                .ifPresent(batch -> new ReplacedRows(lake, provenance.ofBatch(batch)).remove(batch));
    }

    /**
     * Batches of a table's commits after those that the source's last entry in the ledger has seen; where the log no
     * longer tells: of its rows.
     */
    private Stream<String> batchesSince(String table) {
        long seen = mark.seen().getOrDefault(table, 0L);
        return lake.provenancesSince(table, seen)
                .map(commits -> commits.stream().map(Provenance::batch).flatMap(Optional::stream))
                .orElseGet(() -> batchesOfRows(table));
    }

    private Stream<String> batchesOfRows(String table) {
        return lake.read(table).select("batch_id").distinct().collectAsList().stream()
                .map(row -> row.getString(0));
    }
}
