package sparkjoy.gold;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import sparkjoy.error.UserError;
import sparkjoy.explore.Evaluation;
import sparkjoy.lake.TableMissing;
import sparkjoy.run.Amount;
import sparkjoy.run.Days;
import sparkjoy.run.Inputs;
import sparkjoy.run.Job;
import sparkjoy.run.Outcome;
import sparkjoy.run.PartialReason;
import sparkjoy.run.Pending;
import sparkjoy.run.Workspace;
import sparkjoy.spec.StepComplaint;
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
    public List<String> reads() {
        return List.copyOf(ViewOrder.sources(views));
    }

    @Override
    public List<String> writes() {
        return views.keySet().stream().map(ViewOrder::table).toList();
    }

    @Override
    public Optional<String> nothingNew(Workspace workspace) {
        boolean areMade = views.entrySet().stream()
                .allMatch(view -> inputs(workspace, view.getValue()).madeAlready(ViewOrder.table(view.getKey())));
        return areMade ? Optional.of(Inputs.NOTHING_NEW) : Optional.empty();
    }

    @Override
    public Outcome run(Workspace workspace) {
        Map<String, Long> written = new LinkedHashMap<>();
        List<String> notes = new ArrayList<>();
        Map<String, PartialReason> failed = new LinkedHashMap<>();
        for (String name : ViewOrder.of(views)) {
            String table = ViewOrder.table(name);
            try {
                requireInputs(views.get(name), failed.keySet());
                compute(workspace, name, views.get(name)).ifPresent(done -> {
                    written.put(table, done.rows());
                    notes.add(table + ": " + done);
                });
            } catch (Exception e) {
                failed.put(table, failure(table, e));
            }
        }
        if (written.isEmpty()) {
            notes.add(failed.isEmpty() ? Inputs.NOTHING_NEW : Amount.of(failed.size(), "view", "views") + " failed");
        }
        return new Outcome(written.size(), written, List.of(), notes, new TreeSet<>(), false)
                .partialBecause(List.copyOf(failed.values()));
    }

    private static void requireInputs(View view, Set<String> failed) {
        ViewOrder.tables(view).stream().filter(failed::contains).findFirst().ifPresent(table -> {
            throw new UserError("it reads " + table + ", which failed");
        });
    }

    /** A view that its own steps or the data break fails alone; a fault of storage, or another writer, ends the run. */
    private static PartialReason failure(String table, Exception e) {
        Optional<String> fault = e.getClass() == UserError.class || e instanceof WrongView || e instanceof TableMissing
                ? Optional.of(e.getMessage())
                : Evaluation.fault(e);
        if (fault.isEmpty()) {
            throw e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
        }
        String sentence =
                fault.get().replaceFirst("(?s)\\R== SQL.*", "").strip().replaceAll("\\s*\\R\\s*", "; ");
        return PartialReason.ofTable(
                table, table + " was not computed and is as before: " + sentence + ". Try it with `joy view run`.");
    }

    @Override
    public Pending pending(Workspace workspace) {
        List<StepComplaint> wrong = ViewSchemas.of(
                        workspace.spark(), workspace.lake().contracts(), views)
                .complaints();
        Set<String> wrongViews = wrong.stream().map(StepComplaint::view).collect(Collectors.toSet());
        List<String> changed = new ArrayList<>();
        for (String name : ViewOrder.of(views)) {
            String table = ViewOrder.table(name);
            Inputs inputs = inputs(workspace, views.get(name));
            if (!wrongViews.contains(name) && !inputs.madeAlready(table)) {
                changed.add(table + ", " + change(inputs, name));
            }
        }
        List<String> sentences = new ArrayList<>();
        sentences.add(changed.isEmpty() ? Inputs.NOTHING_NEW : String.join("; ", changed));
        wrong.forEach(
                complaint -> sentences.add(ViewOrder.table(complaint.view()) + " cannot be computed: " + complaint));
        return new Pending(sentences, new TreeSet<>());
    }

    private String change(Inputs inputs, String name) {
        try {
            return ViewChange.of(inputs, name, views.get(name)).toString();
        } catch (TableMissing e) {
            return "all days";
        } catch (WrongView e) {
            return "which cannot be computed: " + e.getMessage();
        }
    }

    /**
     * What was written.
     *
     * @param rows the number of the new ones
     */
    private record Written(long rows, ViewChange change) {
        @Override
        public String toString() {
            return Amount.of(rows, "row", "rows")
                    + change.days().map(days -> " of " + Days.text(days)).orElse("");
        }
    }

    /** Empty where no input has changed. */
    private static Optional<Written> compute(Workspace workspace, String name, View view) {
        String table = ViewOrder.table(name);
        Inputs inputs = inputs(workspace, view);
        if (inputs.madeAlready(table)) {
            return Optional.empty();
        }
        ViewChange change = ViewChange.of(inputs, name, view);
        return Optional.of(new Written(change.write(workspace.lake(), table, inputs.provenance()), change));
    }

    private static Inputs inputs(Workspace workspace, View view) {
        return Inputs.of(workspace, ViewOrder.tables(view));
    }
}
