package sparkjoy.experiment;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the lines of one variant mean together.
 *
 * @param reason the metrics or numbers that led to it
 * @param isOverridden the numbers are shown in spite of a mismatch or leak, as an override asks
 */
public record Conclusion(Kind kind, String reason, boolean isOverridden) {

    /** What there is to say. */
    public enum Kind {
        WINNER("winner"),
        UNGUARDED("better, but unguarded: do not roll it out"),
        INCOMPLETE("better, but not every metric has a result: do not roll it out"),
        LOSER("loser: do not roll it out"),
        MIXED("better and worse at once: do not roll it out as it is"),
        NO_DIFFERENCE_YET("no difference yet: do not roll it out yet"),
        NO_DIFFERENCE("no difference found: keep the baseline"),
        NOT_ENOUGH("too early to tell: do not roll it out yet"),
        UNDECIDED("nothing decided, no metric has a result: keep the baseline"),
        DO_NOT_TRUST("do not trust it: its numbers are withheld");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        public String text() {
            return text;
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
            return new Conclusion(
                    isRunning ? Kind.NOT_ENOUGH : Kind.UNDECIDED, named(lines, line -> true, "%s"), false);
        }
        return compared(lines, alpha, isRunning);
    }

    private static Conclusion compared(List<ReadoutLine> lines, double alpha, boolean isRunning) {
        boolean isOverridden = lines.stream().anyMatch(ReadoutLine::isOverridden);
        String better =
                named(lines, line -> line.role() == Role.PRIMARY && line.isBetter(alpha, isRunning), "better by %s");
        String harm = named(lines, line -> line.isHarmed(alpha, isRunning), "worse by %s");
        String worse =
                named(lines, line -> line.role() != Role.SECONDARY && line.isWorse(alpha, isRunning), "worse by %s");
        String missing = missing(lines);
        if (!better.isEmpty()) {
            return new Conclusion(
                    better(lines, alpha, isRunning),
                    joined(better, harm, unguarded(lines, alpha, isRunning), missing),
                    isOverridden);
        }
        if (!worse.isEmpty()) {
            return new Conclusion(Kind.LOSER, worse, isOverridden);
        }
        String gain = named(
                lines,
                line -> line.role() == Role.SECONDARY && line.isBetter(alpha, isRunning),
                "better by %s, which is secondary");
        return new Conclusion(
                isRunning ? Kind.NO_DIFFERENCE_YET : Kind.NO_DIFFERENCE,
                joined(
                        "no primary metric is beyond chance at alpha " + alpha,
                        gain,
                        harm.isEmpty() ? "" : "watch what looks " + harm,
                        missing),
                isOverridden);
    }

    /** Of a variant of which some primary metric is better. */
    private static Kind better(List<ReadoutLine> lines, double alpha, boolean isRunning) {
        if (lines.stream().anyMatch(line -> line.isHarmed(alpha, isRunning))) {
            return Kind.MIXED;
        }
        if (lines.stream().anyMatch(line -> line.isGuardrail() && isUnguarded(line, alpha, isRunning))) {
            return Kind.UNGUARDED;
        }
        return lines.stream().anyMatch(line -> line.estimate().isEmpty()) ? Kind.INCOMPLETE : Kind.WINNER;
    }

    private static boolean isUnguarded(ReadoutLine line, double alpha, boolean isRunning) {
        return line.estimate().isEmpty()
                || !line.isWithinMargin(alpha, isRunning)
                || line.mayBeHarmed(alpha, isRunning);
    }

    private static String unguarded(List<ReadoutLine> lines, double alpha, boolean isRunning) {
        return joined(
                named(
                        lines,
                        line -> line.estimate().isPresent()
                                && !line.isHarmed(alpha, isRunning)
                                && !line.isWithinMargin(alpha, isRunning),
                        "not shown to stay within its margin: the guardrail %s"),
                named(
                        lines,
                        line -> line.mayBeHarmed(alpha, isRunning),
                        "may be worse, which is not certain: the guardrail %s"));
    }

    private static String missing(List<ReadoutLine> lines) {
        return joined(
                named(lines, line -> line.isGuardrail() && line.estimate().isEmpty(), "no numbers of the guardrail %s"),
                named(lines, line -> !line.isGuardrail() && line.estimate().isEmpty(), "no numbers of %s"));
    }

    private static String joined(String... parts) {
        return Stream.of(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining("; "));
    }

    private static String named(List<ReadoutLine> lines, Predicate<ReadoutLine> which, String format) {
        List<String> names = lines.stream()
                .filter(which)
                .map(line -> line.estimate().isPresent()
                        ? line.metric()
                        : line.metric() + " (" + line.status() + ": " + line.reason() + ")")
                .toList();
        return names.isEmpty() ? "" : format.formatted(String.join(", ", names));
    }
}
