package sparkjoy.bronze;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import sparkjoy.lake.Lake;
import sparkjoy.lease.Lease;
import sparkjoy.run.Amount;
import sparkjoy.run.Elapsed;
import sparkjoy.run.Job;
import sparkjoy.run.Outcome;
import sparkjoy.run.Pending;
import sparkjoy.run.Workspace;
import sparkjoy.spec.Source;
import sparkjoy.spec.Spec;

/** Raw files become bronze lines, each file exactly once; what cannot be read goes to quarantine with its place and reason. */
public final class Ingest implements Job {
    @Override
    public String name() {
        return "ingest";
    }

    /** One for each source: pipelines of other sources ingest at the same time. */
    @Override
    public boolean managesOwnLeases() {
        return true;
    }

    @Override
    public Optional<String> lookBack(Spec spec) {
        return Optional.of(spec.sources().entrySet().stream()
                .map(source -> "of " + source.getKey() + " the newest "
                        + Amount.of(source.getValue().recentDays(), "day folder", "day folders") + " (sources."
                        + source.getKey() + ".recent_days), every "
                        + Elapsed.text(source.getValue().sweepEvery()) + " all of them (sweep_every)")
                .collect(Collectors.joining("; ")));
    }

    @Override
    public Outcome run(Workspace workspace) {
        Lake lake = workspace.lake();
        writes().forEach(lake::create);
        List<BatchReport> reports = new ArrayList<>();
        for (String name : workspace.sources()) {
            try (Lease lease = lease(workspace, name)) {
                reports.addAll(ingest(workspace.withLease(lease), name, lease.generation()));
            }
        }
        Receipt receipt = new Receipt(reports);
        return receipt.outcome(lake, workspace.spec().thresholds(), receipt.ingested(), List.of());
    }

    /** The right to write what a source brings. */
    static Lease lease(Workspace workspace, String source) {
        return workspace.leases().take("ingest." + source, "the ingest of source " + source);
    }

    /** Removes what died runs have left of a source; its lease must be held, for a run at work looks just the same. */
    static void recover(Workspace workspace, String source) {
        Orphans orphans = Orphans.of(source, workspace.lake(), workspace.provenance());
        orphans.removeReplaced();
        int removed = orphans.remove();
        if (removed > 0) {
            workspace
                    .progress()
                    .say("ingest: removed what " + Amount.of(removed, "interrupted batch", "interrupted batches")
                            + " had left");
        }
    }

    /** Also while another run ingests: it only lists. */
    @Override
    public Pending pending(Workspace workspace) {
        Lake lake = workspace.lake();
        Function<LocalDate, Ledger> since =
                lake.exists(Ledger.TABLE) ? day -> Ledger.since(lake, day) : day -> Ledger.empty();
        List<String> messages = workspace.sources().stream()
                .map(name -> {
                    boolean isSweep = isSweep(workspace, name);
                    Source source = workspace.spec().sources().get(name);
                    return Plan.of(name, source, workspace, isSweep, since).summary()
                            + (isSweep ? "; all day folders" : "; the newest " + source.recentDays() + " day folders");
                })
                .toList();
        return new Pending(messages, new TreeSet<>());
    }

    private static boolean isSweep(Workspace workspace, String name) {
        Source source = workspace.spec().sources().get(name);
        return workspace.isSweep()
                || Marks.of(workspace.lake())
                        .isSweepDue(name, source.sweepEvery(), workspace.clock().instant());
    }

    private static List<BatchReport> ingest(Workspace workspace, String name, long generation) {
        recover(workspace, name);
        Source source = workspace.spec().sources().get(name);
        boolean isSweep = isSweep(workspace, name);
        Instant now = workspace.clock().instant();
        Plan plan = Plan.of(name, source, workspace, isSweep, day -> Ledger.since(workspace.lake(), day));
        List<BatchReport> reports = take(workspace, plan, generation);
        Batch keptOut = plan.keptOut(generation);
        if (!keptOut.isEmpty()) {
            new LedgerEntries(workspace, keptOut)
                    .writeKeptOut(workspace.provenance().ofBatch(keptOut.id()));
            workspace
                    .progress()
                    .say("ingest: " + Amount.of(keptOut.files().size(), "changed object", "changed objects")
                            + " of source " + name + " not ingested: sources." + name + ".on_changed_object is keep");
        }
        if (isSweep) {
            Marks.recordSweep(workspace.lake(), name, now, workspace.provenance());
        }
        return reports;
    }

    private static List<BatchReport> take(Workspace workspace, Plan plan, long generation) {
        List<Batch> batches = plan.batches(generation);
        List<BatchReport> reports = new ArrayList<>();
        for (Batch batch : batches) {
            String number = "batch " + (reports.size() + 1) + " of " + batches.size();
            workspace.progress().say("ingest: source " + plan.name() + ", " + number + ": " + batch.text());
            reports.add(new Intake(workspace, plan.source(), batch).take());
        }
        return reports;
    }
}
