package sparkjoy.bronze;

import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
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
        Orphans orphans = new Orphans(lake, Ledger.read(lake), workspace.provenance());
        orphans.settle();
        int removed = workspace.sources().stream().mapToInt(orphans::remove).sum();
        if (removed > 0) {
            workspace.progress().say("ingest: removed what " + removed + " interrupted batches had left");
        }
    }

    private static List<BatchReport> ingest(Workspace workspace, String name, List<String> notes) {
        Source source = workspace.spec().sources().get(name);
        Configuration hadoop = workspace.spark().sessionState().newHadoopConf();
        Plan plan = Plan.of(name, source, hadoop, Ledger.read(workspace.lake()));
        List<BatchReport> reports = new ArrayList<>();
        for (Batch batch : plan.batches(source.onChangedObject())) {
            workspace.progress().say("ingest: " + batch.files().size() + " new files of source " + name);
            reports.add(new Intake(workspace, source, batch).take());
        }
        Batch keptOut = plan.keptOut(source.onChangedObject());
        if (!keptOut.isEmpty()) {
            new LedgerEntries(workspace, keptOut)
                    .writeKeptOut(workspace.provenance().ofBatch(keptOut.id()));
            notes.add(keptOut.files().size() + " changed objects of source " + name
                    + " were not taken in, for on_changed_object is keep");
        }
        return reports;
    }
}
