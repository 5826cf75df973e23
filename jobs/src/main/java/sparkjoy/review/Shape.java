package sparkjoy.review;

import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.get_json_object;
import static org.apache.spark.sql.functions.json_object_keys;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.when;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;

/**
 * What one event looks like: few events differ in it.
 *
 * @param missing columns of the event's action that hold nothing
 * @param keys of its properties, in order
 * @param productKeys of its first product, where no product has an id that is read
 */
record Shape(String event, String action, List<String> missing, List<String> keys, List<String> productKeys) {
    private static final String FIELD = "\u0001";
    private static final String KEY = "\u0002";
    private static final int MOST_CHARACTERS = 200;
    private static final int MOST_KEY_CHARACTERS = 2_000;
    /** Longer properties are not looked into. */
    private static final int LONGEST_PROPERTIES = 20_000;

    /** The shape of a row of silver.events as a text. */
    static Column column() {
        Column hasAction =
                col("action").isNotNull().and(length(col("properties")).leq(LONGEST_PROPERTIES));
        Column product = coalesce(
                get_json_object(col("properties"), "$.products[0]"), get_json_object(col("properties"), "$.items[0]"));
        Stream<Column> missing = PropertyNames.columns().stream().sorted().map(Shape::missing);
        return concat(
                coalesce(substring(col("event"), 1, MOST_CHARACTERS), lit("")),
                lit(FIELD),
                coalesce(col("action"), lit("")),
                lit(FIELD),
                when(hasAction, concat_ws(KEY, missing.toArray(Column[]::new))).otherwise(""),
                lit(FIELD),
                coalesce(when(hasAction, keys(col("properties"))), lit("")),
                lit(FIELD),
                coalesce(when(hasAction.and(lacksProductIds()), keys(product)), lit("")));
    }

    private static Column missing(String column) {
        Column isMissing =
                switch (column) {
                    case PropertyNames.AMOUNT ->
                        col("revenue").isNull().and(col("total").isNull());
                    case PropertyNames.PRODUCTS -> lacksProductIds();
                    default -> col(column).isNull();
                };
        return when(isMissing, lit(column));
    }

    private static Column lacksProductIds() {
        return coalesce(expr("NOT exists(products, product -> product.product_id IS NOT NULL)"), lit(true));
    }

    private static Column keys(Column object) {
        return substring(array_join(array_sort(json_object_keys(object)), KEY), 1, MOST_KEY_CHARACTERS);
    }

    static Shape parse(String text) {
        String[] fields = text.split(FIELD, -1);
        // An event name may hold anything, also what stands between the fields.
        int last = fields.length - 1;
        String event = String.join(FIELD, Arrays.asList(fields).subList(0, Math.max(1, last - 3)));
        return last < 4
                ? new Shape(event, "", List.of(), List.of(), List.of())
                : new Shape(
                        event, fields[last - 3], list(fields[last - 2]), list(fields[last - 1]), list(fields[last]));
    }

    private static List<String> list(String text) {
        return text.isEmpty() ? List.of() : Tally.parts(text, KEY);
    }
}
