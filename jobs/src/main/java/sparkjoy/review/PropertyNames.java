package sparkjoy.review;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which keys of properties look like a column of silver.events, by the words in them. */
public final class PropertyNames {
    /** The amount of an order, in whichever of its columns. */
    static final String AMOUNT = "amount";

    static final String PRODUCTS = "products";

    private static final Map<String, Set<String>> LOOKALIKES = Map.ofEntries(
            Map.entry(
                    "experiment_id",
                    Set.of("experimentid", "experimentkey", "experimentname", "expid", "abtestid", "testid")),
            Map.entry(
                    "variant",
                    Set.of(
                            "variationid",
                            "variationkey",
                            "variationname",
                            "variantid",
                            "variantname",
                            "treatment",
                            "treatmentgroup",
                            "experimentgroup",
                            "testgroup",
                            "experimentvariant",
                            "experimentvariation")),
            Map.entry(
                    "order_id", Set.of("orderid", "ordernumber", "orderno", "ordernr", "transactionid", "purchaseid")),
            Map.entry("product_id", Set.of("productid", "itemid", "productsku", "articleid", "sku")),
            Map.entry("cart_id", Set.of("cartid", "basketid", "carttoken", "cartkey")),
            Map.entry("service", Set.of("service", "recommenderservice", "recommendationservice", "recommender")),
            Map.entry("vertical", Set.of("vertical", "businessvertical")),
            Map.entry("list_id", Set.of("listid", "itemlistid")),
            Map.entry("quantity", Set.of("quantity", "qty")),
            Map.entry("price", Set.of("price", "unitprice", "itemprice")),
            Map.entry("currency", Set.of("currency", "currencycode")),
            Map.entry(
                    AMOUNT,
                    Set.of(
                            "revenue",
                            "total",
                            "value",
                            "amount",
                            "ordertotal",
                            "ordervalue",
                            "orderamount",
                            "totalamount",
                            "totalprice",
                            "totalvalue",
                            "totalrevenue",
                            "grandtotal",
                            "subtotal")),
            Map.entry(
                    PRODUCTS,
                    Set.of("products", "items", "lineitems", "productlist", "productslist", "contents", "articles")));
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

    public static Set<String> columns() {
        return LOOKALIKES.keySet();
    }

    /** Whether a key of an action's properties looks like a column. */
    public static boolean isLike(String key, String column, String action) {
        String words = Words.ofKey(key);
        return LOOKALIKES.get(column).contains(words)
                || OF_ACTION
                        .getOrDefault(action, Map.of())
                        .getOrDefault(column, Set.of())
                        .contains(words);
    }

    /** Those of some keys that look like a product's id. */
    static List<String> productIds(List<String> keys) {
        return keys.stream()
                .filter(key -> key.equals("id") || isLike(key, "product_id", ""))
                .toList();
    }
}
