package sparkjoy.gold;

import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.run.Balance;
import sparkjoy.run.Job;
import sparkjoy.run.Outcome;
import sparkjoy.run.Pending;
import sparkjoy.run.Workspace;

/** Which variant each unit was given in each experiment. */
public final class AssignmentJob implements Job {
    private static final String ASSIGNMENTS = "gold.assignments";

    @Override
    public String name() {
        return "assignments";
    }

    @Override
    public String contract() {
        return "Finds the variant of each unit in each experiment, replays the hash and classifies what cannot be trusted.";
    }

    @Override
    public List<String> reads() {
        return List.of(DayInputs.EVENTS);
    }

    @Override
    public List<String> writes() {
        return List.of(ASSIGNMENTS);
    }

    @Override
    public Pending pending(Workspace workspace) {
        return DayInputs.of(workspace, ASSIGNMENTS).pending(DayInputs::days);
    }

    @Override
    public Outcome run(Workspace workspace) {
        DayInputs inputs = DayInputs.of(workspace, ASSIGNMENTS);
        if (inputs.isUpToDate()) {
            return Outcome.nothing("no changed days");
        }
        Dataset<Row> evidence = Assignments.evidence(inputs.events());
        Assignments assignments =
                new Assignments(new WeightsEpochs(workspace.spec().experiments()));
        Dataset<Row> units = assignments.of(evidence).persist();
        try {
            return published(workspace, inputs, evidence, units);
        } finally {
            units.unpersist();
        }
    }

    private static Outcome published(Workspace workspace, DayInputs inputs, Dataset<Row> evidence, Dataset<Row> units) {
        long assigned = units.filter("status IS NOT NULL").count();
        Balance balance = Balance.of(
                "units assigned = gold.assignments over all statuses",
                evidence.select("experiment_id", "unit_id").distinct().count(),
                assigned);
        long rows = balance.isBalanced() ? assigned : 0;
        if (balance.isBalanced()) {
            workspace.lake().overwrite(ASSIGNMENTS, units, inputs.provenance());
        }
        return Outcome.written(rows, Map.of(ASSIGNMENTS, rows), List.of(balance), String.format("%,d units", rows));
    }
}
