package sparkjoy.bronze;

import java.time.Instant;
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
        Intakes intakes = Intakes.NOTHING;
        for (String name : workspace.sources()) {
            intakes = ingest(workspace, name, intakes);
        }
        return intakes.outcome(workspace.spec().thresholds().refusedShare());
    }

    private Intakes ingest(Workspace workspace, String name, Intakes before) {
        Lake lake = workspace.lake();
        Source source = workspace.spec().sources().get(name);
        Instant now = workspace.clock().instant();
        boolean isSweep = workspace.isSweep() || Sweeps.of(lake).isDue(name, source.sweepEvery(), now);
        List<Batch> batches = Plan.of(name, source, workspace, isSweep).batches();
        writes().forEach(lake::create);
        int orphans = new Orphans(lake, workspace.provenance()).remove(name);
        if (orphans > 0) {
            workspace.progress().say("ingest: removed what " + orphans + " interrupted batches had left");
        }
        Intakes intakes = before;
        for (int number = 1; number <= batches.size() && intakes.isBalanced(); number++) {
            Batch batch = batches.get(number - 1);
            workspace
                    .progress()
                    .say("ingest: source " + name + ", batch " + number + " of " + batches.size() + ": "
                            + batch.described());
            intakes = intakes.plus(lake, new Intake(workspace, source, batch).take());
        }
        if (isSweep && intakes.isBalanced()) {
            Sweeps.record(lake, name, now, workspace.provenance());
        }
        return intakes;
    }
}
