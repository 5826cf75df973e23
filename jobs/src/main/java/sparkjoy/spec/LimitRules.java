package sparkjoy.spec;

import java.time.Duration;
import java.util.List;

/** Numbers, sizes and durations stay within what can be meant. */
final class LimitRules {
    private static final long GIBIBYTE = 1L << 30;
    private static final int DEEPEST_JSON = 10_000;
    private static final Duration SHORTEST_EXPIRY = Duration.ofSeconds(3);
    private static final Duration SHORTEST_HISTORY = Duration.ofDays(1);

    private static final Duration SHORTEST_REUSE = Duration.ofDays(1);
    private static final Duration LONGEST_INACTIVITY = Duration.ofDays(1);

    private LimitRules() {}

    static void check(Place spec) {
        checkThresholds(spec.at("thresholds"));
        checkGates(spec.at("gates"));
        checkRange(spec.at("spark").at("shuffle_partitions"), Integer.MAX_VALUE);
        checkTimeZone(spec.at("spark").at("settings").at("spark.sql.session.timeZone"));
        checkPositive(spec.at("storage").at("timeout"));
        checkHistory(spec.at("retention").at("history"));
        Schedule.check(spec.at("retention").at("maintain"));
        checkExpiry(spec.at("lease").at("expiry"));
        checkRange(spec.at("bots").at("max_events_per_day"), Integer.MAX_VALUE);
        checkInactivity(spec.at("sessions").at("inactivity"));
        checkReuse(spec.at("kpis").at("order_reuse_after"));
        Place attribution = spec.at("attribution");
        List.of("click_to_add", "add_to_order").forEach(key -> checkPositive(attribution.at(key)));
        attribution.at("add_to_order_by_vertical").entries().values().forEach(LimitRules::checkPositive);
        spec.at("sources").entries().values().forEach(source -> {
            checkRange(source.at("max_depth"), DEEPEST_JSON);
            checkSize(source.at("max_line_bytes"));
            checkSize(source.at("batch_bytes"));
            checkRange(source.at("recent_days"), Integer.MAX_VALUE);
            checkRange(source.at("batch_files"), Integer.MAX_VALUE);
            List.of("sweep_every", "silent_after", "settled_after").forEach(key -> checkPositive(source.at(key)));
        });
        spec.at("pipelines").entries().values().forEach(pipeline -> {
            checkPositive(pipeline.at("stale_after"));
            checkPositive(pipeline.at("stream_every"));
        });
    }

    private static void checkThresholds(Place thresholds) {
        List.of("refused_share", "refused_source_share", "partial_file_share", "refused_file_share")
                .forEach(key -> checkShare(thresholds.at(key)));
        List.of("refused_lines", "refused_source_lines", "partial_file_lines", "refused_file_lines")
                .forEach(key -> checkCount(thresholds.at(key)));
    }

    private static void checkGates(Place gates) {
        checkChange(gates.at("max_change"));
        gates.at("max_change_of").entries().values().forEach(LimitRules::checkChange);
    }

    private static void checkChange(Place place) {
        place.value(Double.class)
                .filter(value -> value < 0)
                .ifPresent(value -> place.complain(
                        value + " is not a valid change; write a share of 0 or more, 0.1 for ten percent"));
    }

    private static void checkTimeZone(Place place) {
        place.text()
                .filter(zone -> !zone.equals("UTC"))
                .ifPresent(zone -> place.complain(zone + " is not the zone of event days, which is UTC; leave it out"));
    }

    private static void checkCount(Place place) {
        place.value(Integer.class)
                .filter(value -> value < 0)
                .ifPresent(value -> place.complain(value + " is not a valid count; write 0 or more"));
    }

    /** Checks a whole number from 1 to a highest. */
    static void checkRange(Place place, int highest) {
        place.value(Integer.class)
                .filter(value -> value < 1 || value > highest)
                .ifPresent(value -> place.complain(value + " is out of range; write a number "
                        + (highest == Integer.MAX_VALUE ? "of at least 1" : "from 1 to " + highest)));
    }

    /** Checks a size from 1 byte to 1 GiB. */
    static void checkSize(Place place) {
        place.value(Long.class)
                .filter(value -> value < 1 || value > GIBIBYTE)
                .ifPresent(value -> place.complain(value + " bytes is out of range; write a size from 1 to 1GiB"));
    }

    /** Checks a number from 0 to 1. */
    static void checkShare(Place place) {
        place.value(Double.class)
                .filter(value -> value < 0 || value > 1)
                .ifPresent(value -> place.complain(value + " is not a valid share; write a number from 0 to 1"));
    }

    private static void checkExpiry(Place place) {
        place.value(Duration.class)
                .filter(value -> value.compareTo(SHORTEST_EXPIRY) < 0)
                .ifPresent(value -> place.complain(
                        value.toSeconds() + "s is too short for a heartbeat; write a duration of at least "
                                + SHORTEST_EXPIRY.toSeconds() + "s"));
    }

    private static void checkInactivity(Place place) {
        checkPositive(place);
        place.value(Duration.class)
                .filter(value -> value.compareTo(LONGEST_INACTIVITY) > 0)
                .ifPresent(value -> place.complain("is longer than 1 day, the longest session; write 1d or less"));
    }

    /** The client's and the server's copy of one order can name different units. */
    private static void checkReuse(Place place) {
        place.value(Duration.class)
                .filter(value -> value.compareTo(SHORTEST_REUSE) < 0)
                .ifPresent(value -> place.complain("is shorter than 1 day: the copies of one order that a client and"
                        + " the server send would count as two orders; write 1d or more"));
    }

    /** What vacuum removes is gone for whoever reads it at that moment, and for a rollback. */
    private static void checkHistory(Place place) {
        place.value(Duration.class)
                .filter(value -> value.compareTo(SHORTEST_HISTORY) < 0)
                .ifPresent(
                        value -> place.complain("is shorter than 1 day: running jobs, readers and a rollback still need"
                                + " the files that joy maintain would remove; write 1d or more"));
    }

    /** Checks a number strictly between two others. */
    static void checkWithin(Place place, double low, double high, String example) {
        place.value(Double.class)
                .filter(value -> !(value > low && value < high))
                .ifPresent(value -> place.complain(value + " is out of range; write a number "
                        + (high == Double.POSITIVE_INFINITY ? "above " + low : "between " + low + " and " + high)
                        + ", like " + example));
    }

    static void checkPositive(Place place) {
        place.value(Duration.class)
                .filter(Duration::isZero)
                .ifPresent(value -> place.complain("is zero; write a duration above 0, like 10s or 7d"));
    }
}
