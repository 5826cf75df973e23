package sparkjoy.models;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How often a schedule comes round, at the longest: of presets, cron lines and the words of timetables. */
final class Cadence {
    private static final Map<String, Duration> PRESETS = Map.of(
            "@hourly", Duration.ofHours(1),
            "@daily", Duration.ofDays(1),
            "@midnight", Duration.ofDays(1),
            "@weekly", Duration.ofDays(7),
            "@monthly", Duration.ofDays(31),
            "@quarterly", Duration.ofDays(92),
            "@yearly", Duration.ofDays(366),
            "@annually", Duration.ofDays(366));

    private Cadence() {}

    /** Empty where the schedule is not of these, such as one that waits for data. */
    static Optional<Duration> of(String schedule) {
        String text = schedule.trim().toLowerCase(Locale.ROOT);
        if (PRESETS.containsKey(text)) {
            return Optional.of(PRESETS.get(text));
        }
        if (text.matches("(\\d{1,4} days?, )?\\d{1,2}:\\d{2}:\\d{2}")) {
            return Optional.of(elapsed(text));
        }
        String[] fields = text.split("\\s+", -1);
        return fields.length == 5 && Arrays.stream(fields).allMatch(field -> field.matches("[\\w*/,\\-?#]+"))
                ? Optional.of(cron(fields))
                : Optional.empty();
    }

    private static Duration elapsed(String text) {
        String[] parts = text.replaceAll("^\\d+ days?, ", "").split(":", -1);
        long days = text.contains("day") ? Long.parseLong(text.replaceAll(" day.*", "")) : 0;
        return Duration.ofDays(days)
                .plusHours(Long.parseLong(parts[0]))
                .plusMinutes(Long.parseLong(parts[1]))
                .plusSeconds(Long.parseLong(parts[2]));
    }

    /** The unit of the coarsest field that is set, over how often it is met. */
    private static Duration cron(String[] fields) {
        if (!isAny(fields[3])) {
            return Duration.ofDays(366);
        }
        if (!isAny(fields[2])) {
            return Duration.ofDays(fields[2].startsWith("*/") ? step(fields[2]) : 31);
        }
        if (!isAny(fields[4])) {
            return Duration.ofDays(fields[4].contains("-") ? 3 : Math.max(1, 7 - count(fields[4]) + 1));
        }
        if (!isAny(fields[1])) {
            return Duration.ofHours(fields[1].startsWith("*/") ? step(fields[1]) : count(fields[1]) > 1 ? 23 : 24);
        }
        return isAny(fields[0])
                ? Duration.ofMinutes(1)
                : Duration.ofMinutes(fields[0].startsWith("*/") ? step(fields[0]) : 60);
    }

    private static boolean isAny(String field) {
        return field.equals("*") || field.equals("?");
    }

    private static long step(String field) {
        String number = field.substring(2);
        return number.matches("\\d{1,4}") ? Math.max(1, Long.parseLong(number)) : 1;
    }

    private static int count(String field) {
        return field.split(",", -1).length;
    }
}
