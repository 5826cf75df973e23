package sparkjoy.cli;

import java.util.Locale;
import sparkjoy.experiment.ExperimentStory;
import sparkjoy.experiment.Outlook;
import sparkjoy.report.TextTable;
import sparkjoy.terminal.Printable;

/** What change each metric could show by now, and how long the wanted one takes. */
final class PowerText {
    private PowerText() {}

    /** Of an experiment with outlooks. */
    static String of(ExperimentStory story) {
        TextTable outlooks = new TextTable(
                "metric", "variant", "seen now", "wanted", "alpha", "looks", "units per day", "days to go");
        story.outlooks().forEach(outlook -> outlooks.row(cells(outlook)));
        return "Minimum detectable effect at 80% power, relative to the baseline, by the rule of the verdict, as of "
                + VerdictText.day(story.asOf()) + "\n\n" + outlooks;
    }

    private static String[] cells(Outlook outlook) {
        return new String[] {
            outlook.metric(),
            Printable.text(outlook.variant()),
            String.format(Locale.ROOT, "%.2f%%", 100 * outlook.detectableLift()),
            String.format(Locale.ROOT, "%.2f%%", 100 * outlook.wantedLift()),
            String.format(Locale.ROOT, "%.4f", outlook.alpha()),
            outlook.isAlwaysValid() ? "every day" : "once",
            String.format(Locale.ROOT, "%,.1f", outlook.unitsPerDay()),
            outlook.days().map(days -> String.format(Locale.ROOT, "%,d", days)).orElse("no new units")
        };
    }
}
