package sparkjoy.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.lake.Lake;
import sparkjoy.lake.Provenance;
import sparkjoy.run.Amount;
import sparkjoy.run.Balance;
import sparkjoy.run.Job;
import sparkjoy.run.Outcome;
import sparkjoy.run.Pending;
import sparkjoy.run.Workspace;

/** Which variant each unit was given in each experiment; experiments of which the changed days tell nothing stay as they are. */
public final class AssignmentJob implements Job {
    private static final String ASSIGNMENTS = "gold.assignments";
    private static final String EQUATION = "units assigned = gold.assignments over all statuses";

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
        TouchedExperiments touched = TouchedExperiments.of(inputs);
        if (touched.areNone()) {
            workspace.lake().note(ASSIGNMENTS, inputs.provenance());
            return outcome(Balance.of(EQUATION, 0, 0), 0, touched);
        }
        Dataset<Row> evidence = touched.among(Assignments.evidence(inputs.events()));
        WeightsEpochs epochs = new WeightsEpochs(workspace.spec().experiments());
        boolean isMapped = workspace.spec().properties().containsKey(ModelVersions.COLUMN);
        Dataset<Row> units = new ModelVersions(epochs, isMapped)
                .of(new Assignments(epochs).of(evidence), evidence)
                .persist();
        try {
            Balance balance = balance(evidence, units);
            if (balance.isBalanced()) {
                publish(workspace.lake(), touched, units, inputs.provenance());
            }
            long rows = balance.isBalanced() ? balance.right().longValueExact() : 0;
            return outcome(balance, rows, touched);
        } finally {
            units.unpersist();
        }
    }

    private static Outcome outcome(Balance balance, long rows, TouchedExperiments touched) {
        String note = Amount.of(rows, "unit", "units") + touched.told();
        return Outcome.written(rows, Map.of(ASSIGNMENTS, rows), List.of(balance), note);
    }

    /** Both sides by one query. */
    private static Balance balance(Dataset<Row> evidence, Dataset<Row> units) {
        Dataset<Row> pairs = evidence.select("experiment_id", "unit_id").distinct();
        Map<Boolean, Long> counts = new HashMap<>();
        counted(pairs, false)
                .union(counted(units.filter("status IS NOT NULL"), true))
                .collectAsList()
                .forEach(row -> counts.put(row.getBoolean(0), row.getLong(1)));
        return Balance.of(EQUATION, counts.get(false), counts.get(true));
    }

    private static Dataset<Row> counted(Dataset<Row> rows, boolean areAssigned) {
        return rows.agg(count(lit(1)).as("rows")).select(lit(areAssigned), col("rows"));
    }

    private static void publish(Lake lake, TouchedExperiments touched, Dataset<Row> units, Provenance provenance) {
        if (touched.areAll()) {
            lake.overwrite(ASSIGNMENTS, units, provenance);
        } else {
            lake.replace(ASSIGNMENTS, touched.selection(), units, provenance);
        }
    }
}
