package sparkjoy.spec;

import java.util.Locale;
import java.util.Set;

/** Words that tables hold in place of a value: no arm or experiment can be called so. */
final class ReservedWords {
    private static final Set<String> WORDS = Set.of("(all)", "(none)", "(other)");

    private ReservedWords() {}

    /** Complains where a name is one of them; silver.events holds null in its place, also where an event says so. */
    static void check(String what, String name, Place place) {
        if (WORDS.contains(name.strip().toLowerCase(Locale.ROOT))) {
            place.complain("'" + name + "' cannot name " + what
                    + ": tables use it as a placeholder, and events that send it count as events without a"
                    + " value; choose another name");
        }
    }
}
