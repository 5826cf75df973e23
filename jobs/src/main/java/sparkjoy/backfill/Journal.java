package sparkjoy.backfill;

import java.sql.Date;
import java.sql.Timestamp;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import sparkjoy.backfill.Entry.Step;
import sparkjoy.run.Days;
import sparkjoy.run.Workspace;

/** What the backfills of a pipeline have done, in ops.backfills; written only by whoever holds the pipeline's lease. */
record Journal(Workspace workspace) {
    private static final String TABLE = "ops.backfills";

    /** The last backfill that was begun, staged or not. */
    Optional<Backfill> newest(boolean isStaged) {
        List<Entry> entries = entries();
        Optional<Entry> started = entries.stream()
                .filter(entry -> entry.step() == Step.STARTED && entry.isStaged() == isStaged)
                .reduce((earlier, later) -> later);
        return started.map(start -> new Backfill(
                start,
                entries.stream()
                        .filter(entry -> entry.backfill().equals(start.backfill()) && entry.step() != Step.STARTED)
                        .toList()));
    }

    /** Begins a backfill under this run's id. */
    Backfill start(List<String> jobs, Days days, boolean isStaged, Map<String, Long> versions) {
        String run = workspace.provenance().runId();
        Entry entry = new Entry(
                run,
                Step.STARTED,
                workspace.clock().instant(),
                workspace.pipeline(),
                jobs,
                days,
                isStaged,
                workspace.provenance().specHash(),
                run,
                versions);
        write(entry);
        return new Backfill(entry, List.of());
    }

    /** Writes down that this run has done a step. */
    void note(Backfill backfill, Step step, Days days, Map<String, Long> versions) {
        write(backfill.started()
                .then(
                        step,
                        days,
                        workspace.clock().instant(),
                        workspace.provenance().runId(),
                        versions));
    }

    void note(Backfill backfill, Step step, Days days) {
        note(backfill, step, days, Map.of());
    }

    private List<Entry> entries() {
        if (!workspace.lake().exists(TABLE)) {
            return List.of();
        }
        return workspace.lake().read(TABLE).collectAsList().stream()
                .map(Journal::entry)
                .filter(entry -> entry.pipeline().equals(workspace.pipeline()))
                .sorted(Comparator.comparing(Entry::at).thenComparing(Entry::step))
                .toList();
    }

    private static Entry entry(Row row) {
        return new Entry(
                row.getString(0),
                Step.valueOf(row.getString(1)),
                row.getTimestamp(2).toInstant(),
                row.getString(3),
                row.getList(4),
                new Days(row.getDate(5).toLocalDate(), row.getDate(6).toLocalDate()),
                row.getBoolean(7),
                row.getString(8),
                row.getString(9),
                row.getJavaMap(10));
    }

    private void write(Entry entry) {
        Row row = RowFactory.create(
                entry.backfill(),
                entry.step().name(),
                Timestamp.from(entry.at()),
                entry.pipeline(),
                entry.jobs().toArray(String[]::new),
                Date.valueOf(entry.days().from()),
                Date.valueOf(entry.days().to()),
                entry.isStaged(),
                entry.specHash(),
                entry.runId(),
                entry.versions());
        var schema = workspace.lake().contracts().find(TABLE).orElseThrow().schema();
        workspace
                .lake()
                .append(
                        TABLE,
                        workspace.spark().createDataFrame(List.of(row), schema).coalesce(1),
                        workspace.provenance());
    }
}
