package sparkjoy.bronze;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import sparkjoy.lake.Lake;
import sparkjoy.lake.Observed;
import sparkjoy.lake.Provenance;
import sparkjoy.run.Workspace;
import sparkjoy.source.LogFile;
import sparkjoy.source.LogFileList;
import sparkjoy.spec.Source;

/**
 * Takes one batch in: rows, then refusals, then the ledger. The ledger's commit is what makes the batch exist and ends
 * what it takes the place of; whatever a crash leaves before it is removed by the next run. Only then do the earlier
 * rows leave the tables, so that a crash never leaves an object without any.
 *
 * <p>The objects are read once. What the reader reports about each object, and its first faults, are observed while the rows
 * are written; only an object with more faults is read again for them.
 */
final class Intake {
    private static final long OBSERVED_FAULTS = 20;

    private final Workspace workspace;
    private final Source source;
    private final Batch batch;
    private final Provenance provenance;
    private final FileRules rules;

    Intake(Workspace workspace, Source source, Batch batch) {
        this.workspace = workspace;
        this.source = source;
        this.batch = batch;
        this.provenance = workspace.provenance().ofBatch(batch.id());
        this.rules = new FileRules(workspace.spec().thresholds(), source.onBrokenFile());
    }

    BatchReport take() {
        Lake lake = workspace.lake();
        Observed observed = writeRows(lake);
        List<FileTally> tallies =
                observed.rows("files").stream().map(FileTally::of).toList();
        withhold(lake, tallies);
        BatchReport report = report(tallies, observed);
        Dataset<Row> refused =
                new Quarantine(workspace.spark(), report).rows(faults(observed, tallies), manyFaults(tallies));
        lake.append(BronzeTables.QUARANTINE, refused, provenance);
        new LedgerEntries(workspace, batch).write(report, provenance);
        if (batch.isReplacement()) {
            new ReplacedRows(lake, provenance).remove(batch.id());
        }
        return report;
    }

    /** What cannot be read now does not take the place of what could be read before. */
    private BatchReport report(List<FileTally> tallies, Observed observed) {
        Map<Boolean, List<FileTally>> byUnread = tallies.stream()
                .collect(Collectors.partitioningBy(tally -> batch.isReplacement() && tally.isUnreadable()));
        Map<String, String> causes = observed.rows("faults").stream()
                .filter(fault -> fault.getAs("line_number") == null)
                .collect(Collectors.toMap(fault -> fault.getAs("path"), fault -> fault.getAs("fault_detail")));
        return new BatchReport(batch, byUnread.get(false), byUnread.get(true), rules, causes);
    }

    private Observed writeRows(Lake lake) {
        if (batch.files().isEmpty()) {
            return Observed.nothing("files", "faults");
        }
        Observation observation = new Observation();
        Column isFault = col("fault_reason").isNotNull();
        Dataset<Row> rows = read(batch.paths(), true)
                .observe(
                        observation,
                        collect_list(when(col("file").isNotNull(), struct(col("path"), col("file"))))
                                .as("files"),
                        collect_list(when(
                                        isFault.and(col("fault_number").leq(OBSERVED_FAULTS)),
                                        struct(Quarantine.FAULT)))
                                .as("faults"))
                .filter("payload IS NOT NULL")
                .withColumn("batch_id", lit(batch.id()));
        lake.append(BronzeTables.LINES, rows, provenance);
        return Observed.in(observation);
    }

    private void withhold(Lake lake, List<FileTally> tallies) {
        List<String> withheld = tallies.stream()
                .filter(tally -> tally.rows() + tally.withdrawn() > 0)
                .filter(tally -> rules.withheldFor(tally).isPresent())
                .map(FileTally::path)
                .toList();
        Column isWithheld = tallies.stream()
                .filter(tally -> tally.withdrawn() > 0 && !withheld.contains(tally.path()))
                .map(tally ->
                        col("path").equalTo(tally.path()).and(col("line_number").gt(tally.lastLine())))
                .reduce(col("path").isInCollection(withheld), Column::or);
        if (!withheld.isEmpty() || tallies.stream().anyMatch(tally -> tally.withdrawn() > 0)) {
            lake.delete(BronzeTables.LINES, col("batch_id").equalTo(batch.id()).and(isWithheld), provenance);
        }
    }

    /** The observed faults that count. */
    private static List<Row> faults(Observed observed, List<FileTally> tallies) {
        Map<String, FileTally> byPath =
                tallies.stream().collect(Collectors.toMap(FileTally::path, Function.identity()));
        return observed.rows("faults").stream()
                .filter(fault -> byPath.get(fault.<String>getAs("path")).counts(fault))
                .toList();
    }

    /** All faults of the objects that have more than were observed. */
    private Optional<Dataset<Row>> manyFaults(List<FileTally> tallies) {
        List<String> paths = tallies.stream()
                .filter(tally -> tally.faults() + 1 > OBSERVED_FAULTS)
                .map(FileTally::path)
                .toList();
        return paths.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        read(paths, false).filter("fault_reason IS NOT NULL AND fault_number > " + OBSERVED_FAULTS));
    }

    private Dataset<Row> read(List<String> paths, boolean withSummaries) {
        List<LogFile> files = batch.files().stream()
                .filter(file -> paths.contains(file.path()))
                .toList();
        return read(workspace, source, files, withSummaries);
    }

    /** The objects as the source's limits let the reader see them. */
    static Dataset<Row> read(Workspace workspace, Source source, List<LogFile> files, boolean withSummaries) {
        return workspace
                .spark()
                .read()
                .format("segment-logs")
                .option("files", LogFileList.toJson(files))
                .option("format", source.format().name())
                .option("summaries", withSummaries)
                .option("maxLineBytes", source.maxLineBytes())
                .option("maxDepth", source.maxDepth())
                .load();
    }
}
