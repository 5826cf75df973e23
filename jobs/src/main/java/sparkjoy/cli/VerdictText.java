package sparkjoy.cli;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import sparkjoy.experiment.Conclusion;
import sparkjoy.experiment.ExperimentStory;
import sparkjoy.experiment.Withheld;
import sparkjoy.terminal.Printable;

/** The verdicts of an experiment, two lines per variant, and what to do next: what is read by those who read no table. */
final class VerdictText {
    private static final int MOST_NAMED = 3;

    private VerdictText() {}

    static String of(ExperimentStory story) {
        return story.conclusions().entrySet().stream()
                .map(variant -> String.format(
                        Locale.ROOT,
                        "%s, %s: %s%n  as of %s, %s; %s%s",
                        Printable.text(story.id()),
                        Printable.text(variant.getKey()),
                        words(variant.getValue()).toUpperCase(Locale.ROOT),
                        day(story.asOf()),
                        story.isRunning() ? "still running" : "over",
                        Printable.text(variant.getValue().reason()),
                        Printable.text(withheld(story, variant.getValue()))))
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

    /** A part of the units that is not to be trusted makes the whole doubtful. */
    private static String withheld(ExperimentStory story, Conclusion conclusion) {
        List<Withheld> values = story.withheld();
        if (values.isEmpty() || conclusion.kind() == Conclusion.Kind.DO_NOT_TRUST) {
            return "";
        }
        String named = values.stream().limit(MOST_NAMED).map(Withheld::name).collect(Collectors.joining(", "));
        String more = values.size() > MOST_NAMED ? " and " + (values.size() - MOST_NAMED) + " more" : "";
        return "; do not trust " + named + more + ": their assignment is broken";
    }

    private static String words(Conclusion conclusion) {
        return conclusion.isOverridden()
                ? "shown by an override, do not rely on it: "
                        + conclusion.kind().words()
                : conclusion.kind().words();
    }
}
