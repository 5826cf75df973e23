package sparkjoy.bronze;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import sparkjoy.lake.Lake;
import sparkjoy.run.Job;
import sparkjoy.run.Outcome;
import sparkjoy.run.Workspace;
import sparkjoy.spec.Source;

/** Raw files become bronze lines, each file exactly once; what cannot be read goes to quarantine with its place and reason. */
public final class Ingest implements Job {
    @Override
    public String name() {
        return "ingest";
    }

    @Override
    public String contract() {
        return "Takes each new raw file in exactly once; what cannot be read goes to quarantine with file, line and reason.";
    }

    @Override
    public List<String> reads() {
        return List.of();
    }

    @Override
    public List<String> writes() {
        return List.of(Intake.LINES, Intake.QUARANTINE, Ledger.TABLE);
    }

    @Override
    public Outcome run(Workspace workspace) {
        Lake lake = workspace.lake();
        writes().forEach(lake::create);
        recover(workspace);
        List<BatchReport> reports = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (String name : workspace.sources()) {
            reports.addAll(ingest(workspace, name, notes));
        }
        return new Receipt(reports).outcome(lake, workspace.spec().thresholds(), "new files", notes);
    }

    /** Removes what died runs have left of all sources: the ledger's next commit would hide it from the run after. */
    static void recover(Workspace workspace) {
        Lake lake = workspace.lake();
        Orphans orphans = new Orphans(lake, workspace.provenance());
        orphans.settle();
        int removed = workspace.sources().stream().mapToInt(orphans::remove).sum();
        if (removed > 0) {
            workspace.progress().say("ingest: removed what " + removed + " interrupted batches had left");
        }
    }

    private static List<BatchReport> ingest(Workspace workspace, String name, List<String> notes) {
        Source source = workspace.spec().sources().get(name);
        Instant now = workspace.clock().instant();
        boolean isSweep = workspace.isSweep() || Sweeps.of(workspace.lake()).isDue(name, source.sweepEvery(), now);
        Plan plan = Plan.of(name, source, workspace, isSweep);
        List<BatchReport> reports = take(workspace, plan);
        Batch keptOut = plan.keptOut();
        if (!keptOut.isEmpty()) {
            new LedgerEntries(workspace, keptOut)
                    .writeKeptOut(workspace.provenance().ofBatch(keptOut.id()));
            notes.add(keptOut.files().size() + " changed objects of source " + name
                    + " were not taken in, for on_changed_object is keep");
        }
        if (isSweep) {
            Sweeps.record(workspace.lake(), name, now, workspace.provenance());
        }
        return reports;
    }

    private static List<BatchReport> take(Workspace workspace, Plan plan) {
        List<Batch> batches = plan.batches();
        List<BatchReport> reports = new ArrayList<>();
        for (Batch batch : batches) {
            String number = "batch " + (reports.size() + 1) + " of " + batches.size();
            workspace.progress().say("ingest: source " + plan.name() + ", " + number + ": " + batch.described());
            reports.add(new Intake(workspace, plan.source(), batch).take());
        }
        return reports;
    }
}
