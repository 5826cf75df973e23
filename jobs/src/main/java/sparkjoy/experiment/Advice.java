package sparkjoy.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import sparkjoy.terminal.ShellWord;

/** What to do about the conclusions of an experiment: sentences that name the variants. */
record Advice(
        String id, String baseline, boolean isRunning, Map<String, Conclusion> conclusions, List<Withheld> withheld) {

    private static final int MOST_NAMED = 5;

    /** One sentence per thing to do, in the order of the variants. */
    List<String> sentences() {
        List<String> winners = conclusions.entrySet().stream()
                .filter(entry -> entry.getValue().kind() == Conclusion.Kind.WINNER)
                .filter(entry -> !entry.getValue().isOverridden())
                .map(Map.Entry::getKey)
                .toList();
        List<String> sentences = new ArrayList<>();
        if (winners.size() == 1) {
            sentences.add(rollout(winners.get(0)));
        } else if (winners.size() > 1) {
            sentences.add(String.join(" and ", winners) + " are each better than " + baseline
                    + ". Compare them with each other first: joy experiment " + ShellWord.of(id) + " --set "
                    + ShellWord.of("experiments." + id + ".baseline=" + winners.get(0))
                    + " after a run with that baseline.");
        }
        conclusions.entrySet().stream()
                .filter(entry -> !winners.contains(entry.getKey()))
                .map(entry -> sentence(entry.getKey(), entry.getValue(), winners.isEmpty()))
                .forEach(sentences::add);
        boolean isTrusted =
                conclusions.values().stream().anyMatch(conclusion -> conclusion.kind() != Conclusion.Kind.DO_NOT_TRUST);
        if (isTrusted && !withheld.isEmpty()) {
            sentences.add(
                    0,
                    "Before anything else, find what breaks the assignment of "
                            + withheld.stream()
                                    .limit(MOST_NAMED)
                                    .map(Withheld::name)
                                    .collect(Collectors.joining(", "))
                            + ": these units are part of the numbers of all units.");
        }
        return sentences;
    }

    private String sentence(String variant, Conclusion conclusion, boolean isLast) {
        if (conclusion.isOverridden() && conclusion.kind() != Conclusion.Kind.LOSER) {
            return "Do not roll out " + variant + " on these numbers: an override shows them despite what health"
                    + " says. Correct the assignment and repeat the experiment, or show that the cause does not"
                    + " touch the metrics.";
        }
        String keep = isLast ? "Keep " + baseline : "Do not roll out " + variant;
        return switch (conclusion.kind()) {
            case WINNER -> rollout(variant);
            case UNGUARDED ->
                "Do not roll out " + variant + " before each guardrail has a result that excludes the harm. "
                        + missing();
            case INCOMPLETE -> "Do not roll out " + variant + " before each metric has a result. " + missing();
            case LOSER -> keep + (isLast ? ", do not roll out " + variant : "") + end();
            case MIXED ->
                "Do not roll out " + variant + " as it is. Weigh what is better against what is worse, by"
                        + " dimension in gold.experiment_readout, or change the variant and repeat the experiment.";
            case NO_DIFFERENCE_YET ->
                "Do not roll out " + variant + " yet; joy experiment " + ShellWord.of(id)
                        + " --power shows how long it takes to see a difference.";
            case NO_DIFFERENCE ->
                keep + " unless " + variant + " is wanted for other reasons: the intervals show"
                        + " how large a difference could still be.";
            case NOT_ENOUGH ->
                "Do not roll out " + variant
                        + " yet: its units need a full window first. The statuses show what is missing.";
            case UNDECIDED ->
                keep + ". The experiment is over without a result for " + variant + ": correct what the"
                        + " statuses name, or repeat it with more units.";
            case DO_NOT_TRUST ->
                "Do not use the numbers of " + variant + ". Find what breaks the assignment: the first"
                        + " stage of gold.assignment_health that is not OK, then its dimensions; joy assignments"
                        + " --experiment " + ShellWord.of(id) + " shows it by day.";
        };
    }

    private String rollout(String variant) {
        return withheld.isEmpty()
                ? "Roll out " + variant + " to everyone" + end()
                : "Do not roll out " + variant + " before that: what breaks the assignment may also be what makes it"
                        + " better.";
    }

    private String missing() {
        return isRunning
                ? "Wait for more units if its status is OK, else correct what the status names."
                : "The experiment is over: keep " + baseline
                        + ", and correct what the status names or repeat the experiment with more units.";
    }

    private String end() {
        return isRunning ? ", then end the experiment." : ".";
    }
}
