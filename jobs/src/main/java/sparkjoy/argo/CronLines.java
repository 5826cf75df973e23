package sparkjoy.argo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import sparkjoy.spec.CronLine;
import sparkjoy.spec.Schedule;

/**
 * The cron lines of a valid schedule. An interval that one line cannot say takes several: every 40 minutes is at 0 and 40
 * past the even hours and at 20 past the odd ones.
 */
final class CronLines {
    private static final int HOUR = 60;
    private static final int DAY = 24 * HOUR;

    private CronLines() {}

    static List<String> of(String schedule) {
        return Schedule.minutes(schedule)
                .map(CronLines::everyMinutes)
                .orElseGet(
                        () -> List.of(CronLine.of(schedule).map(CronLine::plain).orElseThrow()));
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
                .map(entry -> list(entry.getKey(), HOUR) + " " + list(entry.getValue(), DAY / HOUR) + " * * *")
                .toList();
    }

    private static String list(Set<Integer> numbers, int all) {
        return numbers.size() == all
                ? "*"
                : numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
