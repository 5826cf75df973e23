package sparkjoy.gold;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/**
 * Where activity counts: an hour or the whole of a day, and values of the four dimensions or '(all)'.
 *
 * @param day since 1970
 * @param hour 0 to 23, or {@link #WHOLE_DAY}
 */
record Cell(int day, int hour, String vertical, String service, String experiment, String variant) {
    static final String ALL = "(all)";
    static final int WHOLE_DAY = 24;

    /** The cell of a row of {@link Activity#byUnit}. */
    static Cell of(Row row) {
        return new Cell(
                row.getInt(0), row.getInt(1), row.getString(4), row.getString(5), row.getString(6), row.getString(7));
    }

    /**
     * This cell and all above it, of the hour and of its day. A variant only has a meaning within its experiment:
     * (experiment, variant), (experiment, all) or (all, all).
     */
    List<Cell> withTotals() {
        return Stream.of(hour, WHOLE_DAY)
                .flatMap(h -> Stream.of(vertical, ALL).flatMap(v -> Stream.of(service, ALL)
                        .flatMap(s -> Stream.of(
                                new Cell(day, h, v, s, experiment, variant),
                                new Cell(day, h, v, s, experiment, ALL),
                                new Cell(day, h, v, s, ALL, ALL)))))
                .toList();
    }

    /** Values of event_date, hour (null for the whole day) and the four dimensions. */
    List<Object> values() {
        return Arrays.asList(day, hour == WHOLE_DAY ? null : hour, vertical, service, experiment, variant);
    }
}
