package sparkjoy.run;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import sparkjoy.error.UserError;

/** A half-open range of UTC days: `from` is in it, `to` is not. */
public record Days(LocalDate from, LocalDate to) {
    public Days {
        if (!from.isBefore(to)) {
            throw new UserError("The range of days is empty: --from " + from + " --to " + to
                    + ". --to is exclusive: give a day after " + from + ".");
        }
    }

    /** Whether a DATE column has one of these days. */
    public Column contain(String column) {
        return col(column).geq(lit(Date.valueOf(from))).and(col(column).lt(lit(Date.valueOf(to))));
    }

    public NavigableSet<LocalDate> all() {
        return from.datesUntil(to).collect(Collectors.toCollection(TreeSet::new));
    }

    public static Days of(LocalDate day) {
        return new Days(day, day.plusDays(1));
    }

    /** Days as `n days: 2026-03-02 to 2026-03-04, 2026-03-09`, neighbours in one range. */
    public static String text(NavigableSet<LocalDate> days) {
        List<String> ranges = new ArrayList<>();
        for (LocalDate day : days) {
            if (!days.contains(day.minusDays(1))) {
                LocalDate last = day;
                while (days.contains(last.plusDays(1))) {
                    last = last.plusDays(1);
                }
                ranges.add(last.equals(day) ? day.toString() : day + " to " + last);
            }
        }
        return days.size() + (days.size() == 1 ? " day: " : " days: ") + String.join(", ", ranges);
    }
}
