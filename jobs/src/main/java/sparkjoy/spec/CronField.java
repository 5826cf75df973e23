package sparkjoy.spec;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One of the five fields of a cron line: its range of numbers, and the names that stand for numbers. */
enum CronField {
    MINUTE(0, 59, ""),
    HOUR(0, 23, ""),
    DAY(1, 31, ""),
    MONTH(1, 12, "jan feb mar apr may jun jul aug sep oct nov dec"),
    WEEKDAY(0, 6, "sun mon tue wed thu fri sat");

    /** What means every number; `*\/1` is a list of all of them, as schedulers treat the two differently. */
    static final String ANY = "*";

    private static final int DAYS_OF_A_WEEK = 7;
    private static final String VALUE = "([0-9]{1,2}|[a-z]{3})";
    private static final Pattern PART = Pattern.compile("(?:\\*|" + VALUE + "(?:-" + VALUE + ")?)(?:/([1-9][0-9]?))?");

    private final int lowest;
    private final int highest;
    private final String names;

    CronField(int lowest, int highest, String names) {
        this.lowest = lowest;
        this.highest = highest;
        this.names = names;
    }

    /** The field as numbers alone, like `1,3,5`, or `*`; empty if it cannot be read. */
    Optional<String> plain(String text) {
        return ANY.equals(text) ? Optional.of(text) : numbers(text).map(this::list);
    }

    /** All minutes are any minute; but all days that are listed are not any day, where weekdays are given too. */
    private String list(SortedSet<Integer> numbers) {
        boolean isAny = numbers.size() == highest - lowest + 1 && this != DAY && this != WEEKDAY;
        return isAny ? ANY : numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /** The numbers that a field stands for, Sunday as 0; empty if it cannot be read. */
    Optional<SortedSet<Integer>> numbers(String text) {
        SortedSet<Integer> numbers = new TreeSet<>();
        for (String part : text.toLowerCase(Locale.ROOT).split(",", -1)) {
            Matcher matcher = PART.matcher(part);
            if (!matcher.matches() || !addTo(numbers, matcher)) {
                return Optional.empty();
            }
        }
        return Optional.of(numbers);
    }

    private boolean addTo(SortedSet<Integer> numbers, Matcher part) {
        boolean hasStep = part.group(3) != null;
        int first = part.group(1) == null ? lowest : number(part.group(1));
        int last = last(part, first, hasStep);
        if (first < lowest || first > last || last > highest + (this == WEEKDAY ? 1 : 0)) {
            return false;
        }
        int step = hasStep ? Integer.parseInt(part.group(3)) : 1;
        for (int number = first; number <= last; number += step) {
            numbers.add(this == WEEKDAY ? number % DAYS_OF_A_WEEK : number);
        }
        return true;
    }

    /** A range of weekdays may end on Sunday: as `SUN`, 0 or 7. */
    private int last(Matcher part, int first, boolean hasStep) {
        if (part.group(2) != null) {
            int last = number(part.group(2));
            return this == WEEKDAY && last == 0 && first > 0 ? DAYS_OF_A_WEEK : last;
        }
        return part.group(1) == null || hasStep ? Math.max(highest, first) : first;
    }

    private int number(String text) {
        int name = List.of(names.split(" ", -1)).indexOf(text);
        if (name >= 0) {
            return lowest + name;
        }
        return Character.isDigit(text.charAt(0)) ? Integer.parseInt(text) : -1;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How the field is written, for a message. */
    String range() {
        String named = names.isEmpty() ? "" : " or names like " + names.split(" ", -1)[1].toUpperCase(Locale.ROOT);
        return "*, or numbers from " + lowest + " to " + highest + named + ", such as 5, 1-5, */10 or 0,30";
    }
}
