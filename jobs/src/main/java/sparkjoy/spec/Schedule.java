package sparkjoy.spec;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When a pipeline runs: `40 minutes` or a cron line of minute, hour, day, month and weekday. */
final class Schedule {
    private static final Pattern EVERY = Pattern.compile("[1-9][0-9]{0,5} (minutes?|hours?|days?)");
    private static final Pattern PART = Pattern.compile("(\\*|([0-9]{1,2})(?:-([0-9]{1,2}))?)(?:/([1-9][0-9]?))?");
    private static final List<String> FIELDS = List.of("minute", "hour", "day", "month", "weekday");
    private static final int[] LOWEST = {0, 0, 1, 1, 0};
    private static final int[] HIGHEST = {59, 23, 31, 12, 7};

    private Schedule() {}

    static void check(Place place) {
        place.text().filter(text -> !EVERY.matcher(text).matches()).ifPresent(text -> {
            String[] fields = text.trim().split("\\s+", -1);
            if (fields.length != FIELDS.size()) {
                place.complain(Secrets.shown(text) + " is no schedule; write 40 minutes, 2 hours, 1 day"
                        + " or a cron line like 0 4 * * *");
                return;
            }
            for (int index = 0; index < fields.length; index++) {
                if (!isField(fields[index], LOWEST[index], HIGHEST[index])) {
                    place.complain("the cron " + FIELDS.get(index) + " " + Secrets.shown(fields[index])
                            + " is out of order; write *, or numbers from " + LOWEST[index] + " to " + HIGHEST[index]
                            + " like 5, 1-5, */10 or 0,30");
                }
            }
        });
    }

    private static boolean isField(String field, int lowest, int highest) {
        for (String part : field.split(",", -1)) {
            Matcher matcher = PART.matcher(part);
            if (!matcher.matches()) {
                return false;
            }
            int first = matcher.group(2) == null ? lowest : Integer.parseInt(matcher.group(2));
            int last = matcher.group(3) == null ? first : Integer.parseInt(matcher.group(3));
            if (first < lowest || last > highest || first > last) {
                return false;
            }
        }
        return true;
    }
}
