package sparkjoy.source;

import java.time.LocalDate;
import java.util.Optional;

/** Reads the name of a day folder: the epoch milliseconds of a UTC midnight, from 2005 on. */
final class DayFolder {
    static final LocalDate FIRST_DAY = LocalDate.of(2005, 1, 1);
    private static final long MILLIS_PER_DAY = 86_400_000;

    private DayFolder() {}

    static Optional<LocalDate> dayOf(String name) {
        if (!name.matches("[1-9][0-9]{11,14}")) {
            return Optional.empty();
        }
        long millis = Long.parseLong(name);
        LocalDate day = LocalDate.ofEpochDay(millis / MILLIS_PER_DAY);
        boolean isDay = millis % MILLIS_PER_DAY == 0 && !day.isBefore(FIRST_DAY);
        return isDay ? Optional.of(day) : Optional.empty();
    }
}
