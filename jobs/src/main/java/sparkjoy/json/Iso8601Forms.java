package sparkjoy.json;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rarer forms in which ISO 8601 writes an instant: basic format, week and ordinal dates, signed years of six digits,
 * hours or minutes with a fraction, 24:00, and the zone's name that Java and Ruby append.
 */
final class Iso8601Forms {
    private static final int MOST_CHARACTERS = 100;
    private static final Pattern FORM = Pattern.compile(
            "(?<year>\\d{4}|[+-]\\d{6})"
                    + "(?:-(?<month>\\d\\d)-(?<day>\\d\\d)|(?<basicMonth>\\d\\d)(?<basicDay>\\d\\d)"
                    + "|-?W(?<week>\\d\\d)-?(?<weekday>[1-7])|-?(?<dayOfYear>\\d{3}))"
                    + "[Tt ](?<hour>\\d\\d)(?::?(?<minute>\\d\\d)(?::?(?<second>\\d\\d))?)?(?:[.,](?<fraction>\\d+))?"
                    + "(?:"
                    + " ?(?:[Zz]|UTC|GMT|(?<sign>[+\u2212-])(?<zoneHour>\\d\\d)(?::?(?<zoneMinute>\\d\\d))?)(?:\\[[^\\]]+\\])?)?");

    private Iso8601Forms() {}

    /** Microseconds since 1970-01-01T00:00:00Z, finer fractions cut off; empty for what is not a timestamp. */
    static OptionalLong micros(byte[] bytes, int from, int to) {
        if (to - from > MOST_CHARACTERS) {
            return OptionalLong.empty();
        }
        Matcher form = FORM.matcher(new String(bytes, from, to - from, StandardCharsets.UTF_8));
        if (!form.matches()) {
            return OptionalLong.empty();
        }
        try {
            LocalDateTime local = date(form).atStartOfDay().plus(time(form));
            return OptionalLong.of(
                    ChronoUnit.MICROS.between(LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC), local) - zone(form));
        } catch (DateTimeException | ArithmeticException noSuchTime) {
            return OptionalLong.empty();
        }
    }

    private static LocalDate date(Matcher form) {
        int year = Integer.parseInt(form.group("year"));
        if (form.group("month") != null) {
            return LocalDate.of(year, number(form, "month"), number(form, "day"));
        }
        if (form.group("basicMonth") != null) {
            return LocalDate.of(year, number(form, "basicMonth"), number(form, "basicDay"));
        }
        if (form.group("week") != null) {
            LocalDate fourth = LocalDate.of(year, 1, 4);
            int week = fourth.range(IsoFields.WEEK_OF_WEEK_BASED_YEAR)
                    .checkValidIntValue(number(form, "week"), IsoFields.WEEK_OF_WEEK_BASED_YEAR);
            return fourth.with(IsoFields.WEEK_OF_WEEK_BASED_YEAR, week).with(DayOfWeek.of(number(form, "weekday")));
        }
        return LocalDate.ofYearDay(year, number(form, "dayOfYear"));
    }

    /** The time since midnight: a fraction is one of the last unit that is given. */
    private static Duration time(Matcher form) {
        int hour = number(form, "hour");
        int minute = number(form, "minute");
        int second = number(form, "second");
        ChronoUnit unit = form.group("second") != null
                ? ChronoUnit.SECONDS
                : form.group("minute") != null ? ChronoUnit.MINUTES : ChronoUnit.HOURS;
        Duration time =
                Duration.ofHours(hour).plusMinutes(minute).plusSeconds(second).plus(fraction(form, unit));
        if (minute > 59 || second > 60 || hour > 24 || (hour == 24 && time.compareTo(Duration.ofHours(24)) > 0)) {
            throw new DateTimeException("there is no such time of day");
        }
        return time;
    }

    private static Duration fraction(Matcher form, ChronoUnit unit) {
        String digits = form.group("fraction");
        if (digits == null) {
            return Duration.ZERO;
        }
        String nine = (digits + "000000000").substring(0, 9);
        return unit.getDuration().multipliedBy(Long.parseLong(nine)).dividedBy(1_000_000_000);
    }

    private static long zone(Matcher form) {
        int hours = number(form, "zoneHour");
        int minutes = number(form, "zoneMinute");
        if (hours > 18 || minutes > 59) {
            throw new DateTimeException("there is no such offset");
        }
        long micros = (hours * 60L + minutes) * 60_000_000;
        return "+".equals(form.group("sign")) ? micros : -micros;
    }

    private static int number(Matcher form, String group) {
        String digits = form.group(group);
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
