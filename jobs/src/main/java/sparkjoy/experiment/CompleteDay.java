package sparkjoy.experiment;

import static org.apache.spark.sql.functions.max;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The last event day that is complete, by the events alone: experiments are judged as of it, so that equal events give
 * equal rows whenever they are looked at.
 */
final class CompleteDay {
    private CompleteDay() {}

    /**
     * The last day with an event on which every Segment source was still followed by a later day of receipt. A source
     * from which nothing was received for `maxLate` before the newest receipt is over and holds nothing back.
     */
    static Optional<LocalDate> of(Dataset<Row> events, Duration maxLate) {
        Map<String, LocalDate> received = new HashMap<>();
        NavigableSet<LocalDate> days = new TreeSet<>();
        events.groupBy("source_id", "event_date")
                .agg(max("received_at"))
                .collectAsList()
                .forEach(row -> {
                    days.add(row.<Date>getAs(1).toLocalDate());
                    received.merge(
                            row.getString(0), day(row.getAs(2)), (one, other) -> one.isAfter(other) ? one : other);
                });
        List<LocalDate> lastDays = List.copyOf(received.values());
        Optional<LocalDate> newest = lastDays.stream().max(Comparator.naturalOrder());
        return newest.flatMap(last -> lastDays.stream()
                        .filter(day -> !day.isBefore(last.minusDays(maxLate.toDays())))
                        .min(Comparator.naturalOrder()))
                .flatMap(day -> Optional.ofNullable(days.lower(day)));
    }

    private static LocalDate day(Timestamp receivedAt) {
        return LocalDate.ofInstant(receivedAt.toInstant(), ZoneOffset.UTC);
    }
}
