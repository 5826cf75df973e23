package sparkjoy.backfill;

import static org.apache.spark.sql.functions.not;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sparkjoy.backfill.Entry.Step;
import sparkjoy.error.UserError;
import sparkjoy.lake.Lake;
import sparkjoy.lake.Provenance;
import sparkjoy.lease.Lease;
import sparkjoy.run.Days;
import sparkjoy.run.Job;
import sparkjoy.run.Workspace;

/**
 * Brings the days of a finished staging lake into the live tables, one after the other, and writes down each: stopped at
 * any moment, the next promotion goes on there.
 *
 * @param workspace over the lake of the live tables
 * @param jobs of the pipeline
 */
public record Promotion(Workspace workspace, List<Job> jobs) {
    private static final String EVENTS = "silver.events";

    /**
     * Makes the staged days live.
     *
     * @param accepts differences above the specification's gates
     * @return what is live now, in a sentence
     * @throws UserError where a gate refuses, or days have got other events since they were staged
     */
    public String promote(boolean accepts) {
        try (Lease lease = BackfillLease.take(workspace)) {
            Journal journal = new Journal(workspace.withLease(lease));
            StagedTables tables = StagedTables.newest(workspace, jobs).finished();
            Backfill backfill = tables.backfill();
            if (backfill.isPromoted()) {
                throw new UserError("The backfill " + backfill.id() + " is promoted already; joy rollback undoes it.");
            }
            requireSameEvents(backfill);
            if (backfill.promotion().isEmpty()) {
                requireGates(new StageComparison(tables).differences(), accepts);
                journal.note(backfill, Step.PROMOTING, backfill.days(), versions(tables));
            }
            NavigableSet<LocalDate> days =
                    StagedTables.newest(workspace, jobs).backfill().unpromoted();
            for (LocalDate day : days) {
                bringOver(tables, day, day.equals(days.last()));
                journal.note(backfill, Step.PROMOTED_DAY, Days.of(day));
                workspace.progress().say("promote: " + day + " done");
            }
            journal.note(backfill, Step.PROMOTED, backfill.days());
            return String.format(
                    "PROMOTED: %s of %s are live; joy rollback can undo this within %d days.",
                    String.join(", ", tables.names()),
                    Days.text(backfill.days().all()),
                    workspace.spec().retention().history().toDays());
        }
    }

    private static void requireGates(Differences differences, boolean accepts) {
        if (!accepts && !differences.broken().isEmpty()) {
            throw new UserError(DifferencesText.refusal(differences));
        }
    }

    /** A live run may have taken in what the stage has not seen. */
    private void requireSameEvents(Backfill backfill) {
        Lake lake = workspace.lake();
        NavigableSet<LocalDate> days = backfill.days().all();
        NavigableSet<LocalDate> changed = lake.changedDays(EVENTS, shared(backfill), lake.version(EVENTS))
                .map(TreeSet::new)
                .orElseGet(() -> new TreeSet<>(days));
        changed.retainAll(days);
        if (!changed.isEmpty()) {
            throw new UserError("Events of " + Days.text(changed) + " have changed since they were staged: run joy"
                    + " backfill --stage again, so that none of them is lost.");
        }
    }

    private Map<String, Long> versions(StagedTables tables) {
        return tables.names().stream().collect(Collectors.toMap(Function.identity(), workspace.lake()::version));
    }

    private static void bringOver(StagedTables tables, LocalDate day, boolean isLast) {
        NavigableSet<LocalDate> one = Days.of(day).all();
        for (Job job : tables.jobs()) {
            tables.alone(job, live -> job.writes()
                    .forEach(table -> live.replaceDays(
                            table,
                            one,
                            tables.staged(table).filter(Days.of(day).contain("event_date")),
                            provenance(live, table, tables, isLast))));
        }
    }

    /**
     * What the table has seen, with the staged days in it: the events that both have seen. The staged rules become the
     * table's when no day under other rules is left.
     */
    private static Provenance provenance(Lake live, String table, StagedTables tables, boolean isLast) {
        String runId = tables.workspace().provenance().runId();
        String rules = tables.backfill().started().specHash();
        long staged = shared(tables.backfill());
        Optional<Provenance> before = live.lastProvenance(table);
        boolean isUnderStagedRules =
                before.filter(known -> known.specHash().equals(rules)).isPresent();
        if (isLast
                && !isUnderStagedRules
                && isWhole(live, table, tables.backfill().days())) {
            return Provenance.ofRun(runId, rules).withInputs(Map.of(EVENTS, staged));
        }
        Optional<Long> seen = before.map(known -> known.inputs().get(EVENTS)).map(version -> Math.min(version, staged));
        return Provenance.ofRun(runId, before.map(Provenance::specHash).orElse(""))
                .withInputs(seen.map(version -> Map.of(EVENTS, version)).orElse(Map.of()));
    }

    private static boolean isWhole(Lake live, String table, Days days) {
        return Stream.of(table, EVENTS)
                .allMatch(name ->
                        live.read(name).filter(not(days.contain("event_date"))).isEmpty());
    }

    private static long shared(Backfill backfill) {
        return backfill.started().versions().getOrDefault(EVENTS, -1L);
    }
}
