package sparkjoy.experiment;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What the lines of one experiment mean together.
 *
 * @param reason the metrics or numbers that led to it
 * @param isOverridden the numbers are shown in spite of a mismatch or leak, as srm_override asks
 */
public record Conclusion(Kind kind, String reason, boolean isOverridden) {

    /** What there is to say. */
    public enum Kind {
        WINNER("winner", "Give the variant to everybody, then end the experiment."),
        UNGUARDED(
                "better, but unguarded",
                "Decide nothing before each guardrail has numbers; its status tells whether to wait or what to mend."),
        LOSER("loser", "Keep the baseline, then end the experiment."),
        MIXED(
                "better and worse at once",
                "Weigh the metrics against each other; look at gold.experiment_readout by dimension."),
        NO_DIFFERENCE_YET("no difference yet", "Wait; joy experiment ID --power tells how long it takes to see one."),
        NOT_ENOUGH("too early to tell", "Wait until units have had their window; the statuses tell what is missing."),
        DO_NOT_TRUST(
                "do not trust it",
                "Find what breaks the assignment: the first stage of gold.assignment_health that is not OK, then its"
                        + " dimensions; joy assignments --experiment ID shows it by day.");

        private final String words;
        private final String next;

        Kind(String words, String next) {
            this.words = words;
            this.next = next;
        }

        public String words() {
            return words;
        }

        /** What to do about it. */
        public String next() {
            return next;
        }
    }

    /** Of the lines of one variant. */
    static Conclusion of(List<ReadoutLine> lines, double alpha, boolean isRunning) {
        List<ReadoutLine> blocked = lines.stream()
                .filter(line -> line.status().equals("SRM_BLOCKED"))
                .toList();
        if (!blocked.isEmpty()) {
            return new Conclusion(Kind.DO_NOT_TRUST, blocked.get(0).reason(), false);
        }
        if (lines.stream().allMatch(line -> line.estimate().isEmpty())) {
            return new Conclusion(Kind.NOT_ENOUGH, named(lines, line -> true, "%s"), false);
        }
        return compared(lines, alpha, isRunning, lines.stream().anyMatch(ReadoutLine::isOverridden));
    }

    private static Conclusion compared(List<ReadoutLine> lines, double alpha, boolean isRunning, boolean isOverridden) {
        String better =
                named(lines, line -> !line.isGuardrail() && line.direction(alpha, isRunning) > 0, "better by %s");
        String worse = named(lines, line -> line.direction(alpha, isRunning) < 0, "worse by %s");
        String unguarded =
                named(lines, line -> line.isGuardrail() && line.estimate().isEmpty(), "no numbers of the guardrail %s");
        if (better.isEmpty() && worse.isEmpty()) {
            String none = "no metric is beyond chance at alpha " + alpha;
            return new Conclusion(Kind.NO_DIFFERENCE_YET, none, isOverridden);
        }
        if (better.isEmpty()) {
            return new Conclusion(Kind.LOSER, worse, isOverridden);
        }
        if (!worse.isEmpty()) {
            return new Conclusion(Kind.MIXED, better + "; " + worse, isOverridden);
        }
        return unguarded.isEmpty()
                ? new Conclusion(Kind.WINNER, better, isOverridden)
                : new Conclusion(Kind.UNGUARDED, better + "; " + unguarded, isOverridden);
    }

    private static String named(List<ReadoutLine> lines, Predicate<ReadoutLine> which, String format) {
        List<String> names = lines.stream()
                .filter(which)
                .map(line -> line.estimate().isPresent()
                        ? line.metric()
                        : line.metric() + " (" + line.status() + ": " + line.reason() + ")")
                .toList();
        return names.isEmpty() ? "" : format.formatted(names.stream().collect(Collectors.joining(", ")));
    }
}
