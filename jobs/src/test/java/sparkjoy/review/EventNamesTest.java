package sparkjoy.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Other spellings and other tools' names of mapped events are recognised; events that mean something else are not. */
final class EventNamesTest {
    private static final Map<String, List<String>> ACTIONS = Map.of(
            "order", List.of("Order Completed"),
            "add_to_cart", List.of("Product Added"),
            "cancel", List.of("Order Cancelled"),
            "exposure", List.of("Experiment Viewed"),
            "click", List.of("Hero Tile Pressed"),
            "refund", List.of());

    private final EventNames names = new EventNames(ACTIONS);

    @Test
    void otherSpellingsAreTheSameName() {
        assertThat(List.of(
                        "order completed",
                        "Order completed",
                        "ORDER COMPLETED",
                        "order_completed",
                        "OrderCompleted",
                        "orderCompleted",
                        " Order Completed ",
                        "Order  Completed",
                        "Completed Order",
                        "order-completed",
                        "Order Complete",
                        "Order Completed (old app)",
                        "[Server] Order Completed",
                        "Orders Completed v2",
                        "order.completed",
                        "purchase",
                        "Order Placed",
                        "Order Success",
                        "ecommerce_purchase",
                        "checkout_completed"))
                .allMatch(name -> names.actionLike(name).filter("order"::equals).isPresent());
        assertThat(List.of("add_to_cart", "AddToCart", "Product Added To Cart", "addedToBasket", "PRODUCT_ADDED"))
                .allMatch(name ->
                        names.actionLike(name).filter("add_to_cart"::equals).isPresent());
        assertThat(names.actionLike("order canceled")).contains("cancel");
        assertThat(List.of(
                        "$feature_flag_called",
                        "$exposure",
                        "[Experiment] Exposure",
                        "$experiment_started",
                        "statsig::experiment_exposure",
                        "statsig::config_exposure",
                        "Feature Flag Evaluated",
                        "experiment viewed",
                        "ExperimentViewed",
                        "Experiment Assignment"))
                .allMatch(name ->
                        names.actionLike(name).filter("exposure"::equals).isPresent());
        assertThat(names.actionLike("heroTilePressed")).contains("click");
    }

    @Test
    void whatMeansSomethingElseIsNot() {
        assertThat(List.of(
                        "",
                        "Order Shipped",
                        "Checkout Step Completed",
                        "Product Added to Wishlist",
                        "Order Completed Page Viewed",
                        "Products Searched",
                        "Promotion Viewed",
                        "Signed Up",
                        "\u0000",
                        "Order Refunded",
                        "Order"))
                .allMatch(name -> names.actionLike(name).isEmpty());
    }
}
