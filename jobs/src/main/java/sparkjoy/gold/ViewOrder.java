package sparkjoy.gold;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import sparkjoy.spec.Step;
import sparkjoy.spec.View;

/** Which tables the views read, and in which order the views are computed. */
final class ViewOrder {
    private ViewOrder() {}

    static String table(String view) {
        return "gold." + view;
    }

    /** All tables that a view reads. */
    static List<String> tables(View view) {
        return Stream.concat(
                        Stream.of(view.from()),
                        view.steps().stream()
                                .filter(Step.Join.class::isInstance)
                                .map(step -> ((Step.Join) step).table()))
                .distinct()
                .toList();
    }

    /** The tables that the views read and do not write. */
    static Set<String> sources(Map<String, View> views) {
        Set<String> sources = new LinkedHashSet<>();
        views.values().forEach(view -> sources.addAll(tables(view)));
        views.keySet().forEach(name -> sources.remove(table(name)));
        return sources;
    }

    /** Names of the views, each after those that it reads; the specification has no cycles. */
    static List<String> of(Map<String, View> views) {
        Set<String> ordered = new LinkedHashSet<>();
        views.keySet().forEach(name -> add(name, views, ordered));
        return List.copyOf(ordered);
    }

    private static void add(String name, Map<String, View> views, Set<String> ordered) {
        if (ordered.contains(name)) {
            return;
        }
        views.keySet().stream()
                .filter(other -> tables(views.get(name)).contains(table(other)))
                .forEach(other -> add(other, views, ordered));
        ordered.add(name);
    }
}
