package sparkjoy.gold;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import sparkjoy.lake.Counted;
import sparkjoy.lake.Lake;
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
                .filter(name -> !isUpToDate(workspace, name, inputs(workspace.lake(), views.get(name))))
                .map(ViewOrder::table)
                .toList();
        return Pending.of(changed.isEmpty() ? "no changed input" : String.join(", ", changed));
    }

    /** The number of rows, or -1 where no input has changed. */
    private static long compute(Workspace workspace, String name, View view) {
        Lake lake = workspace.lake();
        Map<String, Long> inputs = inputs(lake, view);
        if (isUpToDate(workspace, name, inputs)) {
            return -1;
        }
        Counted rows = Counted.of(new ViewSteps(input -> lake.read(input, inputs.get(input))).apply(name, view));
        lake.overwrite(
                ViewOrder.table(name), rows.rows(), workspace.provenance().of(inputs));
        return rows.number();
    }

    private static Map<String, Long> inputs(Lake lake, View view) {
        Map<String, Long> inputs = new LinkedHashMap<>();
        ViewOrder.tables(view).forEach(input -> inputs.put(input, lake.version(input)));
        return inputs;
    }

    private static boolean isUpToDate(Workspace workspace, String name, Map<String, Long> inputs) {
        Lake lake = workspace.lake();
        String table = ViewOrder.table(name);
        return lake.exists(table)
                && lake.lastProvenance(table)
                        .filter(found ->
                                found.specHash().equals(workspace.provenance().specHash()))
                        .filter(found -> haveSameRows(lake, found.inputs(), inputs))
                        .isPresent();
    }

    private static boolean haveSameRows(Lake lake, Map<String, Long> before, Map<String, Long> now) {
        return before.keySet().equals(now.keySet())
                && now.entrySet().stream()
                        .allMatch(input ->
                                lake.isUnchanged(input.getKey(), before.get(input.getKey()), input.getValue()));
    }
}
