package sparkjoy.readonly;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a client may set for its own session: nothing that lets it read or write more. */
public final class Settings {
    private static final String PARTITIONS = "spark.sql.shuffle.partitions";
    private static final int MOST_PARTITIONS = 2_000;

    /** What a client may set, as Spark spells it. */
    public static final List<String> NAMES =
            List.of("spark.sql.ansi.enabled", "spark.sql.session.timeZone", PARTITIONS);

    private static final Set<String> HEEDED =
            NAMES.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());

    /** Sent by tools, and of no meaning here: accepted without an effect. */
    private static final List<String> PASSED_OVER =
            List.of("spark.sql.adaptive.", "spark.sql.thriftserver.", "spark.sql.hive.", "spark.thriftserver.");

    private Settings() {}

    /** Whether it takes effect. */
    public static boolean isHeeded(String setting, String value) {
        String name = setting.toLowerCase(Locale.ROOT);
        return HEEDED.contains(name) && (!name.equals(PARTITIONS) || isFew(value));
    }

    /** Whether it is accepted without an effect: those of other systems, and a few of Spark that tools send. */
    public static boolean isPassedOver(String setting) {
        String name = setting.toLowerCase(Locale.ROOT);
        return !name.startsWith("spark.") || PASSED_OVER.stream().anyMatch(name::startsWith);
    }

    static String refusal(String setting) {
        return "This is read-only: the setting " + setting + " cannot be changed to that value. A session can set"
                + " spark.sql.ansi.enabled, spark.sql.session.timeZone and " + PARTITIONS + " (up to "
                + MOST_PARTITIONS + ").";
    }

    private static boolean isFew(String value) {
        return value.strip().matches("\\d{1,4}") && Integer.parseInt(value.strip()) <= MOST_PARTITIONS;
    }
}
