package sparkjoy.spec;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Collects what is wrong with a specification, so that all of it is said at once. */
final class Problems {
    private final SortedSet<Problem> found = new TreeSet<>();

    void add(Origin origin, String path, String message) {
        found.add(new Problem(shown(origin.file()), origin.line(), Secrets.masked(path), Secrets.masked(message)));
    }

    /** The name of a file as it is; the key of an override may be a secret by mistake. */
    private static String shown(String file) {
        return file.startsWith("--set ") ? Secrets.masked(file) : file;
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
