package sparkjoy.experiment;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
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
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.lake.FileStatistics;

/**
 * The last event day that is complete, by the events alone: experiments are judged as of it, so that equal events give
 * equal rows whenever they are looked at. It is the last day with an event on which every Segment source was still followed
 * by a later day of receipt. A source from which nothing was received for `maxLate` before the newest receipt is over and
 * holds nothing back.
 *
 * @param days with an event
 * @param lastReceipts the last day of receipt of each source; those of sources that are over may be missing
 */
record CompleteDay(NavigableSet<LocalDate> days, Map<String, LocalDate> lastReceipts) {
    private static final String RECEIVED_AT = "received_at";

    /**
     * By what the log says of the events' files, so that no event is read. Of files that hold several sources only those are
     * read that can matter.
     *
     * @param files of the events; empty where the log does not name them
     */
    static Optional<LocalDate> of(Optional<List<FileStatistics>> files, Dataset<Row> events, Duration maxLate) {
        Optional<List<FileStatistics>> telling = files.filter(
                all -> all.stream().allMatch(file -> file.lastDay(RECEIVED_AT).isPresent()));
        return telling.map(all -> inFiles(all, events, maxLate))
                .orElseGet(() -> inRows(events))
                .last(maxLate);
    }

    private static CompleteDay inFiles(List<FileStatistics> files, Dataset<Row> events, Duration maxLate) {
        NavigableSet<LocalDate> days = files.stream()
                .map(file -> LocalDate.parse(file.partition().get("event_date")))
                .collect(Collectors.toCollection(TreeSet::new));
        boolean areOfOneSource =
                files.stream().allMatch(file -> file.onlyText("source_id").isPresent());
        Optional<LocalDate> newest =
                files.stream().map(CompleteDay::lastReceipt).max(Comparator.naturalOrder());
        return new CompleteDay(
                days,
                newest.map(last -> areOfOneSource
                                ? lastReceipts(files)
                                : inRows(events.filter(col(RECEIVED_AT)
                                                .geq(lit(Date.valueOf(last.minusDays(maxLate.toDays())))
                                                        .cast("TIMESTAMP"))))
                                        .lastReceipts())
                        .orElse(Map.of()));
    }

    private static Map<String, LocalDate> lastReceipts(List<FileStatistics> files) {
        Map<String, LocalDate> receipts = new HashMap<>();
        files.forEach(file ->
                receipts.merge(file.onlyText("source_id").orElseThrow(), lastReceipt(file), CompleteDay::later));
        return receipts;
    }

    private static LocalDate lastReceipt(FileStatistics file) {
        return file.lastDay(RECEIVED_AT).orElseThrow();
    }

    private static CompleteDay inRows(Dataset<Row> events) {
        CompleteDay found = new CompleteDay(new TreeSet<>(), new HashMap<>());
        events.groupBy("source_id", "event_date")
                .agg(max(RECEIVED_AT))
                .collectAsList()
                .forEach(row -> {
                    found.days().add(row.<Date>getAs(1).toLocalDate());
                    found.lastReceipts().merge(row.getString(0), day(row.getAs(2)), CompleteDay::later);
                });
        return found;
    }

    private Optional<LocalDate> last(Duration maxLate) {
        Optional<LocalDate> newest = lastReceipts.values().stream().max(Comparator.naturalOrder());
        return newest.flatMap(last -> lastReceipts.values().stream()
                        .filter(day -> !day.isBefore(last.minusDays(maxLate.toDays())))
                        .min(Comparator.naturalOrder()))
                .flatMap(day -> Optional.ofNullable(days.lower(day)));
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }

    private static LocalDate day(Timestamp receivedAt) {
        return LocalDate.ofInstant(receivedAt.toInstant(), ZoneOffset.UTC);
    }
}
