package sparkjoy.gold;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.lake.InDriver;
import sparkjoy.lake.Kept;
import sparkjoy.lake.Lake;
import sparkjoy.lake.Provenance;
import sparkjoy.run.Amount;
import sparkjoy.run.Balance;
import sparkjoy.run.Job;
import sparkjoy.run.Outcome;
import sparkjoy.run.Pending;
import sparkjoy.run.Workspace;
import sparkjoy.spec.Spec;

/** Which variant each unit was given in each experiment; experiments without events on the changed days stay as they are. */
public final class AssignmentJob implements Job {
    private static final String ASSIGNMENTS = "gold.assignments";
    private static final String[] UNIT = {"experiment_id", "unit_id"};
    private static final String EQUATION = "units assigned = gold.assignments over all statuses";

    @Override
    public String name() {
        return "assignments";
    }

    @Override
    public Pending pending(Workspace workspace) {
        return DayInputs.of(workspace, ASSIGNMENTS).pending(DayInputs::days);
    }

    @Override
    public Optional<String> lookBack(Spec spec) {
        return Optional.of("the units of the experiments that new events name");
    }

    @Override
    public Optional<String> nothingNew(Workspace workspace) {
        return DayInputs.of(workspace, ASSIGNMENTS).nothingNew();
    }

    @Override
    public Outcome run(Workspace workspace) {
        DayInputs inputs = DayInputs.of(workspace, ASSIGNMENTS);
        if (inputs.isUpToDate()) {
            return Outcome.nothing(DayInputs.NOTHING_NEW);
        }
        TouchedExperiments touched =
                hasOwnRows(workspace.lake()) ? TouchedExperiments.of(inputs) : TouchedExperiments.all();
        if (touched.areNone()) {
            workspace.lake().note(ASSIGNMENTS, provenance(workspace, inputs, touched));
            return outcome(Balance.of(EQUATION, 0, 0), 0, touched);
        }
        Optional<Outcome> merged = touched.areAll() ? Optional.empty() : merged(workspace, inputs, touched);
        return merged.orElseGet(() -> recomputed(workspace, inputs, touched));
    }

    /** Whether the last change of the table was ours: new events cannot be added to rows that somebody else changed. */
    private static boolean hasOwnRows(Lake lake) {
        return !lake.exists(ASSIGNMENTS) || lake.provenanceOfRows(ASSIGNMENTS).isPresent();
    }

    /** All events are seen, also where days are asked for: the job is not by day. */
    private static Provenance provenance(Workspace workspace, DayInputs inputs, TouchedExperiments touched) {
        return workspace
                .provenance()
                .withInputs(Map.of(DayInputs.EVENTS, inputs.version()))
                .ofExperiments(touched.among(workspace.spec().experiments().keySet()));
    }

    /** By the events that came since; empty where events are gone, or what the table has does not say enough of some unit. */
    private static Optional<Outcome> merged(Workspace workspace, DayInputs inputs, TouchedExperiments touched) {
        Dataset<Row> table = workspace.lake().read(ASSIGNMENTS);
        if (!Arrays.asList(table.columns()).contains("variants")) {
            return Optional.empty();
        }
        ChangedEvents changed = ChangedEvents.of(inputs);
        Dataset<Row> now = Assignments.evidence(changed.now());
        Dataset<Row> before = Assignments.evidence(changed.before());
        boolean isComparable = Arrays.equals(now.columns(), before.columns());
        if (!isComparable || !InDriver.areNone(Kept.difference(before, now))) {
            return Optional.empty();
        }
        Dataset<Row> standing = touched.among(table);
        Dataset<Row> arrived = Kept.difference(now, before);
        WeightsEpochs epochs = new WeightsEpochs(workspace.spec().experiments());
        ModelVersions versions = versions(workspace, epochs);
        Dataset<Row> units = versions.merged(
                new Assignments(epochs).merged(standing, arrived, versions.hasAll()), standing, arrived);
        Dataset<Row> pairs = standing.select(UNIT[0], UNIT[1]).union(arrived.select(UNIT[0], UNIT[1]));
        return published(workspace, inputs, touched, pairs, units);
    }

    /** By all events of the experiments. */
    private static Outcome recomputed(Workspace workspace, DayInputs inputs, TouchedExperiments touched) {
        Dataset<Row> evidence = touched.among(Assignments.evidence(inputs.events()));
        WeightsEpochs epochs = new WeightsEpochs(workspace.spec().experiments());
        Dataset<Row> units = versions(workspace, epochs)
                .withVersions(new Assignments(epochs).computed(evidence), evidence)
                .withColumn(Assignments.UNSURE, lit(false));
        return published(workspace, inputs, touched, evidence.select(UNIT[0], UNIT[1]), units)
                .orElseThrow();
    }

    private static ModelVersions versions(Workspace workspace, WeightsEpochs epochs) {
        return new ModelVersions(epochs, workspace.spec().properties().containsKey(ModelVersions.COLUMN));
    }

    /** Empty, and nothing written, where a unit is unsure. */
    private static Optional<Outcome> published(
            Workspace workspace, DayInputs inputs, TouchedExperiments touched, Dataset<Row> pairs, Dataset<Row> rows) {
        Dataset<Row> units = rows.persist();
        try {
            Row counts = counts(pairs, units);
            if (counts.getLong(2) > 0) {
                return Optional.empty();
            }
            Balance balance = Balance.of(EQUATION, counts.getLong(0), counts.getLong(1));
            if (balance.isBalanced()) {
                publish(
                        workspace.lake(),
                        touched,
                        units.drop(Assignments.UNSURE),
                        provenance(workspace, inputs, touched));
            }
            return Optional.of(outcome(balance, balance.isBalanced() ? counts.getLong(1) : 0, touched));
        } finally {
            units.unpersist();
        }
    }

    /** How many pairs of experiment and unit there are, how many of them are assigned, and how many are unsure, by one query. */
    private static Row counts(Dataset<Row> pairs, Dataset<Row> units) {
        return pairs.distinct()
                .select(lit(1).as("pairs"), lit(0).as("assigned"), lit(0).as("unsure"))
                .union(units.select(
                        lit(0),
                        when(col("status").isNotNull(), 1).otherwise(0),
                        col(Assignments.UNSURE).cast("INT")))
                .agg(
                        coalesce(sum("pairs"), lit(0L)),
                        coalesce(sum("assigned"), lit(0L)),
                        coalesce(sum("unsure"), lit(0L)))
                .first();
    }

    private static Outcome outcome(Balance balance, long rows, TouchedExperiments touched) {
        String note = Amount.of(rows, "unit", "units") + touched.text();
        return Outcome.written(rows, Map.of(ASSIGNMENTS, rows), List.of(balance), note);
    }

    private static void publish(Lake lake, TouchedExperiments touched, Dataset<Row> units, Provenance provenance) {
        if (touched.areAll()) {
            lake.overwrite(ASSIGNMENTS, units, provenance);
        } else {
            lake.replace(ASSIGNMENTS, touched.selection(), units, provenance);
        }
    }
}
