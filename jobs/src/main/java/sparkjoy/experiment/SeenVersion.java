package sparkjoy.experiment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.NavigableMap;

/**
 * One version of a model as the valid units of one arm saw it.
 *
 * @param version as events name it
 * @param firstAt first event of such a unit that names it
 * @param lastAt the last one
 * @param unitsByFirstDay units by the UTC day on which they saw it first
 * @param unitsByLastDay units by the UTC day on which they saw it last
 */
public record SeenVersion(
        String version,
        Instant firstAt,
        Instant lastAt,
        NavigableMap<LocalDate, Long> unitsByFirstDay,
        NavigableMap<LocalDate, Long> unitsByLastDay) {

    /** Units that had seen it by the end of a day. */
    long unitsBy(LocalDate day) {
        return sum(unitsByFirstDay.headMap(day, true));
    }

    /** Units that saw it on a day or later. */
    public long unitsSince(LocalDate day) {
        return sum(unitsByLastDay.tailMap(day, true));
    }

    private static long sum(NavigableMap<LocalDate, Long> units) {
        return units.values().stream().mapToLong(Long::longValue).sum();
    }
}
