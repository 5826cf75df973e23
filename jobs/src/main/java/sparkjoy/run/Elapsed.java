package sparkjoy.run;

import java.time.Duration;

/** Spans of time as people say them: in their two largest units. */
public final class Elapsed {
    private Elapsed() {}

    public static String text(Duration span) {
        if (span.toDays() > 0) {
            return span.toDays() + "d" + rest(span.toHoursPart(), "h");
        }
        if (span.toHours() > 0) {
            return span.toHours() + "h" + rest(span.toMinutesPart(), "m");
        }
        return span.toMinutes() > 0 ? span.toMinutes() + "m" + rest(span.toSecondsPart(), "s") : span.toSeconds() + "s";
    }

    private static String rest(int amount, String unit) {
        return amount == 0 ? "" : " " + amount + unit;
    }
}
