package sparkjoy.spec;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * When a scheduler starts something: an interval like `40 minutes`, or a cron line. An interval divides a day evenly and
 * is counted from midnight UTC, so that Argo's cron lines and Airflow's intervals start at the same instants.
 */
public final class Schedule {
    private static final Pattern EVERY = Pattern.compile("([0-9]{1,9}) ?(m|min|minutes?|h|hours?|d|days?|w|weeks?)");
    private static final Pattern FORM = Pattern.compile("[1-9][0-9]{0,5} (minutes?|hours?|days?)");
    private static final int HOUR = 60;
    private static final int DAY = 24 * HOUR;

    private Schedule() {}

    /** The minutes between two starts, where a valid schedule is an interval. */
    public static Optional<Integer> minutes(String schedule) {
        return FORM.matcher(schedule).matches() ? Optional.of(Math.toIntExact(length(schedule))) : Optional.empty();
    }

    static void check(Place place) {
        place.text().ifPresent(text -> reason(text).ifPresent(place::complain));
    }

    /** What is wrong with a schedule; empty if it is valid. */
    static Optional<String> reason(String text) {
        if (EVERY.matcher(text.trim()).matches()) {
            return interval(text);
        }
        return CronLine.of(text)
                .map(line -> cron(line, text))
                .orElseGet(
                        () -> Optional.of(Secrets.shown(text) + " is not a schedule; write 40 minutes, 2 hours, 1 day,"
                                + " a cron line of five fields like 0 4 * * *, or one of "
                                + String.join(", ", CronLine.presets())));
    }

    private static Optional<String> interval(String text) {
        long minutes = length(text.trim());
        boolean isWritten = FORM.matcher(text).matches();
        if (minutes > 0 && minutes <= DAY && DAY % minutes == 0) {
            return isWritten ? Optional.empty() : Optional.of("write '" + text + "' as " + written((int) minutes));
        }
        if (minutes == 0) {
            return Optional.of("'" + text + "' is zero; write an interval above zero, like 40 minutes");
        }
        if (minutes > DAY) {
            return Optional.of(
                    "'" + text + "' is longer than a day; write 1 day, or a cron line such as 0 0 * * 1 for each"
                            + " Monday or 0 0 1 * * for the first of each month");
        }
        return Optional.of("'" + text + "' does not divide a day evenly, so it would start again at midnight; write "
                + nearest((int) minutes) + ", or a cron line with the hours that you mean");
    }

    private static Optional<String> cron(CronLine line, String text) {
        Optional<CronField> wrong = line.wrongFields().stream().findFirst();
        if (wrong.isPresent()) {
            CronField field = wrong.get();
            return Optional.of("the cron " + field + " " + Secrets.shown(line.text(field)) + " is not valid; write "
                    + field.range());
        }
        return line.isNever()
                ? Optional.of(Secrets.shown(text)
                        + " never occurs: none of its months has such a day; write a day that exists")
                : Optional.empty();
    }

    private static long length(String interval) {
        Matcher matcher = EVERY.matcher(interval);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(interval);
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2).charAt(0)) {
            case 'm' -> number;
            case 'h' -> number * HOUR;
            case 'd' -> number * DAY;
            default -> number * 7 * DAY;
        };
    }

    /** The next shorter and the next longer interval that divide a day. */
    private static String nearest(int minutes) {
        SortedSet<Integer> valid = IntStream.rangeClosed(1, DAY)
                .filter(divisor -> DAY % divisor == 0)
                .collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
        SortedSet<Integer> shorter = valid.headSet(minutes);
        String longer = written(valid.tailSet(minutes).first());
        return shorter.isEmpty() ? longer : written(shorter.last()) + " or " + longer;
    }

    private static String written(int minutes) {
        if (minutes == DAY) {
            return "1 day";
        }
        boolean isHours = minutes % HOUR == 0;
        int number = isHours ? minutes / HOUR : minutes;
        return number + (isHours ? " hour" : " minute") + (number == 1 ? "" : "s");
    }
}
