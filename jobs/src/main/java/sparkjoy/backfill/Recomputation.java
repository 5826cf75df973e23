package sparkjoy.backfill;

import static org.apache.spark.sql.functions.col;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.backfill.Entry.Step;
import sparkjoy.error.UserError;
import sparkjoy.lake.Lake;
import sparkjoy.lease.Lease;
import sparkjoy.run.Days;
import sparkjoy.run.Job;
import sparkjoy.run.PipelineRun;
import sparkjoy.run.RunResult;
import sparkjoy.run.RunResult.Status;
import sparkjoy.run.Workspace;

/**
 * Recomputes the days of tables one after the other, each in a run of its own, and writes down each: stopped at any
 * moment, the next one of the same days under the same rules goes on there.
 *
 * @param workspace over the lake of the live tables
 * @param jobs that work by event day, in dependency order
 * @param followers jobs that take what these write as a whole, such as views; not for a staging lake
 */
public record Recomputation(Workspace workspace, List<Job> jobs, List<Job> followers) {
    private static final String EVENTS = "silver.events";

    /**
     * Recomputes what is left of the days.
     *
     * @param isStaged into a staging lake, for `joy diff` and `joy promote`
     * @param isFresh without what an unfinished backfill has done
     * @param allowsEmpty days that have rows may become empty
     */
    public BackfillResult run(Days days, boolean isStaged, boolean isFresh, boolean allowsEmpty) {
        try (Lease lease = BackfillLease.take(workspace)) {
            requireInput(days, allowsEmpty);
            Journal journal = new Journal(workspace.withLease(lease));
            Optional<Backfill> unfinished =
                    journal.newest(isStaged).filter(last -> !isFresh && !last.isFinished() && isSame(last, days));
            Backfill backfill = unfinished.orElseGet(() -> begin(journal, days, isStaged));
            NavigableSet<LocalDate> pending = backfill.pending();
            NavigableSet<LocalDate> earlier = new TreeSet<>(days.all());
            earlier.removeAll(pending);
            if (!earlier.isEmpty()) {
                say("resumes " + backfill.id() + ", which already recomputed " + Days.text(earlier));
            }
            boolean isPartial = recompute(backfill, journal, pending);
            return new BackfillResult(backfill.id(), names(), isStaged, pending, earlier, isPartial);
        }
    }

    private boolean isSame(Backfill last, Days days) {
        return last.days().equals(days)
                && last.started().jobs().equals(names())
                && last.started().specHash().equals(workspace.provenance().specHash());
    }

    private Backfill begin(Journal journal, Days days, boolean isStaged) {
        Lake lake = workspace.lake();
        if (isStaged) {
            journal.newest(true).ifPresent(old -> Stage.of(lake, old).remove());
        }
        return journal.start(names(), days, isStaged, isStaged ? Stage.versions(lake) : Map.of());
    }

    private boolean recompute(Backfill backfill, Journal journal, NavigableSet<LocalDate> pending) {
        boolean isStaged = backfill.started().isStaged();
        Workspace target = isStaged ? workspace.withLake(Stage.of(workspace.lake(), backfill)) : workspace;
        String trigger = "backfill " + backfill.id();
        boolean isPartial = false;
        Estimate estimate = new Estimate(pending.size());
        for (LocalDate day : pending) {
            Days one = Days.of(day);
            isPartial |= isPartial(new PipelineRun(target.withDays(one), trigger).run(jobs));
            journal.note(backfill, Step.RECOMPUTED, one);
            say(day + " done, " + estimate.afterOneMore());
        }
        if (!isStaged && !followers.isEmpty()) {
            isPartial |= isPartial(new PipelineRun(workspace, trigger).run(followers));
        }
        journal.note(backfill, Step.FINISHED, backfill.days());
        return isPartial;
    }

    private static boolean isPartial(RunResult result) {
        return result.status() == Status.PARTIAL;
    }

    /** A day whose events are gone is rather a fault than a wish; a range without any is a mistake. */
    private void requireInput(Days days, boolean allowsEmpty) {
        if (allowsEmpty) {
            return;
        }
        Lake lake = workspace.lake();
        NavigableSet<LocalDate> present = daysOf(lake.read(EVENTS));
        NavigableSet<LocalDate> empty = new TreeSet<>(days.all());
        empty.removeAll(present);
        jobs.stream()
                .flatMap(job -> job.writes().stream())
                .filter(lake::exists)
                .forEach(table -> requireNothingToLose(table, empty));
        if (empty.size() == days.all().size()) {
            throw new UserError("There are no events from " + days.from() + " to " + days.to() + ": " + EVENTS
                    + " has " + (present.isEmpty() ? "none at all" : present.first() + " to " + present.last())
                    + ". Give days that it has.");
        }
    }

    private void requireNothingToLose(String table, NavigableSet<LocalDate> empty) {
        Map<LocalDate, Long> rows = empty.isEmpty()
                ? Map.of()
                : workspace
                        .lake()
                        .read(table)
                        .filter(col("event_date").isInCollection(empty))
                        .groupBy("event_date")
                        .count()
                        .collectAsList()
                        .stream()
                        .collect(Collectors.toMap(row -> row.getDate(0).toLocalDate(), row -> row.getLong(1)));
        if (!rows.isEmpty()) {
            throw new UserError(table + " would lose its " + String.format("%,d", total(rows)) + " rows of "
                    + Days.text(new TreeSet<>(rows.keySet())) + ": " + EVENTS
                    + " has no rows for them. Find out why, or pass --allow-empty if this is intended.");
        }
    }

    private static long total(Map<LocalDate, Long> rows) {
        return rows.values().stream().mapToLong(Long::longValue).sum();
    }

    private static NavigableSet<LocalDate> daysOf(Dataset<Row> rows) {
        return rows.select("event_date").distinct().collectAsList().stream()
                .map(row -> row.getDate(0).toLocalDate())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private List<String> names() {
        return jobs.stream().map(Job::name).toList();
    }

    private void say(String text) {
        workspace.progress().say("backfill: " + text);
    }
}
