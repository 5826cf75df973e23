package sparkjoy.silver;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.lake.InDriver;
import sparkjoy.lake.Kept;
import sparkjoy.lake.KeyDays;
import sparkjoy.lake.Lake;
import sparkjoy.lake.Provenance;

/**
 * The committed lines of bronze, and what changed since an earlier state of the ledger. Lines of an
 * object that the ledger does not name with their batch do not exist.
 */
final class Bronze {
    static final String FILES = "bronze.files";
    static final String LINES = "bronze.segment_logs";
    private static final String ID_DAYS = "ops.id_days";
    private static final String[] LANDING = {"path", "batch_id"};
    private static final String[] PATH = {"path"};
    private static final String DAY = "received_day";
    private static final String LINE_COUNT = "lines";

    private final Lake lake;
    private final Optional<Long> before;
    private final long ledger;
    /** Which batch brought the published version of each object; read when it is first asked for. */
    private Optional<Dataset<Row>> published = Optional.empty();

    private final KeyDays idDays;
    /** What the index has of the ids that were looked up last. */
    private Optional<Dataset<Row>> lookedUp = Optional.empty();

    /** What of this is new since the earlier state, and what is gone. */
    private final Dataset<Row> landed;

    private final Dataset<Row> departed;

    /**
     * Reads of the ledger what changed.
     *
     * @param before the ledger's version that silver was last made from; empty: all lines count as new
     * @param ledger the ledger's version now
     */
    Bronze(Lake lake, Optional<Long> before, long ledger) {
        this.lake = lake;
        this.before = before;
        this.ledger = ledger;
        this.idDays = new KeyDays(lake, ID_DAYS, Deduplication.ID_HASH, FILES);
        if (before.isEmpty()) {
            this.landed = published();
            this.departed = landed.limit(0);
        } else {
            Dataset<Row> now = onlyIn(ledger, before.get());
            Dataset<Row> then = onlyIn(before.get(), ledger);
            this.landed = Kept.difference(now, then);
            this.departed = Kept.difference(then, now);
        }
    }

    /** The same lines, with the changes since another state of the ledger. */
    Bronze since(Optional<Long> earlier) {
        return earlier.equals(before) ? this : new Bronze(lake, earlier, ledger);
    }

    Dataset<Row> lines() {
        return ofLandings(lake.read(LINES), published());
    }

    /** The lines whose ids are among some hashes: a few, so that the object of each is looked up last. */
    Dataset<Row> linesOfIds(Dataset<Row> idHashes) {
        return ofLandings(Deduplication.fewOfIds(ofDaysOf(idHashes), idHashes), published());
    }

    /** The same lines, narrow, computed now; the ledger is only asked for objects that did not land since. */
    Dataset<Row> narrowLinesOfIds(Dataset<Row> idHashes) {
        Kept found = Kept.of(Deduplication.narrow(Deduplication.fewOfIds(ofDaysOf(idHashes), idHashes), LANDING[1]));
        Dataset<Row> committed = Deduplication.narrow(ofLandings(found.rows(), landingsOf(found)));
        return found.isInDriver() ? committed : Deduplication.kept(committed);
    }

    /** The lines of all days on which some ids may have one; all lines where there is no index that says so. */
    private Dataset<Row> ofDaysOf(Dataset<Row> idHashes) {
        Optional<Dataset<Row>> since = landedSinceIndex();
        if (since.isEmpty()) {
            return lake.read(LINES);
        }
        Set<Object> days = new HashSet<>(values(since.get(), DAY));
        Dataset<Row> known = Kept.of(idDays.among(idHashes)).rows();
        lookedUp = Optional.of(known);
        days.addAll(values(known, DAY));
        return lake.readWhere(LINES, col(DAY).isInCollection(days));
    }

    /** What landed since the index was written; empty where there is none, or its state of the ledger is gone. */
    private Optional<Dataset<Row>> landedSinceIndex() {
        Optional<Long> indexed = idDays.version().filter(version -> version <= ledger);
        return indexed.isPresent() && indexed.equals(before)
                ? Optional.of(landed)
                : indexed.flatMap(version -> lake.addedSince(FILES, version, ledger))
                        .map(files -> Deduplication.kept(published(files)));
    }

    /**
     * Brings the index of ids up to the ledger.
     *
     * @param arrived id_hash and received_day of the lines that landed since the earlier state
     */
    void updateIndex(Dataset<Row> arrived, Provenance provenance) {
        Optional<Dataset<Row>> since = landedSinceIndex();
        Dataset<Row> none = arrived.limit(0);
        if (since.isEmpty()) {
            idDays.rebuild(ledger, ids(lake.read(LINES)), lake.rows(LINES), provenance);
        } else if (since.get() == landed) {
            idDays.addUpTo(ledger, arrived, lookedUp.orElse(none), provenance);
        } else if (!InDriver.areNone(since.get())) {
            idDays.addUpTo(ledger, Deduplication.kept(ids(ofSome(since.get()))), none, provenance);
        }
    }

    private static Dataset<Row> ids(Dataset<Row> lines) {
        return lines.select(Deduplication.idHash(), col(DAY));
    }

    private Dataset<Row> landingsOf(Kept lines) {
        Optional<Column> isLanded = lines.isInDriver() ? InDriver.isAmong(landed, LANDING) : Optional.empty();
        boolean haveLanded =
                isLanded.isPresent() && InDriver.areNone(lines.rows().filter(not(isLanded.get())));
        if (haveLanded) {
            return landed;
        }
        Optional<Column> isOfObjects = lines.isInDriver() ? InDriver.isAmong(lines.rows(), PATH) : Optional.empty();
        return isOfObjects
                .map(isOfOne -> Deduplication.kept(published(lake, ledger).filter(isOfOne)))
                .orElseGet(this::published);
    }

    /** The lines that entered the ledger since. */
    Dataset<Row> added() {
        return ofSome(landed);
    }

    /**
     * The lines of some objects.
     *
     * @param rows with the objects' path
     */
    Dataset<Row> linesOf(Dataset<Row> rows) {
        return ofSome(Deduplication.kept(published().join(rows.select("path"), PATH, "left_semi")));
    }

    /** Whether there is an earlier state to compare with. */
    boolean hasBefore() {
        return before.isPresent();
    }

    /** Of rows with an object's path those whose object did not enter the ledger since. */
    Dataset<Row> earlier(Dataset<Row> rows) {
        return InDriver.isAmong(landed, PATH)
                .map(isLanded -> rows.filter(not(isLanded)))
                .orElseGet(() -> rows.join(broadcast(landed.select("path")), PATH, "left_anti"));
    }

    /** How many objects entered the ledger since. */
    long objectsAdded() {
        return InDriver.number(landed);
    }

    /** How many lines these objects have. */
    long linesAdded() {
        return InDriver.rows(landed.select(LINE_COUNT))
                .map(all -> all.stream().mapToLong(row -> row.getLong(0)).sum())
                .orElseGet(() ->
                        landed.agg(coalesce(sum(LINE_COUNT), lit(0L))).first().getLong(0));
    }

    /** Paths of the objects whose lines of then were replaced since. */
    List<String> replacedPaths() {
        return InDriver.collected(departed).stream()
                .map(row -> row.getString(0))
                .distinct()
                .toList();
    }

    private Dataset<Row> published() {
        published = Optional.of(published.orElseGet(() -> Deduplication.kept(published(lake, ledger))));
        return published.get();
    }

    private static Dataset<Row> published(Lake lake, long version) {
        return published(lake.readIfKept(FILES, version)
                .orElseThrow(() -> new IllegalStateException("Version " + version + " of " + FILES + " is gone")));
    }

    private static Dataset<Row> published(Dataset<Row> files) {
        return files.filter(col("status").isin("COMMITTED", "PARTIAL")).select(LANDING[0], LANDING[1], DAY, LINE_COUNT);
    }

    /** The landings in the ledger's files that another state does not have: all that differ are among them. */
    private Dataset<Row> onlyIn(long version, long other) {
        return Deduplication.kept(published(lake.rowsOnlyIn(FILES, version, other)));
    }

    /** Looks only into files of the landings' days and batches. */
    private Dataset<Row> ofSome(Dataset<Row> landings) {
        Column isOfDays = col(DAY).isInCollection(values(landings, DAY));
        Column isOfBatches = col(LANDING[1]).isInCollection(values(landings, LANDING[1]));
        return ofLandings(lake.readWhere(LINES, isOfDays.and(isOfBatches)), landings);
    }

    private static List<Object> values(Dataset<Row> landings, String column) {
        Dataset<Row> values = landings.select(column);
        return InDriver.rows(values).orElseGet(() -> values.distinct().collectAsList()).stream()
                .map(row -> row.get(0))
                .distinct()
                .toList();
    }

    private static Dataset<Row> ofLandings(Dataset<Row> lines, Dataset<Row> landings) {
        return InDriver.isAmong(landings, LANDING)
                .map(lines::filter)
                .orElseGet(() -> lines.join(broadcast(landings.drop(DAY, LINE_COUNT)), LANDING, "left_semi"));
    }
}
