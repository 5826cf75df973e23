package sparkjoy.spec;

import java.util.Comparator;
import sparkjoy.terminal.Printable;

/**
 * One mistake in a specification, where it is and how to fix it.
 *
 * @param file the file as it was named, or `--set key` for an override
 * @param line counted from 1; 0 where it is unknown
 * @param path the key, like `views.added_to_cart.steps[2].mutate`; empty for the whole file
 * @param message what is wrong, the value, the fix
 */
public record Problem(String file, int line, String path, String message) implements Comparable<Problem> {
    private static final Comparator<Problem> BY_PLACE = Comparator.comparing(Problem::file)
            .thenComparingInt(Problem::line)
            .thenComparing(Problem::path)
            .thenComparing(Problem::message);

    @Override
    public int compareTo(Problem other) {
        return BY_PLACE.compare(this, other);
    }

    /** `file:line: path: message` on one line, without what is unknown. */
    @Override
    public String toString() {
        return Printable.line(
                file + (line > 0 ? ":" + line : "") + ": " + (path.isEmpty() ? "" : path + ": ") + message);
    }
}
