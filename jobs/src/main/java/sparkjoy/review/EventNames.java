package sparkjoy.review;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which action an event name looks like that the specification does not map: another spelling, or another tool's name. */
public final class EventNames {
    private static final Map<String, List<String>> KNOWN = Map.ofEntries(
            Map.entry(
                    "impression",
                    List.of("Product List Viewed", "View Item List", "Product Impression", "Item List Viewed")),
            Map.entry("click", List.of("Product Clicked", "Item Clicked", "Select Item")),
            Map.entry("product_view", List.of("Product Viewed", "View Item", "View Content")),
            Map.entry(
                    "add_to_cart",
                    List.of(
                            "Product Added",
                            "Added to Cart",
                            "Product Added to Cart",
                            "Item Added",
                            "Item Added to Cart",
                            "Added to Basket",
                            "Added to Bag")),
            Map.entry("remove_from_cart", List.of("Product Removed", "Removed from Cart", "Product Removed from Cart")),
            Map.entry("cart_view", List.of("Cart Viewed", "Basket Viewed")),
            Map.entry(
                    "checkout",
                    List.of("Checkout Started", "Begin Checkout", "Checkout Initiated", "Initiate Checkout")),
            Map.entry(
                    "order",
                    List.of(
                            "Order Completed",
                            "Order Placed",
                            "Order Created",
                            "Order Confirmed",
                            "Order Paid",
                            "Order Submitted",
                            "Order Success",
                            "Order Successful",
                            "Order Processed",
                            "Purchase",
                            "Purchase Completed",
                            "Checkout Completed",
                            "Transaction",
                            "Transaction Completed")),
            Map.entry("order_update", List.of("Order Updated", "Order Edited")),
            Map.entry("cancel", List.of("Order Cancelled", "Cancel Order")),
            Map.entry(
                    "refund",
                    List.of(
                            "Order Refunded",
                            "Refund",
                            "Partial Refund",
                            "Order Partially Refunded",
                            "Refund Issued",
                            "Refund Created",
                            "Refund Processed",
                            "Refund Completed")),
            Map.entry(
                    "exposure",
                    List.of(
                            "Experiment Viewed",
                            "Experiment Started",
                            "Experiment Exposure",
                            "Experiment Exposed",
                            "Feature Flag Called",
                            "Feature Flag Evaluated",
                            "Feature Flag Exposure",
                            "Flag Evaluated",
                            "Statsig Experiment Exposure",
                            "Statsig Config Exposure",
                            "Statsig Layer Exposure",
                            "Statsig Gate Exposure",
                            "Config Exposure",
                            "Experiment Assigned",
                            "Experiment Assignment",
                            "Experiment Participated",
                            "Variant Viewed",
                            "Variation Viewed",
                            "Exposure")));

    private final Map<String, String> actionByWords = new HashMap<>();

    /** @param actions action to the event names that mean it; an action without names is switched off and not looked for */
    public EventNames(Map<String, List<String>> actions) {
        KNOWN.forEach((action, names) -> {
            if (!actions.getOrDefault(action, List.of()).isEmpty()) {
                add(action, names);
            }
        });
        actions.forEach(this::add);
    }

    private void add(String action, List<String> names) {
        names.forEach(name -> actionByWords.put(Words.ofName(name), action));
    }

    public Optional<String> actionLike(String event) {
        return Optional.ofNullable(actionByWords.get(Words.ofName(event)));
    }
}
