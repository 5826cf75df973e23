package sparkjoy.run;

import java.time.LocalDate;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import sparkjoy.UserError;

/** A half-open range of UTC days: `from` is in it, `to` is not. */
public record Days(LocalDate from, LocalDate to) {
    public Days {
        if (!from.isBefore(to)) {
            throw new UserError("The range of days is empty: --from " + from + " --to " + to
                    + ". --to is exclusive: give a day after " + from + ".");
        }
    }

    public NavigableSet<LocalDate> all() {
        return from.datesUntil(to).collect(Collectors.toCollection(TreeSet::new));
    }
}
