package sparkjoy.backfill;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import sparkjoy.report.TextTable;
import sparkjoy.terminal.Printable;

/** Differences as a terminal shows them. */
public final class DifferencesText {
    private static final int NAMED = 5;
    private static final int PER_CENT = 100;

    private DifferencesText() {}

    public static String of(Differences differences) {
        if (differences.changed() == 0) {
            return "EQUAL: staged and live days have the same measures in " + String.join(", ", differences.tables())
                    + ".";
        }
        TextTable table = new TextTable("table", "day", "measure", "live", "staged", "change");
        differences
                .largest()
                .forEach(one -> table.row(
                        one.table(),
                        one.day().toString(),
                        one.measure(),
                        number(one.live()),
                        number(one.staged()),
                        change(one)));
        int more = differences.changed() - differences.largest().size();
        return table
                + (more > 0 ? String.format(Locale.ROOT, "%nand %,d smaller ones", more) : "")
                + (differences.broken().isEmpty()
                        ? "\nWithin the specification's gates: joy promote publishes the days."
                        : "\nREFUSED by the specification's gates: " + named(differences.broken()));
    }

    static String refusal(Differences differences) {
        return "The specification's gates refuse the staged days: " + named(differences.broken())
                + ". Fix the specification and stage again, raise gates.max_change or gates.max_change_of,"
                + " or promote with"
                + " --accept.";
    }

    private static String named(List<Difference> broken) {
        String names = broken.stream().limit(NAMED).map(DifferencesText::named).collect(Collectors.joining("; "));
        int more = broken.size() - NAMED;
        return names + (more > 0 ? String.format(Locale.ROOT, "; and %,d more", more) : "");
    }

    private static String named(Difference one) {
        return Printable.line(String.format(
                "%s %s %s: %s live, %s staged (%s)",
                one.table(), one.day(), one.measure(), number(one.live()), number(one.staged()), change(one)));
    }

    private static String number(BigDecimal value) {
        BigDecimal plain = value.setScale(Math.max(0, value.stripTrailingZeros().scale()), RoundingMode.UNNECESSARY);
        return String.format(Locale.ROOT, "%,." + plain.scale() + "f", plain);
    }

    private static String change(Difference one) {
        return Double.isInfinite(one.change())
                ? "new"
                : String.format(Locale.ROOT, "%+.1f %%", one.change() * PER_CENT);
    }
}
