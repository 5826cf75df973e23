package sparkjoy.init;

import java.util.List;
import java.util.Map;

/** Which events of a sample a column is about, and how many of them hold a path. */
record Scope(Profiles profiles, Actions actions) {
    private static final double RARELY = 0.01;
    private static final List<String> ORDERS = List.of("order", "order_update", "cancel", "refund");
    private static final List<String> CARTS =
            List.of("add_to_cart", "remove_from_cart", "cart_view", "checkout", "order", "order_update");
    private static final List<String> PRODUCTS =
            List.of("click", "product_view", "add_to_cart", "remove_from_cart", "impression", "refund");
    private static final List<String> LISTS =
            List.of("impression", "order", "order_update", "cart_view", "checkout", "refund", "cancel");
    private static final Map<String, List<String>> ACTIONS = Map.ofEntries(
            Map.entry("order_id", ORDERS),
            Map.entry("revenue", ORDERS),
            Map.entry("total", ORDERS),
            Map.entry("cart_id", CARTS),
            Map.entry("product_id", PRODUCTS),
            Map.entry("position", PRODUCTS),
            Map.entry("quantity", PRODUCTS),
            Map.entry("price", PRODUCTS),
            Map.entry("list_id", List.of("impression", "click", "product_view")),
            Map.entry("products", LISTS));

    /** Whether enough of the events that the column is about hold the path. */
    boolean covers(String column, PathProfile profile) {
        List<String> about = ACTIONS.get(column);
        return about == null || about.stream().anyMatch(action -> share(action, profile) >= RARELY);
    }

    /** The share of an action's events that hold the path. */
    double share(String action, PathProfile profile) {
        long all = actions.count(action, profiles);
        return all == 0 ? 0 : held(action, profile) / (double) all;
    }

    private long held(String action, PathProfile profile) {
        return actions.events(action).stream()
                .mapToLong(event -> profile.events().getOrDefault(event, 0L))
                .sum();
    }

    /** Whether all calls with the path are events of an action. */
    boolean isOnlyIn(String action, PathProfile profile) {
        return profile.count() > 0 && held(action, profile) >= profile.count() * PathProfile.NEARLY_ALL;
    }

    /** The share of calls with one path that hold the other, as far as counts by event show. */
    double together(PathProfile one, PathProfile other) {
        long both = one.events().entrySet().stream()
                .mapToLong(event -> Math.min(event.getValue(), other.events().getOrDefault(event.getKey(), 0L)))
                .sum();
        return one.count() == 0 ? 0 : both / (double) one.count();
    }

    /** Which events hold the path, and what it holds, in words. */
    String evidence(PathProfile profile) {
        String where = actions.taken().keySet().stream()
                .filter(action -> held(action, profile) > 0)
                .sorted((one, other) -> Long.compare(held(other, profile), held(one, profile)))
                .limit(3)
                .map(action -> String.format("%.1f %% of %s", 100 * share(action, profile), action))
                .reduce((one, other) -> one + ", " + other)
                .orElse(String.format("%,d calls", profile.count()));
        return where + "; " + Fit.text(profile);
    }
}
