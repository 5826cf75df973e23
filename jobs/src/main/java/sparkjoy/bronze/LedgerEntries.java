package sparkjoy.bronze;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.sql.Date;
import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import sparkjoy.lake.Lake;
import sparkjoy.lake.Provenance;
import sparkjoy.lake.Selection;
import sparkjoy.lake.SourceMark;
import sparkjoy.run.Workspace;
import sparkjoy.source.LogFile;
import sparkjoy.source.Misplaced;

/**
 * The rows of bronze.files that a batch makes; their commit is the batch's commit. A version that lands once more still
 * has one row, which says how it was last ingested.
 */
record LedgerEntries(Workspace workspace, Batch batch) {
    private static final String[] VERSION = {"path", "version"};

    /** Enters what a batch brought. */
    void write(BatchReport report, Provenance provenance) {
        Lake lake = workspace.lake();
        Map<String, LogFile> files = report.filesByPath();
        Dataset<Row> entries = table(Stream.concat(
                        report.tallies().stream().map(tally -> entry(files.get(tally.path()), tally, report.rules())),
                        batch.misplaced().stream().map(this::entry))
                .toList());
        Map<String, Long> seen = Map.of(
                BronzeTables.LINES,
                lake.version(BronzeTables.LINES),
                BronzeTables.QUARANTINE,
                lake.version(BronzeTables.QUARANTINE));
        Marks marks = Marks.of(lake);
        SourceMark mark = marks.mark(batch.source()).after(batch.id(), seen);
        Provenance complete =
                provenance.ofSources(marks.with(batch.source(), mark).bySource());
        List<String> paths = report.tallies().stream().map(FileTally::path).toList();
        if (batch.isReplacement() && !paths.isEmpty()) {
            lake.replace(Ledger.TABLE, Selection.of("path", paths), inPlaceOf(earlier(paths), entries), complete);
        } else {
            lake.append(Ledger.TABLE, entries, complete);
        }
    }

    /** Enters versions that were seen and not taken in. */
    void writeKeptOut(Provenance provenance) {
        Dataset<Row> entries = table(batch.files().stream().map(this::keptOut).toList());
        Lake lake = workspace.lake();
        lake.append(Ledger.TABLE, entries, provenance.ofSources(Marks.of(lake).bySource()));
    }

    private Dataset<Row> earlier(List<String> paths) {
        return workspace.lake().read(Ledger.TABLE).filter(col("path").isInCollection(paths));
    }

    /** The new entries, seen first when they were, and the other versions of their objects, which no longer stand. */
    private static Dataset<Row> inPlaceOf(Dataset<Row> earlier, Dataset<Row> entries) {
        Dataset<Row> seen = broadcast(
                earlier.select(col("path"), col("version"), col("first_seen_at").as("seen")));
        Dataset<Row> landed = entries.join(seen, VERSION, "left")
                .withColumn("first_seen_at", coalesce(col("seen"), col("first_seen_at")))
                .drop("seen");
        Dataset<Row> replaced = earlier.join(broadcast(entries.select("path", "version")), VERSION, "left_anti")
                .withColumn("status", lit(FileStatus.REPLACED.name()));
        return landed.unionByName(replaced).coalesce(1);
    }

    private Dataset<Row> table(List<Row> rows) {
        return workspace
                .spark()
                .createDataFrame(
                        rows,
                        workspace
                                .lake()
                                .contracts()
                                .find(Ledger.TABLE)
                                .orElseThrow()
                                .schema())
                .coalesce(1);
    }

    private Row entry(LogFile file, FileTally tally, FileRules rules) {
        return RowFactory.create(
                file.sourceId(),
                file.path(),
                file.version(),
                Date.valueOf(file.receivedDay()),
                file.size(),
                new Timestamp(file.modifiedAt()),
                rules.status(tally).name(),
                tally.lines(),
                rules.publishedRows(tally),
                rules.quarantinedLines(tally),
                tally.bytesUncompressed(),
                batch.id(),
                now(),
                now(),
                rules.reason(tally).orElse(null));
    }

    private Row keptOut(LogFile file) {
        return unread(file.sourceId(), file.path(), file.version(), Optional.of(file), Ledger.EARLIER_VERSION_KEPT);
    }

    private Row entry(Misplaced object) {
        String reason = object.fault().name();
        return unread(object.sourceId(), object.path(), Ledger.NO_VERSION, Optional.empty(), reason);
    }

    /** An object of which nothing was read; only of a file in a day's folder more is known. */
    private Row unread(String sourceId, String path, String version, Optional<LogFile> file, String reason) {
        return RowFactory.create(
                sourceId,
                path,
                version,
                file.map(found -> Date.valueOf(found.receivedDay())).orElse(null),
                file.map(LogFile::size).orElse(null),
                file.map(found -> new Timestamp(found.modifiedAt())).orElse(null),
                FileStatus.QUARANTINED.name(),
                0L,
                0L,
                0L,
                0L,
                batch.id(),
                now(),
                now(),
                reason);
    }

    private Timestamp now() {
        return Timestamp.from(workspace.clock().instant());
    }
}
