package sparkjoy.status;

import sparkjoy.report.TextTable;
import sparkjoy.run.Amount;
import sparkjoy.run.Days;

/** A drift as a terminal shows it. */
public final class DriftText {
    private DriftText() {}

    public static String of(Drift drift) {
        String compared = String.format(
                "Properties of silver.events on %s (%s) compared with %s (%s)",
                text(drift.days()),
                Amount.of(drift.events(), "event", "events"),
                text(drift.before()),
                Amount.of(drift.eventsBefore(), "event", "events"));
        if (drift.eventsBefore() == 0) {
            return compared + "\n\nThere is nothing to compare with: give later days by --from and --to.";
        }
        return drift.findings().isEmpty() ? compared + "\n\nNo property drifts." : compared + "\n\n" + table(drift);
    }

    private static String table(Drift drift) {
        TextTable table = new TextTable(
                "event",
                "property",
                "change",
                "types before",
                "types",
                "first seen",
                "last seen",
                "before",
                "count",
                "rescued");
        for (Drift.Finding finding : drift.findings()) {
            table.row(
                    finding.event(),
                    finding.property(),
                    finding.change().name(),
                    String.join("|", finding.typesBefore()),
                    String.join("|", finding.types()),
                    finding.firstSeen().toString(),
                    finding.lastSeen().toString(),
                    String.format("%,d", finding.countBefore()),
                    String.format("%,d", finding.count()),
                    String.format("%.2f%%", finding.rescuedShare() * 100));
        }
        return table.toString();
    }

    private static String text(Days days) {
        return days.from().plusDays(1).equals(days.to())
                ? days.from().toString()
                : days.from() + " to " + days.to().minusDays(1);
    }
}
