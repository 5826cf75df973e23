package sparkjoy.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import sparkjoy.experiment.ReadoutLine;
import sparkjoy.report.TextTable;
import sparkjoy.terminal.Printable;

/** The metrics of an experiment as a table, a row per variant and metric. */
final class MetricsText {
    private static final String NO_NUMBER = "-";

    private MetricsText() {}

    static String of(List<ReadoutLine> lines) {
        TextTable metrics = new TextTable(
                "metric",
                "variant",
                "baseline units",
                "units",
                "baseline",
                "value",
                "lift",
                "effect",
                "interval",
                "chance to win",
                "p adjusted",
                "p always valid",
                "status");
        lines.forEach(line -> metrics.row(cells(line)));
        return metrics.toString();
    }

    /** What a cap does to the values shown; empty where it does nothing. */
    static String capped(ReadoutLine line) {
        return line.estimate()
                .filter(found -> found.cap().isPresent())
                .filter(found ->
                        found.controlMean() != found.rawControlMean() || found.variantMean() != found.rawVariantMean())
                .map(found -> String.format(
                        Locale.ROOT,
                        "%s: numerators are capped at %s; without the cap %s has %s, %s %s",
                        line.metric(),
                        number(found.cap().orElseThrow()),
                        line.baseline(),
                        number(found.rawControlMean()),
                        line.variant(),
                        number(found.rawVariantMean())))
                .orElse("");
    }

    private static String[] cells(ReadoutLine line) {
        Optional<ReadoutLine.Estimate> found = line.estimate();
        return new String[] {
            line.metric() + role(line),
            Printable.text(line.variant()),
            found.map(numbers -> count(numbers.controlUnits())).orElse(NO_NUMBER),
            found.map(numbers -> count(numbers.variantUnits())).orElse(NO_NUMBER),
            found.map(numbers -> number(numbers.controlMean())).orElse(NO_NUMBER),
            found.map(numbers -> number(numbers.variantMean())).orElse(NO_NUMBER),
            found.flatMap(ReadoutLine.Estimate::lift)
                    .map(lift -> String.format(Locale.ROOT, "%+.2f%%", 100 * lift))
                    .orElse(NO_NUMBER),
            found.map(numbers -> signed(numbers.effect())).orElse(NO_NUMBER),
            found.map(numbers -> signed(numbers.low()) + " to " + signed(numbers.high()))
                    .orElse(NO_NUMBER),
            found.map(numbers -> String.format(Locale.ROOT, "%.1f%%", 100 * numbers.chanceToWin()))
                    .orElse(NO_NUMBER),
            found.map(numbers -> p(numbers.adjustedP().orElse(numbers.pValue())))
                    .orElse(NO_NUMBER),
            found.map(numbers -> p(numbers.alwaysValidAdjustedP().orElse(numbers.alwaysValidP())))
                    .orElse(NO_NUMBER),
            line.status()
        };
    }

    private static String role(ReadoutLine line) {
        if (line.isGuardrail()) {
            return " (guardrail)";
        }
        return line.isSecondary() ? " (secondary)" : "";
    }

    private static String count(long units) {
        return String.format(Locale.ROOT, "%,d", units);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }

    private static String signed(double value) {
        return String.format(Locale.ROOT, "%+.3g", value);
    }

    private static String p(double value) {
        return value < 0.0001 ? "<0.0001" : String.format(Locale.ROOT, "%.4f", value);
    }
}
