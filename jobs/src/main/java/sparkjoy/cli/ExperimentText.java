package sparkjoy.cli;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import sparkjoy.experiment.Conclusion;
import sparkjoy.experiment.ExperimentStory;
import sparkjoy.experiment.Withheld;
import sparkjoy.terminal.Printable;
import sparkjoy.terminal.ShellWord;

/** An experiment for a terminal; names come from events and are made safe to show. */
final class ExperimentText {
    private ExperimentText() {}

    /** Verdict, metrics, what to do next; then details, where the story has some. */
    static String of(ExperimentStory story) {
        if (story.lines().isEmpty()) {
            return nothing(story);
        }
        String details = story.details().isPresent() ? "\n\n" + DetailsText.of(story) : "";
        return VerdictText.of(story) + versions(story) + warnings(story) + "\n\n" + MetricsText.of(story)
                + reasons(story) + "\n\n" + VerdictText.next(story) + details;
    }

    /** What each metric could show. */
    static String power(ExperimentStory story) {
        if (story.outlooks().isEmpty()) {
            return story.lines().isEmpty()
                    ? nothing(story)
                    : VerdictText.of(story) + "\n\nNo metric has an effect relative to its baseline.";
        }
        return PowerText.of(story);
    }

    private static String nothing(ExperimentStory story) {
        return Printable.text(story.id())
                + ": no unit has been exposed on a complete day.\n\nNext: joy assignments --experiment "
                + Printable.line(ShellWord.of(story.id())) + " shows whether any was assigned.";
    }

    private static String versions(ExperimentStory story) {
        return story.modelVersions().isEmpty()
                ? ""
                : story.modelVersions().entrySet().stream()
                        .map(arm -> Printable.text(arm.getKey() + " saw " + String.join(", ", arm.getValue())))
                        .collect(Collectors.joining("; ", "\n  Model versions: ", ""));
    }

    private static String warnings(ExperimentStory story) {
        return Stream.concat(story.warnings().stream(), withheld(story))
                .map(warning -> "\n  Warning: " + Printable.text(warning))
                .collect(Collectors.joining());
    }

    /** Where nothing is trusted the parts are not news: they are named in one line. */
    private static Stream<String> withheld(ExperimentStory story) {
        boolean isAllWithheld = story.conclusions().values().stream()
                .allMatch(conclusion -> conclusion.kind() == Conclusion.Kind.DO_NOT_TRUST);
        if (!isAllWithheld) {
            return story.withheld().stream()
                    .map(value -> value.name() + ": its numbers are withheld, " + value.reason());
        }
        return story.withheld().isEmpty()
                ? Stream.empty()
                : Stream.of(story.withheld().stream()
                        .map(Withheld::name)
                        .collect(Collectors.joining(", ", "also withheld: the numbers of ", "")));
    }

    private static String reasons(ExperimentStory story) {
        return Stream.concat(
                        story.lines().stream()
                                .filter(line -> !line.reason().isEmpty())
                                .map(line ->
                                        line.isOverridden() ? line.reason() : line.metric() + ": " + line.reason()),
                        story.lines().stream().map(MetricsText::capped).filter(note -> !note.isEmpty()))
                .distinct()
                .map(reason -> "\n  " + Printable.text(reason))
                .collect(Collectors.joining("", "\n", ""))
                .stripTrailing();
    }
}
