package sparkjoy.spec;

import java.time.Duration;

/** Numbers, sizes and durations stay within what can be meant. */
final class LimitRules {
    private static final long GIBIBYTE = 1L << 30;
    private static final int DEEPEST_JSON = 10_000;
    private static final Duration SHORTEST_HISTORY = Duration.ofDays(1);

    private LimitRules() {}

    static void check(Place spec) {
        checkShare(spec.at("thresholds").at("refused_share"));
        checkShare(spec.at("thresholds").at("refused_file_share"));
        checkRange(spec.at("spark").at("shuffle_partitions"), Integer.MAX_VALUE);
        checkPositive(spec.at("storage").at("timeout"));
        checkHistory(spec.at("retention").at("history"));
        spec.at("sources").entries().values().forEach(source -> {
            checkRange(source.at("max_depth"), DEEPEST_JSON);
            checkSize(source.at("max_line_bytes"));
            checkPositive(source.at("silent_after"));
            checkPositive(source.at("settled_after"));
        });
        spec.at("pipelines").entries().values().forEach(pipeline -> checkPositive(pipeline.at("stale_after")));
    }

    /** Checks a whole number from 1 to a highest. */
    static void checkRange(Place place, int highest) {
        place.value(Integer.class)
                .filter(value -> value < 1 || value > highest)
                .ifPresent(value -> place.complain(value + " is out of range; write a number "
                        + (highest == Integer.MAX_VALUE ? "of at least 1" : "from 1 to " + highest)));
    }

    private static void checkSize(Place place) {
        place.value(Long.class)
                .filter(value -> value < 1 || value > GIBIBYTE)
                .ifPresent(value -> place.complain(value + " bytes is out of range; write a size from 1 to 1GiB"));
    }

    private static void checkShare(Place place) {
        place.value(Double.class)
                .filter(value -> value < 0 || value > 1)
                .ifPresent(value -> place.complain(value + " is no share; write a number from 0 to 1"));
    }

    /** What vacuum removes is gone for whoever reads it at that moment, and for a rollback. */
    private static void checkHistory(Place place) {
        place.value(Duration.class)
                .filter(value -> value.compareTo(SHORTEST_HISTORY) < 0)
                .ifPresent(
                        value -> place.complain("is shorter than 1 day: running jobs, readers and a rollback still need"
                                + " the files that joy maintain would remove; write 1d or more"));
    }

    private static void checkPositive(Place place) {
        place.value(Duration.class)
                .filter(Duration::isZero)
                .ifPresent(value -> place.complain("is zero; write a duration above 0, like 10s or 7d"));
    }
}
