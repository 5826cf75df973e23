package sparkjoy.backfill;

import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.error.UserError;
import sparkjoy.lake.Lake;
import sparkjoy.lease.Lease;
import sparkjoy.run.Job;
import sparkjoy.run.Workspace;

/**
 * The tables of the last staged backfill, live and staged.
 *
 * @param workspace over the lake of the live tables
 * @param jobs that the backfill recomputed days of
 */
record StagedTables(Workspace workspace, List<Job> jobs, Backfill backfill) {

    /**
     * @param jobs of the pipeline
     * @throws UserError where no backfill was staged
     */
    static StagedTables newest(Workspace workspace, List<Job> jobs) {
        Backfill backfill = new Journal(workspace)
                .newest(true)
                .orElseThrow(
                        () -> new UserError("Nothing is staged: run joy backfill --from DAY --to DAY --stage first."));
        List<Job> staged = jobs.stream()
                .filter(job -> backfill.started().jobs().contains(job.name()))
                .toList();
        return new StagedTables(workspace, staged, backfill);
    }

    /** The same, all of whose days are staged. */
    StagedTables finished() {
        if (!backfill.isFinished()) {
            throw new UserError(String.format(
                    "The staged backfill %s stopped before %s: run joy backfill --from %s --to %s --stage"
                            + " again: it resumes there.",
                    backfill.id(),
                    backfill.pending().isEmpty()
                            ? "its end"
                            : backfill.pending().first(),
                    backfill.days().from(),
                    backfill.days().to()));
        }
        return this;
    }

    List<String> names() {
        return jobs.stream().flatMap(job -> job.writes().stream()).toList();
    }

    Lake stage() {
        return Stage.of(workspace.lake(), backfill);
    }

    /** The staged rows of the backfill's days. */
    Dataset<Row> staged(String table) {
        return stage().read(table).filter(backfill.days().contain("event_date"));
    }

    /** Writes to the tables of a job while no live run of it can. */
    void alone(Job job, Consumer<Lake> write) {
        try (Lease lease = workspace.leases().take("job." + job.name(), "the job " + job.name())) {
            write.accept(workspace.withLease(lease).lake());
        }
    }
}
