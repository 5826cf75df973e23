package sparkjoy.cli;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import sparkjoy.experiment.Estimate;
import sparkjoy.experiment.ExperimentStory;
import sparkjoy.experiment.ReadoutLine;
import sparkjoy.report.TextTable;
import sparkjoy.terminal.Printable;

/** The metrics of an experiment as a table, a row per variant and metric. */
final class MetricsText {
    private MetricsText() {}

    static String of(ExperimentStory story) {
        String level = level(story);
        TextTable metrics = new TextTable(
                "metric",
                "variant",
                "baseline units",
                "units",
                "baseline",
                "value",
                "lift",
                level + " interval of lift",
                "effect",
                level + " interval of effect",
                "chance to win",
                "p adjusted",
                "p always valid",
                "status");
        story.lines().forEach(line -> metrics.row(cells(line)));
        return metrics.toString();
    }

    /** That of the intervals, such as "95%". */
    static String level(ExperimentStory story) {
        return story.lines().stream()
                .flatMap(line -> line.estimate().flatMap(Estimate::alpha).stream())
                .findFirst()
                .map(Figures::level)
                .orElse("");
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
                        Figures.number(found.cap().orElseThrow()),
                        line.baseline(),
                        Figures.number(found.rawControlMean()),
                        line.variant(),
                        Figures.number(found.rawVariantMean())))
                .orElse("");
    }

    private static String[] cells(ReadoutLine line) {
        return new String[] {
            line.metric() + role(line),
            Printable.text(line.variant()),
            shown(line, numbers -> Figures.count(numbers.controlUnits())),
            shown(line, numbers -> Figures.count(numbers.variantUnits())),
            shown(line, numbers -> Figures.number(numbers.controlMean())),
            shown(line, numbers -> Figures.number(numbers.variantMean())),
            shown(line, MetricsText::lift),
            shown(line, MetricsText::interval),
            shown(line, numbers -> Figures.signed(numbers.effect())),
            shown(line, numbers -> Figures.signed(numbers.low()) + " to " + Figures.signed(numbers.high())),
            shown(line, numbers -> String.format(Locale.ROOT, "%.1f%%", 100 * numbers.chanceToWin())),
            shown(line, numbers -> Figures.p(numbers.adjustedP().orElse(numbers.pValue()))),
            shown(line, numbers -> Figures.p(numbers.alwaysValidAdjustedP().orElse(numbers.alwaysValidP()))),
            line.status()
        };
    }

    static String shown(ReadoutLine line, Function<Estimate, String> cell) {
        return line.estimate().map(cell).orElse(Figures.NONE);
    }

    static String lift(Estimate numbers) {
        return numbers.lift().map(Figures::percent).orElse(Figures.NONE);
    }

    /** Of the lift. */
    static String interval(Estimate numbers) {
        return interval(
                numbers.relative().map(Estimate.Relative::low),
                numbers.relative().map(Estimate.Relative::high));
    }

    static String interval(Optional<Double> low, Optional<Double> high) {
        return low.flatMap(from -> high.map(to -> Figures.percent(from) + " to " + Figures.percent(to)))
                .orElse(Figures.NONE);
    }

    private static String role(ReadoutLine line) {
        if (line.isGuardrail()) {
            return " (guardrail)";
        }
        return line.isSecondary() ? " (secondary)" : "";
    }
}
