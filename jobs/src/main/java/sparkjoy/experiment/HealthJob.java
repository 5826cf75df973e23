package sparkjoy.experiment;

import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import sparkjoy.run.Amount;
import sparkjoy.run.Inputs;
import sparkjoy.run.Job;
import sparkjoy.run.Outcome;
import sparkjoy.run.Pending;
import sparkjoy.run.Workspace;
import sparkjoy.spec.Spec;

/** Whether the assignment of each experiment can be trusted, as of each day. */
public final class HealthJob implements Job {
    static final String HEALTH = "gold.assignment_health";
    private static final String EVENTS = "silver.events";
    private static final String ASSIGNMENTS = "gold.assignments";

    @Override
    public String name() {
        return "health";
    }

    @Override
    public String contract() {
        return "Tests the shares of the arms against their weights, stage by stage, and looks for leaks"
                + " and crossovers.";
    }

    @Override
    public List<String> reads() {
        return List.of(EVENTS, ASSIGNMENTS);
    }

    @Override
    public List<String> writes() {
        return List.of(HEALTH);
    }

    @Override
    public Pending pending(Workspace workspace) {
        boolean isMade = Inputs.of(workspace, reads()).madeAlready(HEALTH);
        return Pending.of(isMade ? "no changed input" : HEALTH);
    }

    /** All days of all experiments: a late event may change any of them, and they are a few counts each. */
    @Override
    public Outcome run(Workspace workspace) {
        Inputs inputs = Inputs.of(workspace, reads());
        if (inputs.madeAlready(HEALTH)) {
            return Outcome.nothing("no changed input");
        }
        List<Row> rows = rows(workspace.spec(), inputs);
        var schema = workspace.lake().contracts().find(HEALTH).orElseThrow().schema();
        workspace
                .lake()
                .overwrite(
                        HEALTH, workspace.spark().createDataFrame(rows, schema).coalesce(1), inputs.provenance());
        return Outcome.written(
                rows.size(), Map.of(HEALTH, (long) rows.size()), List.of(), Amount.of(rows.size(), "row", "rows"));
    }

    private static List<Row> rows(Spec spec, Inputs inputs) {
        if (spec.experiments().isEmpty()) {
            return List.of();
        }
        List<StageCount> counts = new Stages(spec.experiments(), spec.metrics())
                .counts(inputs.read(ASSIGNMENTS)).collectAsList().stream()
                        .map(StageCount::of)
                        .toList();
        return counts.isEmpty()
                ? List.of()
                : CompleteDay.of(
                                inputs.workspace()
                                        .lake()
                                        .statistics(EVENTS, inputs.versions().get(EVENTS)),
                                inputs.read(EVENTS),
                                spec.eventTime().maxLate())
                        .map(day -> new Health(
                                        spec.experiments(),
                                        spec.metrics(),
                                        day,
                                        ArmVersions.of(inputs.read(ASSIGNMENTS), spec))
                                .rows(counts))
                        .orElse(List.of());
    }
}
