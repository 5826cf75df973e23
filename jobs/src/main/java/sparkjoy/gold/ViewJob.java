package sparkjoy.gold;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.run.Inputs;
import sparkjoy.run.Job;
import sparkjoy.run.Outcome;
import sparkjoy.run.Pending;
import sparkjoy.run.Workspace;
import sparkjoy.spec.View;

/** The gold tables that the specification declares in verbs. */
public final class ViewJob implements Job {
    private final Map<String, View> views;

    public ViewJob(Map<String, View> views) {
        this.views = views;
    }

    @Override
    public String name() {
        return "views";
    }

    @Override
    public String contract() {
        return "Computes the gold tables that the specification declares in verbs.";
    }

    @Override
    public List<String> reads() {
        return List.copyOf(ViewOrder.sources(views));
    }

    @Override
    public List<String> writes() {
        return views.keySet().stream().map(ViewOrder::table).toList();
    }

    @Override
    public Outcome run(Workspace workspace) {
        Map<String, Long> written = new LinkedHashMap<>();
        List<String> notes = new ArrayList<>();
        for (String name : ViewOrder.of(views)) {
            long rows = compute(workspace, name, views.get(name));
            if (rows >= 0) {
                written.put(ViewOrder.table(name), rows);
                notes.add(ViewOrder.table(name) + ": " + rows + " rows");
            }
        }
        if (written.isEmpty()) {
            notes.add("no changed input");
        }
        return new Outcome(written.size(), written, List.of(), notes, new TreeSet<>(), false);
    }

    @Override
    public Pending pending(Workspace workspace) {
        List<String> changed = ViewOrder.of(views).stream()
                .filter(name -> !inputs(workspace, views.get(name)).madeAlready(ViewOrder.table(name)))
                .map(ViewOrder::table)
                .toList();
        return Pending.of(changed.isEmpty() ? "no changed input" : String.join(", ", changed));
    }

    /** The number of rows, or -1 where no input has changed. */
    private static long compute(Workspace workspace, String name, View view) {
        Inputs inputs = inputs(workspace, view);
        if (inputs.madeAlready(ViewOrder.table(name))) {
            return -1;
        }
        Dataset<Row> rows = new ViewSteps(inputs::read).apply(name, view);
        return workspace.lake().overwrite(ViewOrder.table(name), rows, inputs.provenance());
    }

    private static Inputs inputs(Workspace workspace, View view) {
        return Inputs.of(workspace, ViewOrder.tables(view));
    }
}
