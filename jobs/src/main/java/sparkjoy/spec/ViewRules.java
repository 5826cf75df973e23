package sparkjoy.spec;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A view reads tables that exist, hides none of the contract's and does not read itself. */
final class ViewRules {
    private ViewRules() {}

    static void check(Place spec) {
        Tables tables = Tables.of(spec);
        Map<String, Place> views = spec.at("views").entries();
        views.forEach((name, view) -> {
            if (Tables.CONTRACT.contains("gold." + name)) {
                view.complain("gold." + name + " is a table of Spark Joy itself; give the view another name");
            }
            if (Tables.METRIC_VIEWS.contains("gold." + name)) {
                view.complain("gold." + name + " is a metric view of Spark Joy itself; give the view another name");
            }
            tables.checkKnown(view.at("from"));
            StepRules.check(view.at("steps"), tables);
        });
        Map<String, Set<String>> inputs = new LinkedHashMap<>();
        views.forEach((name, view) -> inputs.put("gold." + name, inputs(view)));
        for (List<String> cycle : Cycles.in(inputs)) {
            views.get(cycle.get(0).substring("gold.".length()))
                    .complain("the view reads itself: " + String.join(" <- ", cycle)
                            + "; let one of them read silver.events");
        }
    }

    /** The tables that a view reads, as far as they can be seen. */
    static Set<String> inputs(Place view) {
        Set<String> inputs = new LinkedHashSet<>();
        view.at("from").text().ifPresent(inputs::add);
        view.at("steps")
                .items()
                .forEach(step -> step.at("join").at("table").text().ifPresent(inputs::add));
        return inputs;
    }
}
