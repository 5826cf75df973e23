package sparkjoy.bronze;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import sparkjoy.lake.Lake;
import sparkjoy.lease.Lease;
import sparkjoy.run.Amount;
import sparkjoy.run.Job;
import sparkjoy.run.Outcome;
import sparkjoy.run.Workspace;
import sparkjoy.source.LogFile;
import sparkjoy.spec.Source;

/**
 * Reads the objects of refused lines again, as they lie there now and by the rules and limits of today. Where the outcome
 * is another one, the object's rows take the place of its earlier ones, as those of a changed object do; what is still
 * refused stays OPEN, the rest is REPLAYED. Replayed twice, nothing changes the second time.
 */
public record Replay(QuarantineFilter filter) implements Job {
    @Override
    public String name() {
        return "replay";
    }

    @Override
    public String contract() {
        return "Reads the objects of refused lines again and ingests what is valid under the current rules.";
    }

    @Override
    public List<String> reads() {
        return List.of();
    }

    @Override
    public List<String> writes() {
        return List.of(BronzeTables.LINES, BronzeTables.QUARANTINE, Ledger.TABLE);
    }

    @Override
    public boolean managesOwnLeases() {
        return true;
    }

    @Override
    public Outcome run(Workspace workspace) {
        Lake lake = workspace.lake();
        long before = open(lake);
        List<BatchReport> reports = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (String name : workspace.sources()) {
            try (Lease lease = Ingest.lease(workspace, name)) {
                Workspace own = workspace.withLease(lease);
                Ingest.recover(own, name);
                reports.addAll(replay(own, name, lease.generation(), notes));
            }
        }
        long after = open(lake);
        notes.add(
                Amount.of(before - after, "entry closed", "entries closed") + String.format(", %,d still OPEN", after));
        Receipt receipt = new Receipt(reports);
        return receipt.outcome(lake, workspace.spec().thresholds(), receipt.replayed(), notes);
    }

    private long open(Lake lake) {
        return Refusals.of(lake, filter.open()).count();
    }

    private List<BatchReport> replay(Workspace workspace, String name, long generation, List<String> notes) {
        Source source = workspace.spec().sources().get(name);
        Configuration hadoop = workspace.spark().sessionState().newHadoopConf();
        List<LogFile> present = new ArrayList<>();
        List<String> left = new ArrayList<>();
        for (Row object : objects(workspace.lake(), name)) {
            String path = object.getString(2);
            Optional<LocalDate> day = Optional.ofNullable(object.getDate(1)).map(java.sql.Date::toLocalDate);
            Optional<LogFile> file = day.flatMap(found -> LogFile.at(hadoop, object.getString(0), found, path));
            file.ifPresent(present::add);
            if (day.isPresent() && file.isEmpty()) {
                notes.add(path + " does not exist or may not be read: what was ingested of it stays");
            } else if (day.isEmpty() && LogFile.isGone(hadoop, path)) {
                left.add(path);
            }
        }
        close(workspace, left);
        List<LogFile> changed = new Examination(workspace, source, present).changed();
        if (changed.isEmpty()) {
            return List.of();
        }
        LocalDate first = changed.stream()
                .map(LogFile::receivedDay)
                .min(LocalDate::compareTo)
                .orElseThrow();
        Ledger ledger = Ledger.since(workspace.lake(), first);
        return Batch.bounded(changed, source)
                .map(files -> Batch.inPlace(name, generation, files, ledger))
                .map(batch -> new Intake(workspace, source, batch).take())
                .toList();
    }

    private List<Row> objects(Lake lake, String source) {
        return Refusals.of(lake, filter.open())
                .filter(col("batch_id").rlike("^" + Batch.idPattern(source) + "$"))
                .select("source_id", "received_day", "path")
                .distinct()
                .orderBy("received_day", "path")
                .collectAsList();
    }

    /** What lay at a place where Segment puts none is no longer there; where it lies now, ingest finds it. */
    private static void close(Workspace workspace, List<String> left) {
        if (!left.isEmpty()) {
            Lake lake = workspace.lake();
            Column isLeft = col("path").isInCollection(left);
            lake.update(
                    BronzeTables.QUARANTINE,
                    isLeft.and(col("status").equalTo("OPEN")),
                    Map.of("status", lit("REPLAYED")),
                    workspace.provenance());
            lake.update(
                    Ledger.TABLE,
                    isLeft,
                    Map.of("status", lit(FileStatus.REPLACED.name())),
                    workspace.provenance().ofSources(Marks.of(lake).bySource()));
        }
    }
}
