package sparkjoy.experiment;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.lake.Lake;
import sparkjoy.run.Amount;
import sparkjoy.run.Balance;
import sparkjoy.run.Inputs;
import sparkjoy.run.Job;
import sparkjoy.run.Outcome;
import sparkjoy.run.PartialReason;
import sparkjoy.run.Pending;
import sparkjoy.run.Workspace;
import sparkjoy.spec.Spec;

/** What each experiment's variants change, as of each day on which its health was looked at. */
public final class ReadoutJob implements Job {

    @Override
    public String name() {
        return "readout";
    }

    @Override
    public Optional<String> nothingNew(Workspace workspace) {
        return Inputs.of(workspace, reads()).nothingNew(ExperimentTables.READOUT);
    }

    @Override
    public Pending pending(Workspace workspace) {
        return Pending.of(nothingNew(workspace).orElse(ExperimentTables.UNITS + ", " + ExperimentTables.READOUT));
    }

    @Override
    public Optional<String> lookBack(Spec spec) {
        return Optional.of(
                "the units of the same experiments; events of changed units from experiments.<name>.history before"
                        + " their first exposure to the longest metrics.<name>.window after it");
    }

    /** All looks of the experiments that changed: what arrives late may change any of them. */
    @Override
    public Outcome run(Workspace workspace) {
        Inputs inputs = Inputs.of(workspace, reads());
        if (inputs.madeAlready(ExperimentTables.READOUT)) {
            return Outcome.nothing(Inputs.NOTHING_NEW);
        }
        return run(workspace, inputs, ChangedExperiments.ofReadout(workspace, inputs));
    }

    private static Outcome run(Workspace workspace, Inputs inputs, ChangedExperiments changed) {
        HealthVerdicts health = HealthVerdicts.of(
                inputs.read(ExperimentTables.HEALTH),
                changed.among(workspace.spec().experiments().keySet()));
        return health.looks().isEmpty() ? nothing(workspace, inputs, changed) : run(workspace, inputs, changed, health);
    }

    private static Outcome nothing(Workspace workspace, Inputs inputs, ChangedExperiments changed) {
        Lake lake = workspace.lake();
        List.of(ExperimentTables.UNITS, ExperimentTables.READOUT)
                .forEach(table -> changed.publish(lake, table, lake.empty(table), inputs.provenance()));
        String note = changed.areNone() ? "no experiment changed" : "no experiment has a unit on a complete day yet";
        return Outcome.written(0, Map.of(ExperimentTables.UNITS, 0L, ExperimentTables.READOUT, 0L), List.of(), note);
    }

    /** A metric that fails does so by the events of all experiments, so all are computed then. */
    private static Outcome run(Workspace workspace, Inputs inputs, ChangedExperiments changed, HealthVerdicts health) {
        Set<String> ids = health.looks().keySet();
        Measurement measured = Measurements.ofChanges(workspace, inputs, ids)
                .orElseGet(() -> Measurements.of(
                        workspace.spec(),
                        MetricUnits.compared(inputs.read(ExperimentTables.ASSIGNMENTS)),
                        inputs.read(ExperimentTables.EVENTS),
                        ids));
        try {
            if (!measured.failures().isEmpty() && !changed.areAll()) {
                return run(workspace, inputs, ChangedExperiments.all());
            }
            return published(workspace, inputs, changed, health, measured);
        } finally {
            measured.units().unpersist();
        }
    }

    private static Outcome published(
            Workspace workspace,
            Inputs inputs,
            ChangedExperiments changed,
            HealthVerdicts health,
            Measurement measured) {
        Lake lake = workspace.lake();
        Caps caps = Caps.of(measured.units(), measured.metrics(), health.lastLooks());
        Dataset<Row> units = caps.asOfLast(measured.units().drop(MetricUnits.VALUES))
                .withColumn("is_window_complete", coalesce(col("ready_day").leq(col("look")), lit(false)));
        Dataset<Row> assignments = changed.among(inputs.read(ExperimentTables.ASSIGNMENTS));
        Dataset<Row> named = new Stages(workspace.spec().experiments(), measured.metrics()).named(assignments);
        ArmVersions versions = ArmVersions.of(assignments, workspace.spec());
        List<Row> rows = judgements(workspace.spec(), measured, caps, named, health).stream()
                .map(judgement -> judgement.row(versions))
                .toList();
        Balance balance = Balance.of(
                "compared units and their metrics = gold.experiment_units",
                measured.expectedRows(),
                changed.publishExactly(
                        lake, ExperimentTables.UNITS, units, measured.expectedRows(), inputs.provenance()));
        if (!balance.isBalanced()) {
            return Outcome.written(0, Map.of(), List.of(balance), "nothing is published");
        }
        var schema =
                lake.contracts().find(ExperimentTables.READOUT).orElseThrow().schema();
        changed.publish(
                lake, ExperimentTables.READOUT, workspace.spark().createDataFrame(rows, schema), inputs.provenance());
        long written = balance.right().longValueExact();
        List<PartialReason> failures = measured.failures().entrySet().stream()
                .map(failed -> PartialReason.of(failed.getValue() + " It is FAILED in " + ExperimentTables.READOUT
                        + ", the other metrics are not affected. Correct metrics." + failed.getKey()
                        + " and run again."))
                .toList();
        return Outcome.written(
                        written,
                        Map.of(ExperimentTables.UNITS, written, ExperimentTables.READOUT, (long) rows.size()),
                        List.of(balance),
                        Amount.of(rows.size(), "row", "rows") + changed.text())
                .partialBecause(failures);
    }

    private static List<Judgement> judgements(
            Spec spec, Measurement measured, Caps caps, Dataset<Row> named, HealthVerdicts health) {
        List<Cohort> cohorts =
                Cohort.rows(measured.units(), caps, measured.experiments(), named).collectAsList().stream()
                        .map(Cohort::of)
                        .toList();
        Quantiles quantiles =
                Quantiles.of(measured.units(), measured.metrics(), measured.experiments(), caps.lastLook(), named);
        return new Readout(spec.experiments(), spec.metrics(), measured.failures(), caps.values(), quantiles, health)
                .judgements(cohorts);
    }
}
