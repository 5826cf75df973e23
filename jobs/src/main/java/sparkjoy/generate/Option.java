package sparkjoy.generate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** One option of the generator: its key on the command line, its default and its meaning. */
public enum Option {
    EVENTS("events", "200000", "about how many distinct valid events"),
    DAYS("days", "7", "how many days of events"),
    FROM("from", "2026-03-02", "the first day of events, UTC"),
    SEED("seed", "1", "the same seed gives the same logs"),
    USERS("users", "", "how many users; unset: one per 25 events"),
    SOURCES("sources", "a7Kq2mXw9R", "Segment source ids, separated by commas"),
    LINES_PER_FILE("lines-per-file", "1000000", "a delivery with more lines is split"),
    CLICK_LIFT("click-lift", "0.10", "relative effect of Model_B on the click-through rate"),
    DUPLICATE_RATE(
            "duplicate-rate", "0.01", "events that are delivered again under the same messageId, content unchanged"),
    CONFLICT_RATE(
            "conflict-rate", "0", "events that are delivered again under the same messageId with different content"),
    LATE_RATE("late-rate", "0.02", "events that arrive hours to five days late"),
    MALFORMED_RATE("malformed-rate", "0.0005", "extra lines that must be refused, per event"),
    OLD_FOLDER_RATE("old-folder-rate", "0", "files that lie in an older day's folder"),
    BOT_RATE("bot-rate", "0.002", "users that are bots"),
    NO_GROUP_RATE("no-group-rate", "0.3", "users outside the experiment"),
    CROSSOVER_RATE("crossover-rate", "0.002", "users of the experiment that see both variants"),
    LEAK_RATE("leak-rate", "0", "users of the experiment in the unknown arm Model_C"),
    HASH_FAULT_RATE("hash-fault-rate", "0", "users of the experiment in the variant that the hash does not give"),
    ORDER_TWICE_RATE("order-twice-rate", "0.02", "orders reported by browser and server"),
    USD_RATE("usd-rate", "0", "orders paid in USD instead of EUR");

    private final String key;
    private final String fallback;
    private final String meaning;

    Option(String key, String fallback, String meaning) {
        this.key = key;
        this.fallback = fallback;
        this.meaning = meaning;
    }

    public String key() {
        return key;
    }

    /** The default; empty where it is derived from other options. */
    public String fallback() {
        return fallback;
    }

    public String meaning() {
        return meaning;
    }

    /** The keys of all options. */
    public static List<String> keys() {
        return Arrays.stream(values()).map(Option::key).toList();
    }

    static Optional<Option> named(String key) {
        return Arrays.stream(values()).filter(option -> option.key.equals(key)).findFirst();
    }

    static String nearest(String key) {
        return keys().stream()
                .max(Comparator.comparingInt(known -> sharedPairs(known, key)))
                .orElseThrow();
    }

    private static int sharedPairs(String known, String key) {
        int shared = 0;
        for (int at = 0; at + 2 <= key.length(); at++) {
            shared += known.contains(key.substring(at, at + 2)) ? 3 : 0;
        }
        return shared - Math.abs(known.length() - key.length());
    }
}
