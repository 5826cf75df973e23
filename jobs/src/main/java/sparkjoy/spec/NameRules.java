package sparkjoy.spec;

import java.util.List;
import java.util.regex.Pattern;

/** Names become folders, tables and tasks: lower case, digits and underscores. */
final class NameRules {
    static final String NAME = "[a-z][a-z0-9_]*";

    static final List<String> SELF_NAMED = List.of("sources", "views", "metrics", "expectations", "pipelines");
    static final List<String> NEVER_EMPTY = List.of("sources", "pipelines");

    private static final Pattern COLUMN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private NameRules() {}

    static void check(Place spec) {
        for (String section : SELF_NAMED) {
            spec.at(section).entries().forEach((name, place) -> {
                if (!name.matches(NAME)) {
                    place.complain("'" + name + "' is not a name; write lower-case letters, digits and _,"
                            + " a letter first");
                }
            });
        }
        for (String section : NEVER_EMPTY) {
            if (spec.at(section).isEmpty()) {
                spec.at(section).complain("is empty; name at least one");
            }
        }
    }

    /** Checks that each key of a map can be a new column. */
    static void checkColumns(Place columns) {
        columns.entries().forEach((name, place) -> checkColumn(name, place));
    }

    static void checkColumn(String name, Place place) {
        if (!COLUMN.matcher(name).matches()) {
            place.complain("'" + name + "' cannot name a column; write letters, digits and _, no digit first");
        }
    }
}
