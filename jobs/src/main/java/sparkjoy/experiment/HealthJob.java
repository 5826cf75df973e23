package sparkjoy.experiment;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.lake.Lake;
import sparkjoy.run.Amount;
import sparkjoy.run.Inputs;
import sparkjoy.run.Job;
import sparkjoy.run.Outcome;
import sparkjoy.run.Pending;
import sparkjoy.run.Workspace;
import sparkjoy.spec.Spec;

/** Whether the assignment of each experiment can be trusted, as of each day. */
public final class HealthJob implements Job {

    @Override
    public String name() {
        return "health";
    }

    @Override
    public Optional<String> nothingNew(Workspace workspace) {
        return Inputs.of(workspace, reads()).nothingNew(ExperimentTables.HEALTH);
    }

    @Override
    public Pending pending(Workspace workspace) {
        return Pending.of(nothingNew(workspace).orElse(ExperimentTables.HEALTH));
    }

    @Override
    public Optional<String> lookBack(Spec spec) {
        return Optional.of("the units of experiments that have not ended or whose units changed");
    }

    /** All days of the experiments that changed: a late event may change any of them, and they are a few counts each. */
    @Override
    public Outcome run(Workspace workspace) {
        Inputs inputs = Inputs.of(workspace, reads());
        if (inputs.madeAlready(ExperimentTables.HEALTH)) {
            return Outcome.nothing(Inputs.NOTHING_NEW);
        }
        Optional<LocalDate> completeDay = completeDay(workspace, inputs);
        ChangedExperiments changed = ChangedExperiments.ofHealth(workspace, inputs, completeDay);
        List<Row> rows = completeDay
                .map(day -> rows(workspace.spec(), changed.among(inputs.read(ExperimentTables.ASSIGNMENTS)), day))
                .orElse(List.of());
        Lake lake = workspace.lake();
        var schema =
                lake.contracts().find(ExperimentTables.HEALTH).orElseThrow().schema();
        changed.publish(
                lake, ExperimentTables.HEALTH, workspace.spark().createDataFrame(rows, schema), inputs.provenance());
        return Outcome.written(
                rows.size(),
                Map.of(ExperimentTables.HEALTH, (long) rows.size()),
                List.of(),
                Amount.of(rows.size(), "row", "rows") + changed.text());
    }

    private static Optional<LocalDate> completeDay(Workspace workspace, Inputs inputs) {
        return workspace.spec().experiments().isEmpty()
                ? Optional.empty()
                : CompleteDay.of(
                        workspace
                                .lake()
                                .statistics(
                                        ExperimentTables.EVENTS,
                                        inputs.versions().get(ExperimentTables.EVENTS)),
                        inputs.read(ExperimentTables.EVENTS),
                        workspace.spec().eventTime().maxLate());
    }

    private static List<Row> rows(Spec spec, Dataset<Row> assignments, LocalDate completeDay) {
        List<StageCount> counts = new Stages(spec.experiments(), spec.metrics())
                .counts(assignments).collectAsList().stream()
                        .map(StageCount::of)
                        .toList();
        return counts.isEmpty()
                ? List.of()
                : new Health(spec.experiments(), spec.metrics(), completeDay, ArmVersions.of(assignments, spec))
                        .rows(counts);
    }
}
