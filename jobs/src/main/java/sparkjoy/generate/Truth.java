package sparkjoy.generate;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * What the generated logs contain, known without reading them; days are ISO days of the event's time in UTC.
 *
 * @param files the log files and their bytes
 * @param lines all lines: distinct events, duplicates, conflicts and malformed lines
 * @param distinctEvents valid events, each messageId once
 * @param duplicates lines beyond the first of a messageId, content unchanged
 * @param conflicts lines beyond the first of a messageId, content changed; the earliest received one counts
 * @param malformed lines that must be refused, by reason
 * @param lateEvents distinct events received an hour or more after they happened
 * @param botEvents distinct events of bots
 * @param amounts money of all days, by currency
 * @param events distinct events by day and event name, or by call type where the call has no event name
 * @param days what the KPIs of a day must be, bots left out
 * @param addedToCart the view of 'Added to Cart' in Food by hour, users with a group only, bots included
 * @param experiments assignments by experiment
 */
public record Truth(
        Recipe recipe,
        Files files,
        long lines,
        long distinctEvents,
        long duplicates,
        long conflicts,
        Map<String, Long> malformed,
        long lateEvents,
        long botEvents,
        Map<String, Amounts> amounts,
        Map<String, Map<String, Long>> events,
        Map<String, Day> days,
        List<Added> addedToCart,
        Map<String, Assignments> experiments) {

    /** The log files; those in an older day's folder are among the count. */
    public record Files(long count, long inOldFolders, long bytesCompressed, long bytesUncompressed) {}

    /**
     * The KPIs of one day.
     *
     * @param impressions products shown
     * @param orders distinct order ids, on the day of the order
     * @param ordersCancelled on the day of the cancellation
     * @param ordersRefunded on the day of the refund
     * @param users distinct units with any event
     * @param sessions distinct session ids with any event
     * @param amounts by currency
     * @param variants by the variant on the event, '(none)' without one
     */
    public record Day(
            long impressions,
            long clicks,
            long addsToCart,
            long checkouts,
            long orders,
            long ordersCancelled,
            long ordersRefunded,
            long users,
            long sessions,
            Map<String, Amounts> amounts,
            Map<String, Clicks> variants) {}

    /** Orders and the sums of their revenue to the cent; what was cancelled or refunded lies on the order's day. */
    public record Amounts(
            long orders,
            BigDecimal gmv,
            long cancelledOrders,
            BigDecimal gmvCancelled,
            long refundedOrders,
            BigDecimal gmvRefunded) {}

    /** Products shown and products clicked. */
    public record Clicks(long impressions, long clicks) {}

    /** How often something was added to a cart within one hour. */
    public record Added(String eventDate, int time, String experimentId, String variant, String service, long n) {}

    /**
     * How the units of one experiment stand; a unit counts in one of units, crossovers, unknownVariant and bots.
     *
     * @param units in one known variant, by variant; those with a hash mismatch among them
     * @param crossovers saw both variants
     * @param unknownVariant in an arm that the experiment does not have
     * @param hashMismatches in the known variant that the hash does not give
     * @param bots exposed bots
     * @param exposures Experiment Viewed events of everybody, bots included
     * @param botExposures those of bots
     */
    public record Assignments(
            Map<String, Long> units,
            long crossovers,
            long unknownVariant,
            long hashMismatches,
            long bots,
            long exposures,
            long botExposures) {}
}
