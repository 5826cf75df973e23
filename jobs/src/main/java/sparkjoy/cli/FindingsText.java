package sparkjoy.cli;

import java.util.List;
import java.util.stream.Collectors;
import sparkjoy.review.Finding;
import sparkjoy.terminal.Printable;

/** Findings as lines of a terminal: the first ten, and how many more there are. */
final class FindingsText {
    private static final int SHOWN = 10;

    private FindingsText() {}

    /** Empty where there are none, else lines that follow other text. */
    static String of(List<Finding> findings) {
        if (findings.isEmpty()) {
            return "";
        }
        String lines = findings.stream()
                .limit(SHOWN)
                .map(finding -> "\nWARNING: " + Printable.text(finding.toSentence()))
                .collect(Collectors.joining());
        int more = findings.size() - SHOWN;
        return "\n" + lines + (more > 0 ? "\n" + more + " more warnings: --json lists all." : "");
    }
}
