package sparkjoy.bronze;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import sparkjoy.lake.Lake;
import sparkjoy.lease.Lease;
import sparkjoy.run.Balance;
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

    /** One for each source: pipelines of other sources ingest at the same time. */
    @Override
    public boolean takesItsOwnLeases() {
        return true;
    }

    @Override
    public Outcome run(Workspace workspace) {
        Lake lake = workspace.lake();
        writes().forEach(lake::create);
        List<BatchReport> reports = new ArrayList<>();
        for (String name : workspace.sources()) {
            try (Lease lease = workspace.leases().take("ingest." + name, "the ingest of source " + name)) {
                reports.addAll(ingest(workspace.under(lease), name, lease.generation()));
            }
        }
        return outcome(lake, reports, workspace.spec().thresholds().refusedShare());
    }

    private static List<BatchReport> ingest(Workspace workspace, String name, long generation) {
        Lake lake = workspace.lake();
        Source source = workspace.spec().sources().get(name);
        Configuration hadoop = workspace.spark().sessionState().newHadoopConf();
        Ledger ledger = Ledger.read(lake);
        int orphans = new Orphans(lake, ledger, workspace.provenance()).remove(name);
        if (orphans > 0) {
            workspace.progress().say("ingest: removed what " + orphans + " interrupted batches had left");
        }
        List<BatchReport> reports = new ArrayList<>();
        Plan plan = Plan.of(name, source, hadoop, ledger);
        for (Batch batch : plan.batches(source.onChangedObject(), generation)) {
            workspace.progress().say("ingest: " + batch.files().size() + " new files of source " + name);
            reports.add(new Intake(workspace, source, batch).take());
        }
        return reports;
    }

    private static Outcome outcome(Lake lake, List<BatchReport> reports, double refusedShare) {
        if (reports.isEmpty()) {
            return Outcome.nothing("0 new files");
        }
        long lines = reports.stream().mapToLong(BatchReport::lines).sum();
        long rows = reports.stream().mapToLong(BatchReport::rows).sum();
        long refused = reports.stream().mapToLong(BatchReport::refused).sum();
        long files = reports.stream()
                .mapToLong(report -> report.batch().files().size())
                .sum();
        List<Balance> balances = reports.stream()
                .flatMap(report -> LineBalance.of(lake, report).stream())
                .toList();
        boolean isPartial = refused > refusedShare * (lines + refused);
        return new Outcome(
                lines,
                Map.of(Intake.LINES, rows, Intake.QUARANTINE, refused, Ledger.TABLE, files),
                balances,
                List.of(String.format("%,d new files, %,d lines, %,d refused", files, lines, refused)),
                isPartial);
    }
}
