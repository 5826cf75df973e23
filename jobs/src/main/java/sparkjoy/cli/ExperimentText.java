package sparkjoy.cli;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import sparkjoy.experiment.Conclusion;
import sparkjoy.experiment.ExperimentStory;
import sparkjoy.experiment.Outlook;
import sparkjoy.experiment.ReadoutLine;
import sparkjoy.report.TextTable;

/** An experiment for a terminal; names come from events and are made safe to show. */
final class ExperimentText {
    private static final String NO_NUMBER = "-";

    private ExperimentText() {}

    /** Verdict, metrics, what to do next. */
    static String of(ExperimentStory story) {
        if (story.lines().isEmpty()) {
            return nothing(story);
        }
        TextTable metrics = new TextTable(
                "metric",
                "variant",
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
        story.lines().forEach(line -> metrics.row(cells(line)));
        String next = story.conclusions().values().stream()
                .map(Conclusion::kind)
                .distinct()
                .map(kind -> "Next: " + kind.next().replace("ID", story.id()))
                .collect(Collectors.joining("\n"));
        return verdicts(story) + warnings(story) + "\n\n" + metrics + reasons(story) + "\n\n" + next;
    }

    /** What each metric could show. */
    static String power(ExperimentStory story) {
        if (story.outlooks().isEmpty()) {
            return story.lines().isEmpty() ? nothing(story) : verdicts(story) + "\n\nNo metric has numbers yet.";
        }
        TextTable outlooks = new TextTable("metric", "variant", "seen now", "wanted", "units a day", "days to go");
        story.outlooks().forEach(outlook -> outlooks.row(cells(outlook)));
        return "The smallest change, as a share of the baseline, that each metric would show with a chance of 80 %, as of "
                + day(story.asOf()) + "\n\n" + outlooks;
    }

    private static String nothing(ExperimentStory story) {
        return story.id() + ": no unit has been exposed on a complete day yet.\n\nNext: joy assignments --experiment "
                + story.id() + " tells whether any was assigned.";
    }

    private static String verdicts(ExperimentStory story) {
        return story.conclusions().entrySet().stream()
                .map(variant -> String.format(
                        Locale.ROOT,
                        "%s, %s: %s%s%n  as of %s, %s; %s",
                        story.id(),
                        Printable.text(variant.getKey()),
                        variant.getValue().kind().words().toUpperCase(Locale.ROOT),
                        variant.getValue().isOverridden() ? ", by srm_override, see below" : "",
                        day(story.asOf()),
                        story.isRunning() ? "still running" : "over",
                        Printable.text(variant.getValue().reason())))
                .collect(Collectors.joining("\n"));
    }

    private static String warnings(ExperimentStory story) {
        return story.warnings().stream()
                .map(warning -> "\n  Warning: " + Printable.text(warning))
                .collect(Collectors.joining());
    }

    private static String reasons(ExperimentStory story) {
        return story.lines().stream()
                .filter(line -> !line.reason().isEmpty())
                .map(ReadoutLine::reason)
                .distinct()
                .map(reason -> "\n  " + Printable.text(reason))
                .collect(Collectors.joining("", "\n", ""))
                .stripTrailing();
    }

    private static String[] cells(ReadoutLine line) {
        String name = line.metric() + (line.isGuardrail() ? " (guardrail)" : "");
        Optional<ReadoutLine.Estimate> found = line.estimate();
        return new String[] {
            name,
            Printable.text(line.variant()),
            found.map(numbers -> String.format(Locale.ROOT, "%,d", numbers.units()))
                    .orElse(NO_NUMBER),
            found.map(numbers -> number(numbers.controlMean())).orElse(NO_NUMBER),
            found.map(numbers -> number(numbers.variantMean())).orElse(NO_NUMBER),
            found.map(numbers -> String.format(Locale.ROOT, "%+.2f%%", 100 * numbers.lift()))
                    .orElse(NO_NUMBER),
            found.map(numbers -> signed(numbers.effect())).orElse(NO_NUMBER),
            found.map(numbers -> signed(numbers.low()) + " to " + signed(numbers.high()))
                    .orElse(NO_NUMBER),
            found.map(numbers -> String.format(Locale.ROOT, "%.1f%%", 100 * numbers.chanceToWin()))
                    .orElse(NO_NUMBER),
            found.flatMap(ReadoutLine.Estimate::adjustedP)
                    .map(ExperimentText::p)
                    .orElse(NO_NUMBER),
            found.map(numbers -> p(numbers.alwaysValidP())).orElse(NO_NUMBER),
            line.status()
        };
    }

    private static String[] cells(Outlook outlook) {
        return new String[] {
            outlook.metric(),
            Printable.text(outlook.variant()),
            String.format(Locale.ROOT, "%.2f%%", 100 * outlook.detectableLift()),
            String.format(Locale.ROOT, "%.2f%%", 100 * outlook.wantedLift()),
            String.format(Locale.ROOT, "%,.1f", outlook.unitsPerDay()),
            outlook.days().map(days -> String.format(Locale.ROOT, "%,d", days)).orElse("no units come")
        };
    }

    private static String day(Optional<LocalDate> day) {
        return day.map(LocalDate::toString).orElse(NO_NUMBER);
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
