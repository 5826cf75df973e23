package sparkjoy.readonly;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.analysis.FunctionRegistry;

/** The functions that an expression may call: Spark's own, without those that reach Java or files. */
final class ReadFunctions {
    private static final String JAVA = "calls Java";
    private static final String FILES = "can read files of the machine";

    /** Function to what it does that reading a table does not need. */
    private static final Map<String, String> REFUSED = Map.of(
            "reflect", JAVA,
            "try_reflect", JAVA,
            "java_method", JAVA,
            "from_protobuf", FILES,
            "to_protobuf", FILES,
            "from_avro", FILES,
            "to_avro", FILES,
            "schema_of_avro", FILES);

    /** With more arguments than these they take options, of which one is the path of a schema. */
    private static final Map<String, Integer> WITHOUT_OPTIONS = Map.of("from_xml", 2, "schema_of_xml", 1);

    private static final Set<String> TABLE_FUNCTIONS = Set.of(
            "range",
            "explode",
            "explode_outer",
            "posexplode",
            "posexplode_outer",
            "inline",
            "inline_outer",
            "stack",
            "json_tuple",
            "variant_explode",
            "variant_explode_outer",
            "collations",
            "sql_keywords");

    private static final Set<List<String>> QUALIFIERS =
            Set.of(List.of(), List.of("builtin"), List.of("system", "builtin"));

    private ReadFunctions() {}

    /**
     * Returns for a function that only computes.
     *
     * @throws NotAllowed for any other
     */
    static void check(List<String> name, int arguments) {
        String function = last(name);
        String reason = REFUSED.get(function);
        if (reason != null) {
            throw refused(function, reason);
        }
        if (arguments > WITHOUT_OPTIONS.getOrDefault(function, Integer.MAX_VALUE)) {
            throw refused(function, "with options " + FILES);
        }
        if (!isBuiltIn(name)) {
            throw refused(String.join(".", name), "is not a built-in function of Spark SQL");
        }
    }

    /** The same for one that makes rows. */
    static void checkTableFunction(List<String> name) {
        if (!QUALIFIERS.contains(qualifier(name)) || !TABLE_FUNCTIONS.contains(last(name))) {
            throw refused(
                    String.join(".", name),
                    "is not one of the table functions that only compute: "
                            + String.join(
                                    ", ", TABLE_FUNCTIONS.stream().sorted().toList()));
        }
    }

    private static boolean isBuiltIn(List<String> name) {
        return QUALIFIERS.contains(qualifier(name))
                && FunctionRegistry.builtin().functionExists(new FunctionIdentifier(last(name)));
    }

    private static NotAllowed refused(String function, String reason) {
        return new NotAllowed("This is read-only: " + function + " is refused, because it " + reason + ". Use "
                + "the built-in functions of Spark SQL over the lake's tables.");
    }

    private static List<String> qualifier(List<String> name) {
        return name.subList(0, name.size() - 1).stream()
                .map(part -> part.toLowerCase(Locale.ROOT))
                .toList();
    }

    private static String last(List<String> name) {
        return name.get(name.size() - 1).toLowerCase(Locale.ROOT);
    }
}
