package sparkjoy.argo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The cron lines of a schedule. An interval that one line cannot say takes several: every 40 minutes is at 0 and 40 past
 * the even hours and at 20 past the odd ones. Intervals begin anew at midnight, those of several days on the first of a
 * month.
 */
final class CronLines {
    private static final Pattern INTERVAL = Pattern.compile("([0-9]+) (minute|hour|day)s?");
    private static final int HOUR = 60;
    private static final int DAY = 24 * HOUR;

    private CronLines() {}

    static List<String> of(String schedule) {
        Matcher matcher = INTERVAL.matcher(schedule);
        if (!matcher.matches()) {
            return List.of(schedule);
        }
        int number = Integer.parseInt(matcher.group(1));
        return switch (matcher.group(2)) {
            case "day" -> List.of(number == 1 ? "0 0 * * *" : "0 0 */" + number + " * *");
            case "hour" -> everyMinutes(number * HOUR);
            default -> everyMinutes(number);
        };
    }

    private static List<String> everyMinutes(int interval) {
        Map<Integer, TreeSet<Integer>> minutesByHour = new LinkedHashMap<>();
        IntStream.iterate(0, minute -> minute < DAY, minute -> minute + interval)
                .forEach(minute -> minutesByHour
                        .computeIfAbsent(minute / HOUR, hour -> new TreeSet<>())
                        .add(minute % HOUR));
        Map<TreeSet<Integer>, TreeSet<Integer>> hoursByMinutes = new LinkedHashMap<>();
        minutesByHour.forEach((hour, minutes) -> hoursByMinutes
                .computeIfAbsent(minutes, known -> new TreeSet<>())
                .add(hour));
        return hoursByMinutes.entrySet().stream()
                .map(entry -> list(entry.getKey()) + " " + hours(entry.getValue()) + " * * *")
                .toList();
    }

    private static String hours(Set<Integer> hours) {
        return hours.size() == DAY / HOUR ? "*" : list(hours);
    }

    private static String list(Set<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
