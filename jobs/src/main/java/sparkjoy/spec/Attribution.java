package sparkjoy.spec;

import java.time.Duration;
import java.util.Map;

/** Which service an ordered product is put down to: how far a click may lie before the add, and the add before the order. */
public record Attribution(
        @Explain("the longest time from a click on a product to its adding to a cart") Duration clickToAdd,
        @Explain("the longest time from the adding of a product to the order of the cart") Duration addToOrder,
        @Explain("the same for single verticals, by vertical") Map<String, Duration> addToOrderByVertical) {

    public Attribution {
        addToOrderByVertical = Frozen.map(addToOrderByVertical);
    }

    /** The longest time that can lie between a click and the order that it counts for. */
    public Duration longest() {
        return addToOrderByVertical.values().stream()
                .reduce(addToOrder, (one, other) -> one.compareTo(other) > 0 ? one : other)
                .plus(clickToAdd);
    }
}
