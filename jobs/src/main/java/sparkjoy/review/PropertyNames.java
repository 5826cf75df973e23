package sparkjoy.review;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which keys of properties look like a column of silver.events, by the words in them. */
public final class PropertyNames {
    /** The amount of an order, in whichever of its columns. */
    static final String AMOUNT = "amount";

    static final String PRODUCTS = "products";

    private static final Map<String, Set<String>> LOOKALIKES = Map.ofEntries(
            like("experiment_id"),
            like("variant"),
            like("order_id"),
            like("product_id"),
            like("cart_id"),
            like("service"),
            like("vertical"),
            like("list_id"),
            like("quantity"),
            like("price"),
            like("currency"),
            Map.entry(AMOUNT, ColumnWords.forms(List.of("revenue", "total"))),
            like(PRODUCTS));
    /** Keys that say something only in a call of one kind. */
    private static final Map<String, Map<String, Set<String>>> OF_ACTION = Map.of(
            "exposure",
            Map.of(
                    "experiment_id", Set.of("experiment", "id", "key", "name", "flag", "flagkey", "featureflag"),
                    "variant",
                            Set.of(
                                    "variant",
                                    "variation",
                                    "arm",
                                    "bucket",
                                    "group",
                                    "cell",
                                    "value",
                                    "featureflagresponse")),
            "order",
            Map.of("order_id", Set.of("id", "number")),
            "product_view",
            Map.of("product_id", Set.of("id")),
            "click",
            Map.of("product_id", Set.of("id")),
            "add_to_cart",
            Map.of("product_id", Set.of("id")));

    private PropertyNames() {}

    private static Map.Entry<String, Set<String>> like(String column) {
        return Map.entry(column, ColumnWords.sureForms(column));
    }

    public static Set<String> columns() {
        return LOOKALIKES.keySet();
    }

    /** Whether a key of an action's properties looks like a column. */
    public static boolean isLike(String key, String column, String action) {
        Set<String> words = Words.ofKey(key);
        return !Collections.disjoint(LOOKALIKES.get(column), words) || isLikeIn(action, column, words);
    }

    /** Whether a key says something in an action's properties that it does not say in others. */
    private static boolean isLikeIn(String action, String column, Set<String> words) {
        return !Collections.disjoint(OF_ACTION.getOrDefault(action, Map.of()).getOrDefault(column, Set.of()), words);
    }

    /** The same of a single key, only where the action gives it its meaning. */
    public static boolean isLikeIn(String action, String column, String key) {
        return isLikeIn(action, column, Words.ofKey(key));
    }

    /** Those of some keys that look like a product's id. */
    static List<String> productIds(List<String> keys) {
        return keys.stream()
                .filter(key -> key.equals("id") || isLike(key, "product_id", ""))
                .toList();
    }
}
