package sparkjoy.lake;

import java.util.Collection;
import java.util.stream.Collectors;

/** Conditions of SQL over values that may hold anything. */
public final class SqlLists {
    private SqlLists() {}

    /** A text as a query writes it. */
    public static String quoted(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /** The name of a column as a query writes it. */
    public static String name(String column) {
        return "`" + column.replace("`", "``") + "`";
    }

    /** Whether a text column has one of some values; true for no row where there are none. */
    public static String among(String column, Collection<String> values) {
        return values.isEmpty()
                ? column + " IN (NULL)"
                : values.stream().map(SqlLists::quoted).collect(Collectors.joining(", ", column + " IN (", ")"));
    }
}
