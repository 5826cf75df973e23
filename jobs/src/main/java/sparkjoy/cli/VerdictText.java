package sparkjoy.cli;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
        return story.conclusions().keySet().stream()
                .map(variant -> String.format(
                        Locale.ROOT,
                        "%s, %s: %s%n  as of %s, %s; %s",
                        Printable.text(story.id()),
                        Printable.text(variant),
                        words(story, variant).toUpperCase(Locale.ROOT),
                        day(story.asOf()),
                        story.isRunning() ? "still running" : "over",
                        Printable.text(reason(story, variant))))
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

    /** With all that keeps a winner from being rolled out at once; what is true of every variant is said once. */
    private static String reason(ExperimentStory story, String variant) {
        Conclusion conclusion = story.conclusions().get(variant);
        String before = story.conclusions().keySet().iterator().next();
        if (conclusion.kind() == Conclusion.Kind.DO_NOT_TRUST) {
            boolean isSaid =
                    !before.equals(variant) && story.conclusions().get(before).equals(conclusion);
            return isSaid ? "for the same reason as " + before : conclusion.reason();
        }
        return conclusion.reason() + withheld(story) + rivals(story, variant) + warnings(story, conclusion);
    }

    private static String rivals(ExperimentStory story, String variant) {
        List<String> winners = story.conclusions().entrySet().stream()
                .filter(entry -> isWinner(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        return winners.size() > 1 && winners.contains(variant)
                ? "; compare it first with "
                        + winners.stream()
                                .filter(winner -> !winner.equals(variant))
                                .collect(Collectors.joining(", "))
                : "";
    }

    private static String warnings(ExperimentStory story, Conclusion conclusion) {
        return isWinner(conclusion) && !story.warnings().isEmpty() ? "; read the warnings below first" : "";
    }

    private static boolean isWinner(Conclusion conclusion) {
        return conclusion.kind() == Conclusion.Kind.WINNER && !conclusion.isOverridden();
    }

    /** A part of the units that is not to be trusted makes the whole doubtful. */
    private static String withheld(ExperimentStory story) {
        List<Withheld> values = story.withheld();
        if (values.isEmpty()) {
            return "";
        }
        String named = values.stream().limit(MOST_NAMED).map(Withheld::name).collect(Collectors.joining(", "));
        String more = values.size() > MOST_NAMED ? " and " + (values.size() - MOST_NAMED) + " more" : "";
        return "; do not trust " + named + more + ": their assignment is broken";
    }

    private static String words(ExperimentStory story, String variant) {
        Conclusion conclusion = story.conclusions().get(variant);
        String words = conclusion.kind().words();
        if (conclusion.isOverridden()) {
            return "shown by an override, do not rely on it: " + words;
        }
        return isWinner(conclusion) && !story.withheld().isEmpty()
                ? words + ", but part of the assignment is broken: do not roll it out yet"
                : words;
    }
}
