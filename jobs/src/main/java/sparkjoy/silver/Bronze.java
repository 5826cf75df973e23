package sparkjoy.silver;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.sql.Date;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.lake.Lake;

/**
 * The committed lines of bronze, and what changed since an earlier state of the ledger. Lines of an
 * object that the ledger does not name with their batch do not exist.
 */
final class Bronze {
    static final String FILES = "bronze.files";
    static final String LINES = "bronze.segment_logs";
    private static final String[] LANDING = {"path", "batch_id"};
    private static final String DAY = "received_day";
    private static final String LINE_COUNT = "lines";

    private final Lake lake;
    private final Optional<Long> before;
    /** Which batch brought the published version of each object; and at the earlier state. */
    private final Dataset<Row> published;

    private final Dataset<Row> publishedBefore;

    private Optional<Landings> landed = Optional.empty();

    /**
     * Objects as the ledger names them, and what one look at them tells.
     *
     * @param lines how many they have
     */
    private record Landings(Dataset<Row> rows, List<Date> days, List<String> batches, long lines) {
        static Landings of(Dataset<Row> rows) {
            Dataset<Row> kept = Deduplication.kept(rows);
            Row found = kept.agg(
                            collect_set(DAY), collect_set(LANDING[1]), coalesce(sum(LINE_COUNT), lit(0L)))
                    .first();
            return new Landings(kept, found.getList(0), found.getList(1), found.getLong(2));
        }
    }

    /**
     * Reads the ledger once.
     *
     * @param before the ledger's version that silver was last made from; empty: all lines count as new
     * @param ledger the ledger's version now
     */
    Bronze(Lake lake, Optional<Long> before, long ledger) {
        this(lake, before, Deduplication.kept(published(lake, ledger)));
    }

    private Bronze(Lake lake, Optional<Long> before, Dataset<Row> published) {
        this.lake = lake;
        this.before = before;
        this.published = published;
        this.publishedBefore = before.map(version -> Deduplication.kept(published(lake, version)))
                .orElseGet(() -> published.limit(0));
    }

    /** The same lines, with the changes since another state of the ledger. */
    Bronze since(Optional<Long> earlier) {
        return earlier.equals(before) ? this : new Bronze(lake, earlier, published);
    }

    Dataset<Row> lines() {
        return ofLandings(lake.read(LINES), published);
    }

    /** The lines whose ids are among some hashes: a few, so that the object of each is looked up last. */
    Dataset<Row> linesOfIds(Dataset<Row> idHashes) {
        return ofLandings(Deduplication.fewOfIds(lake.read(LINES), idHashes), published);
    }

    /** The lines that entered the ledger since. */
    Dataset<Row> added() {
        return ofSome(landings());
    }

    /**
     * The lines of some objects.
     *
     * @param rows with the objects' path
     */
    Dataset<Row> linesOf(Dataset<Row> rows) {
        return ofSome(Landings.of(published.join(rows.select("path"), new String[] {"path"}, "left_semi")));
    }

    /** Whether there is an earlier state to tell changes from. */
    boolean hasBefore() {
        return before.isPresent();
    }

    /** Of rows with an object's path those whose object did not enter the ledger since. */
    Dataset<Row> earlier(Dataset<Row> rows) {
        return rows.join(broadcast(landings().rows().select("path")), new String[] {"path"}, "left_anti");
    }

    /** How many objects entered the ledger since. */
    long objectsAdded() {
        return landed().count();
    }

    /** How many lines these objects have. */
    long linesAdded() {
        return landings().lines();
    }

    /** Those that entered the ledger since, looked at once for all that asks for them. */
    private Landings landings() {
        if (landed.isEmpty()) {
            landed = Optional.of(Landings.of(landed()));
        }
        return landed.orElseThrow();
    }

    private Dataset<Row> landed() {
        return published.except(publishedBefore);
    }

    /** Paths of the objects whose lines of then were replaced since. */
    List<String> replacedPaths() {
        return publishedBefore.except(published).collectAsList().stream()
                .map(row -> row.getString(0))
                .distinct()
                .toList();
    }

    private static Dataset<Row> published(Lake lake, long version) {
        return lake.readIfKept(FILES, version)
                .orElseThrow(() -> new IllegalStateException("Version " + version + " of " + FILES + " is gone"))
                .filter(col("status").isin("COMMITTED", "PARTIAL"))
                .select(LANDING[0], LANDING[1], DAY, LINE_COUNT);
    }

    /** Looks only into files of the landings' days and batches. */
    private Dataset<Row> ofSome(Landings some) {
        Column isOfDays = col(DAY).isInCollection(some.days());
        Column isOfBatches = col(LANDING[1]).isInCollection(some.batches());
        return ofLandings(lake.readWhere(LINES, isOfDays.and(isOfBatches)), some.rows());
    }

    private static Dataset<Row> ofLandings(Dataset<Row> lines, Dataset<Row> landings) {
        return lines.join(broadcast(landings.drop(DAY, LINE_COUNT)), LANDING, "left_semi");
    }
}
