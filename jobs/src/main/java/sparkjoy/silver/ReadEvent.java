package sparkjoy.silver;

import java.util.List;
import java.util.Optional;

/**
 * What the columns of silver.events say of one call, for those who look at calls before there is a table.
 *
 * @param hasAmount whether revenue or total holds a number
 * @param products product ids of its list
 * @param micros when it happened, microseconds since the epoch
 * @param rescued JSON of values that fit no column; empty where all fit
 */
public record ReadEvent(
        Optional<String> action,
        Optional<String> userId,
        Optional<String> anonymousId,
        Optional<String> unitId,
        Optional<String> orderId,
        boolean hasAmount,
        Optional<String> currency,
        Optional<String> productId,
        List<String> products,
        Optional<String> experimentId,
        Optional<String> variant,
        boolean isBot,
        long micros,
        Optional<String> rescued) {}
