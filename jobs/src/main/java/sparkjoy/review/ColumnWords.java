package sparkjoy.review;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The names under which teams send a column of silver.events, the clearest first; `joy init` and the review of a run share
 * them. A sure name means the column wherever its values fit; a likely one only suggests it.
 */
public final class ColumnWords {
    /** How a key's name fits a column: a smaller rank is a clearer name. */
    public record Match(int rank, boolean isSure) {}

    private static final Map<String, List<String>> SURE = Map.ofEntries(
            Map.entry("vertical", List.of("vertical", "business vertical")),
            Map.entry(
                    "service",
                    List.of(
                            "service",
                            "recommender service",
                            "recommendation service",
                            "recommender",
                            "recommendation engine")),
            Map.entry("cart_id", List.of("cart id", "cart token", "cart key", "shopping cart id")),
            Map.entry(
                    "order_id",
                    List.of(
                            "order id",
                            "order number",
                            "order nr",
                            "order no",
                            "order key",
                            "order reference",
                            "order code",
                            "transaction id",
                            "purchase id")),
            Map.entry(
                    "product_id",
                    List.of(
                            "product id",
                            "item id",
                            "product key",
                            "product code",
                            "product number",
                            "product sku",
                            "sku")),
            Map.entry(
                    "position",
                    List.of(
                            "position",
                            "product position",
                            "list position",
                            "position in list",
                            "index",
                            "rank",
                            "slot")),
            Map.entry("quantity", List.of("quantity", "qty", "product quantity")),
            Map.entry("price", List.of("price", "unit price", "product price", "price per unit")),
            Map.entry(
                    "revenue",
                    List.of(
                            "revenue",
                            "order revenue",
                            "net revenue",
                            "net total",
                            "net amount",
                            "order net",
                            "net value")),
            Map.entry(
                    "total",
                    List.of(
                            "total",
                            "order total",
                            "grand total",
                            "total amount",
                            "total price",
                            "total paid",
                            "amount paid",
                            "gross total",
                            "gross amount",
                            "gross revenue")),
            Map.entry(
                    "currency", List.of("currency", "currency code", "currency iso", "iso currency", "order currency")),
            Map.entry("list_id", List.of("list id", "product list id", "list key")),
            Map.entry(
                    "products",
                    List.of(
                            "products",
                            "items",
                            "line items",
                            "product list",
                            "products list",
                            "order lines",
                            "order items",
                            "cart items",
                            "order products",
                            "cart products",
                            "contents")),
            Map.entry(
                    "experiment_id",
                    List.of(
                            "experiment id",
                            "experiment key",
                            "exp id",
                            "ab test id",
                            "experiment code",
                            "experiment name")),
            Map.entry(
                    "variant",
                    List.of(
                            "treatment group",
                            "experiment variant",
                            "experiment variation",
                            "experiment group",
                            "experiment arm",
                            "variation id",
                            "variation key",
                            "variant id",
                            "variant key",
                            "variation name",
                            "variant name",
                            "test group",
                            "treatment")),
            Map.entry("session_id", List.of("session id", "session key", "session uuid", "session")),
            Map.entry("platform", List.of("platform")),
            Map.entry("app_version", List.of("app version", "application version")),
            Map.entry("country", List.of("country", "country code", "country iso")),
            Map.entry("user_agent", List.of("user agent")),
            Map.entry("sku", List.of("sku", "product sku")),
            Map.entry("name", List.of("name", "product name")),
            Map.entry("category", List.of("category", "product category")));

    private static final Map<String, List<String>> LIKELY = Map.ofEntries(
            Map.entry("vertical", List.of("line of business", "business line")),
            Map.entry("service", List.of("recommendation source", "algorithm")),
            Map.entry("cart_id", List.of("cart")),
            Map.entry("order_id", List.of("order", "confirmation number")),
            Map.entry("product_id", List.of("product")),
            Map.entry("position", List.of("pos", "place")),
            Map.entry("quantity", List.of("count", "number of products")),
            Map.entry(
                    "revenue",
                    List.of("subtotal", "value", "amount", "order value", "order amount", "total revenue", "net")),
            Map.entry("total", List.of("total value", "sum", "gross", "paid")),
            Map.entry("list_id", List.of("list", "collection id")),
            Map.entry("products", List.of("lines", "skus")),
            Map.entry("experiment_id", List.of("experiment", "test id", "test name", "flag key")),
            Map.entry("variant", List.of("variant", "variation", "arm", "bucket", "cell")),
            Map.entry("session_id", List.of("visit id")),
            Map.entry("name", List.of("title")));

    private ColumnWords() {}

    /** How well a key, without what its paths have in common, names a column; a negative rank where it does not. */
    public static Match match(String column, String key) {
        Set<String> forms = Words.ofKey(key);
        int sure = rank(SURE.getOrDefault(column, List.of()), forms);
        return sure >= 0
                ? new Match(sure, true)
                : new Match(rank(LIKELY.getOrDefault(column, List.of()), forms), false);
    }

    /** All forms of a column's sure names. */
    static Set<String> sureForms(String column) {
        return spelled(SURE.get(column)).collect(Collectors.toUnmodifiableSet());
    }

    /** All forms of the names of columns. */
    static Set<String> forms(List<String> columns) {
        return columns.stream()
                .flatMap(column -> Stream.concat(spelled(SURE.get(column)), spelled(LIKELY.get(column))))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<String> spelled(List<String> names) {
        return names.stream().flatMap(name -> Words.ofKey(name).stream());
    }

    private static int rank(List<String> names, Set<String> forms) {
        for (int rank = 0; rank < names.size(); rank++) {
            if (!Collections.disjoint(Words.ofKey(names.get(rank)), forms)) {
                return rank;
            }
        }
        return -1;
    }
}
