package sparkjoy.gold;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import sparkjoy.explore.Evaluation;
import sparkjoy.spec.Step;
import sparkjoy.spec.StepComplaint;
import sparkjoy.spec.View;

/** Applies a view's steps; a wrong column or expression is reported with view, step and columns. */
public record ViewSteps(Function<String, Dataset<Row>> tables) {

    /**
     * Gives the rows of a view; its name is for the message.
     *
     * @throws WrongView for a step that its columns do not allow
     */
    public Dataset<Row> apply(String name, View view) {
        List<Dataset<Row>> states = states(name, view);
        return states.get(states.size() - 1);
    }

    /**
     * Gives the rows of a view's first table and those after each of its steps; its name is for the message.
     *
     * @throws WrongView for a step that its columns do not allow
     */
    List<Dataset<Row>> states(String name, View view) {
        Tidy tidy = Tidy.from(tables.apply(view.from()));
        List<Dataset<Row>> states = new ArrayList<>(List.of(tidy.rows()));
        Iterator<Step> steps = view.steps().iterator();
        for (int number = 0; steps.hasNext(); number++) {
            Step step = steps.next();
            try {
                if (step instanceof Step.GroupBy group) {
                    number++;
                    tidy = tidy.groupBy(names(group.columns())).summarise(((Step.Summarise) steps.next()).columns());
                } else {
                    tidy = apply(tidy, step);
                }
            } catch (Exception e) {
                throw wrong(name, number, tidy, e);
            }
            while (states.size() <= number + 1) {
                states.add(tidy.rows());
            }
        }
        requireStorable(
                name,
                tidy.rows().schema(),
                states.stream().skip(1).map(Dataset::schema).toList());
        return states;
    }

    /** A column is complained of at the step since which it is there. */
    private static void requireStorable(String name, StructType columns, List<StructType> after) {
        List<StepComplaint> complaints = ViewColumns.complaints(columns).stream()
                .map(complaint -> {
                    int step = after.size();
                    while (step > 0
                            && ViewColumns.complaints(after.get(step - 1)).contains(complaint)) {
                        step--;
                    }
                    return new StepComplaint(name, step, complaint);
                })
                .toList();
        if (!complaints.isEmpty()) {
            throw new WrongView(complaints, null);
        }
    }

    private Tidy apply(Tidy tidy, Step step) {
        if (step instanceof Step.Filter filter) {
            return tidy.filter(filter.condition());
        }
        if (step instanceof Step.Select select) {
            return tidy.select(names(select.columns()));
        }
        if (step instanceof Step.Rename rename) {
            return tidy.rename(rename.columns());
        }
        if (step instanceof Step.Mutate mutate) {
            return tidy.mutate(mutate.columns());
        }
        if (step instanceof Step.DropNa drop) {
            return tidy.dropNa(names(drop.columns()));
        }
        if (step instanceof Step.Distinct distinct) {
            return tidy.distinct(names(distinct.columns()));
        }
        if (step instanceof Step.Join join) {
            return tidy.join(tables.apply(join.table()), join.by(), join.kind());
        }
        return shaped(tidy, step);
    }

    private static Tidy shaped(Tidy tidy, Step step) {
        if (step instanceof Step.Count count) {
            return tidy.count(count.as(), names(count.by()));
        }
        if (step instanceof Step.Arrange arrange) {
            return tidy.arrange(names(arrange.columns()));
        }
        if (step instanceof Step.Head head) {
            return tidy.head(head.rows());
        }
        if (step instanceof Step.Pivot pivot) {
            return tidy.pivot(pivot.column(), pivot.values(), pivot.summarise());
        }
        throw new IllegalStateException("A step that no verb applies: " + step);
    }

    private static RuntimeException wrong(String name, int number, Tidy tidy, Exception e) {
        Optional<String> fault = Evaluation.fault(e);
        if (fault.isEmpty()) {
            return e instanceof RuntimeException bug ? bug : new IllegalStateException(e);
        }
        String message = fault.get() + " The columns at this step are: "
                + String.join(", ", tidy.rows().columns()) + ".";
        return new WrongView(List.of(new StepComplaint(name, number, message)), e);
    }

    private static String[] names(List<String> columns) {
        return columns.toArray(String[]::new);
    }
}
