package sparkjoy.experiment;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The verdict on one variant for those who read nothing else.
 *
 * @param words what it is, and whether a part of the assignment is broken
 * @param reason the metrics or numbers that led to it, and what to read or compare before a rollout
 * @param isWinner a winner by its numbers, whose assignment is intact
 */
public record Headline(String words, String reason, boolean isWinner) {
    private static final int MOST_NAMED = 3;

    /** By variant. */
    public static Map<String, Headline> all(ExperimentStory story) {
        Map<String, Headline> headlines = new TreeMap<>();
        story.conclusions()
                .forEach((variant, conclusion) -> headlines.put(
                        variant,
                        new Headline(
                                words(story, conclusion),
                                reason(story, variant),
                                isWinner(conclusion) && story.withheld().isEmpty())));
        return headlines;
    }

    private static String words(ExperimentStory story, Conclusion conclusion) {
        String words = conclusion.kind().text();
        if (conclusion.isOverridden()) {
            return "shown by an override, do not rely on it: " + words;
        }
        return isWinner(conclusion) && !story.withheld().isEmpty()
                ? words + ", but part of the assignment is broken: do not roll it out yet"
                : words;
    }

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
        return isWinner(conclusion) && !story.warnings().isEmpty() ? "; read the warnings first" : "";
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
        String more = values.size() > MOST_NAMED
                ? String.format(Locale.ROOT, " and %,d more", values.size() - MOST_NAMED)
                : "";
        return "; do not trust " + named + more + ": their assignment is broken";
    }
}
