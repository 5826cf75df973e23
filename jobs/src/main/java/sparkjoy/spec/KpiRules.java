package sparkjoy.spec;

import java.util.LinkedHashMap;
import java.util.Map;

/** A source numbers its orders in one group; own columns have names that are free. */
final class KpiRules {
    private KpiRules() {}

    static void check(Place kpis) {
        KpiColumnRules.check(kpis.at("columns"));
        Map<String, String> groups = new LinkedHashMap<>();
        kpis.at("order_groups").entries().forEach((group, sources) -> {
            if (sources.isEmpty()) {
                sources.complain("names no source; write Segment source ids, like [web, ios], or leave the group out");
            }
            sources.items().forEach(source -> checkOnce(source, group, groups));
        });
    }

    private static void checkOnce(Place source, String group, Map<String, String> groups) {
        source.text()
                .filter(id -> groups.putIfAbsent(id, group) != null)
                .ifPresent(id -> source.complain(Secrets.shown(id) + " is in group " + Secrets.shown(groups.get(id))
                        + " already; keep one of the two"));
    }
}
