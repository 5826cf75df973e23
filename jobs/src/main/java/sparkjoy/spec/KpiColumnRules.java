package sparkjoy.spec;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** An own KPI has a name that SQL and the KPI tables leave free, and selects events. */
final class KpiColumnRules {
    /** A row of activity says in the bits of one number which of them it counts in. */
    private static final int MOST = 60;

    private final Set<String> taken = taken();

    private KpiColumnRules() {}

    static void check(Place columns) {
        Map<String, Place> all = columns.entries();
        if (all.size() > MOST) {
            columns.complain("has " + all.size() + " columns; keep at most " + MOST);
        }
        if (!all.isEmpty()) {
            KpiColumnRules rules = new KpiColumnRules();
            all.forEach(rules::checkName);
            all.values().forEach(KpiColumnRules::checkEvents);
        }
    }

    private void checkName(String name, Place column) {
        if (!name.matches(NameRules.NAME)) {
            column.complain("'" + name + "' cannot name a KPI column; write lower-case letters, digits and _,"
                    + " a letter first");
        } else if (taken.contains(name)) {
            column.complain("'" + name + "' is a built-in column of the KPI tables; choose another name");
        } else if (Sql.isReserved(name)) {
            column.complain("'" + name + "' is a reserved word of SQL; choose another name, like " + name + "_events");
        }
    }

    private static void checkEvents(Place column) {
        Place action = column.at("action");
        if (action.isEmpty() && column.at("where").isEmpty()) {
            column.complain("selects no events: write an action, like action: remove_from_cart, or a condition,"
                    + " like where: event = 'Coupon Applied'");
        }
        ActionRules.checkKnown(action);
        Sql.checkExpression(column.at("where"));
    }

    /** Columns of both tables, and a count that only a ratio of theirs uses. */
    private static Set<String> taken() {
        Set<String> names = new HashSet<>(Set.of("users_shown"));
        names.addAll(columns("gold.kpi_hourly"));
        names.addAll(columns("gold.kpi_daily"));
        return Set.copyOf(names);
    }

    private static Set<String> columns(String table) {
        try (InputStream file = KpiColumnRules.class.getResourceAsStream("/sparkjoy/tables/" + table + ".yaml")) {
            return new ObjectMapper(new YAMLFactory())
                    .readTree(file).path("columns").properties().stream()
                            .map(Map.Entry::getKey)
                            .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException("The contract of " + table + " cannot be read", e);
        }
    }
}
