package sparkjoy.spec;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Collects what is wrong with a specification, so that all of it is said at once. */
final class Problems {
    private final SortedSet<Problem> found = new TreeSet<>();

    void add(Origin origin, String path, String message) {
        found.add(new Problem(origin.file(), origin.line(), path, message));
    }

    /** What was found, by file and line. */
    List<Problem> sorted() {
        return List.copyOf(found);
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new SpecException(sorted());
        }
    }
}
