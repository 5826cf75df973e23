package sparkjoy.backfill;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.backfill.Entry.Step;
import sparkjoy.error.UserError;
import sparkjoy.lake.Lake;
import sparkjoy.lake.Provenance;
import sparkjoy.lease.Lease;
import sparkjoy.run.Days;
import sparkjoy.run.Job;
import sparkjoy.run.Workspace;

/**
 * Gives the days of the last promotion the rows that they had before it.
 *
 * <p>Each table gets back what it had seen, too: what has changed since then is recomputed by the next run.
 *
 * @param workspace over the lake of the live tables
 * @param jobs of the pipeline
 */
public record Rollback(Workspace workspace, List<Job> jobs) {

    /**
     * Takes the promotion back.
     *
     * @return what was taken back, in a sentence
     * @throws UserError where nothing was promoted, or its earlier rows are beyond retention
     */
    public String run() {
        try (Lease lease = BackfillLease.take(workspace)) {
            StagedTables tables = StagedTables.newest(workspace, jobs);
            Backfill backfill = tables.backfill();
            Entry promotion = backfill.promotion()
                    .orElseThrow(() -> new UserError("The backfill " + backfill.id()
                            + " has not been promoted, or was rolled back already: there is nothing to undo."));
            Map<String, Dataset<Row>> before = new HashMap<>();
            tables.names().forEach(table -> before.put(table, before(tables, table, promotion)));
            for (Job job : tables.jobs()) {
                tables.alone(
                        job, live -> job.writes().forEach(table -> restore(live, table, before.get(table), promotion)));
            }
            new Journal(workspace.withLease(lease)).note(backfill, Step.ROLLED_BACK, backfill.days());
            return String.format(
                    "ROLLED BACK: %s have their previous rows in %s.",
                    String.join(", ", tables.names()), Days.text(backfill.days().all()));
        }
    }

    private Dataset<Row> before(StagedTables tables, String table, Entry promotion) {
        long version = promotion.versions().get(table);
        if (version < 0) {
            return tables.staged(table).limit(0);
        }
        return workspace
                .lake()
                .readIfKept(table, version)
                .map(rows -> rows.filter(promotion.days().contain("event_date")))
                .orElseThrow(() -> new UserError(String.format(
                        "%s can no longer be read as it was before the promotion of %s (version %d): maintenance has"
                                + " removed it. joy backfill recomputes its days.",
                        table, promotion.at(), version)));
    }

    private void restore(Lake live, String table, Dataset<Row> rows, Entry promotion) {
        Optional<Provenance> before =
                live.lastProvenance(table, promotion.versions().get(table));
        live.replaceDays(
                table,
                promotion.days().all(),
                rows,
                Provenance.ofRun(
                                workspace.provenance().runId(),
                                before.map(Provenance::specHash).orElse(""))
                        .withInputs(before.map(Provenance::inputs).orElse(Map.of())));
    }
}
