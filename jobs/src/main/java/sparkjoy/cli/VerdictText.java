package sparkjoy.cli;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import sparkjoy.experiment.ExperimentStory;
import sparkjoy.experiment.Headline;
import sparkjoy.terminal.Printable;

/** The verdicts of an experiment, two lines per variant, and what to do next: what is read by those who read no table. */
final class VerdictText {
    private VerdictText() {}

    static String of(ExperimentStory story) {
        return Headline.all(story).entrySet().stream()
                .map(verdict -> String.format(
                        Locale.ROOT,
                        "%s, %s: %s%n  as of %s, %s; %s",
                        Printable.text(story.id()),
                        Printable.text(verdict.getKey()),
                        verdict.getValue().words().toUpperCase(Locale.ROOT),
                        day(story.asOf()),
                        story.isRunning() ? "still running" : "over",
                        Printable.text(verdict.getValue().reason())))
                .collect(Collectors.joining("\n"));
    }

    static String next(ExperimentStory story) {
        return story.next().stream()
                .map(sentence -> "Next: " + Printable.text(sentence))
                .collect(Collectors.joining("\n"));
    }

    static String day(Optional<LocalDate> day) {
        return day.map(LocalDate::toString).orElse("-");
    }
}
