package sparkjoy.bronze;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.sql.Date;
import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import sparkjoy.lake.Lake;
import sparkjoy.lake.Provenance;
import sparkjoy.run.Workspace;
import sparkjoy.source.LogFile;
import sparkjoy.source.Misplaced;

/** The rows of bronze.files that a batch makes; their commit is the batch's commit. */
record LedgerEntries(Workspace workspace, Batch batch, BatchReport report) {

    void write(Provenance provenance) {
        Lake lake = workspace.lake();
        Map<String, LogFile> files = report.filesByPath();
        List<Row> rows = Stream.concat(
                        report.tallies().stream().map(tally -> entry(files.get(tally.path()), tally)),
                        batch.misplaced().stream().map(this::entry))
                .toList();
        Dataset<Row> entries = workspace
                .spark()
                .createDataFrame(
                        rows, lake.contracts().find(Ledger.TABLE).orElseThrow().schema())
                .coalesce(1);
        Provenance complete = provenance.of(
                Map.of(Intake.LINES, lake.version(Intake.LINES), Intake.QUARANTINE, lake.version(Intake.QUARANTINE)));
        if (batch.isReplacement()) {
            lake.replace(Ledger.TABLE, Intake.sqlPaths(batch.paths()), entries.union(earlier(lake)), complete);
        } else {
            lake.append(Ledger.TABLE, entries, complete);
        }
    }

    /** The earlier versions of the batch's objects, which are no longer published. */
    private Dataset<Row> earlier(Lake lake) {
        return lake.read(Ledger.TABLE)
                .filter(col("path").isInCollection(batch.paths()))
                .withColumn(
                        "status",
                        when(col("status").isin("COMMITTED", "PARTIAL"), lit("REPLACED"))
                                .otherwise(col("status")));
    }

    private Row entry(LogFile file, FileTally tally) {
        boolean isWithheld = report.isWithheld(tally);
        return RowFactory.create(
                file.sourceId(),
                file.path(),
                file.version(),
                Date.valueOf(file.receivedDay()),
                file.size(),
                new Timestamp(file.modifiedAt()),
                report.status(tally).name(),
                tally.lines(),
                isWithheld ? 0L : tally.rows(),
                report.quarantinedLines(tally),
                tally.bytesUncompressed(),
                batch.id(),
                now(),
                now(),
                tally.fault().map(Enum::name).orElse(isWithheld ? "TOO_MANY_REFUSED_LINES" : null));
    }

    private Row entry(Misplaced object) {
        return RowFactory.create(
                object.sourceId(),
                object.path(),
                Intake.NO_VERSION,
                null,
                null,
                null,
                FileStatus.QUARANTINED.name(),
                0L,
                0L,
                0L,
                0L,
                batch.id(),
                now(),
                now(),
                object.fault().name());
    }

    private Timestamp now() {
        return Timestamp.from(workspace.clock().instant());
    }
}
