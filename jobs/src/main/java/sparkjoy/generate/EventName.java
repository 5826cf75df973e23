package sparkjoy.generate;

/** What the app calls its events, and which Segment call carries each. */
enum EventName {
    PRODUCT_LIST_VIEWED("Product List Viewed", "track"),
    PRODUCT_CLICKED("Product Clicked", "track"),
    PRODUCT_VIEWED("Product Viewed", "track"),
    ADDED_TO_CART("Added to Cart", "track"),
    PRODUCT_ADDED("Product Added", "track"),
    CART_VIEWED("Cart Viewed", "track"),
    CHECKOUT_STARTED("Checkout Started", "track"),
    ORDER_COMPLETED("Order Completed", "track"),
    ORDER_CANCELLED("Order Cancelled", "track"),
    ORDER_REFUNDED("Order Refunded", "track"),
    EXPERIMENT_VIEWED("Experiment Viewed", "track"),
    IDENTIFY("identify", "identify"),
    PAGE("page", "page"),
    SCREEN("screen", "screen"),
    GROUP("group", "group"),
    ALIAS("alias", "alias");

    private final String label;
    private final String type;

    EventName(String label, String type) {
        this.label = label;
        this.type = type;
    }

    /** The event's name, or the call's type where the call has no event name. */
    String label() {
        return label;
    }

    String type() {
        return type;
    }

    boolean isTrack() {
        return type.equals("track");
    }
}
