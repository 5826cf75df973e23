package sparkjoy.generate;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/** The money of one currency's orders, in cents, while it is being summed. */
final class AmountTally {
    private long orders;
    private long ordered;
    private long cancelledOrders;
    private long cancelled;
    private long refundedOrders;
    private long refunded;

    void ordered(Order order) {
        orders++;
        ordered += order.revenue();
    }

    void cancelled(Order order) {
        cancelledOrders++;
        cancelled += order.revenue();
    }

    void refunded(Order order) {
        refundedOrders++;
        refunded += order.revenue();
    }

    void add(AmountTally more) {
        orders += more.orders;
        ordered += more.ordered;
        cancelledOrders += more.cancelledOrders;
        cancelled += more.cancelled;
        refundedOrders += more.refundedOrders;
        refunded += more.refunded;
    }

    static Map<String, Truth.Amounts> truths(Map<String, AmountTally> tallies) {
        Map<String, Truth.Amounts> truths = new TreeMap<>();
        tallies.forEach((currency, tally) -> truths.put(currency, tally.truth()));
        return truths;
    }

    private Truth.Amounts truth() {
        return new Truth.Amounts(
                orders, money(ordered), cancelledOrders, money(cancelled), refundedOrders, money(refunded));
    }

    private static BigDecimal money(long cents) {
        return BigDecimal.valueOf(cents, 2);
    }
}
