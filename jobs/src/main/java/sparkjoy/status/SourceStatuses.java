package sparkjoy.status;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import sparkjoy.freshness.Delivered;
import sparkjoy.lake.Lake;
import sparkjoy.spec.Source;

/** Reads what the sources of a pipeline have delivered, as bronze has it. */
record SourceStatuses(Lake lake, Map<String, Source> sources, Instant now) {
    private static final String FILES = "bronze.files";
    private static final String LINES = "bronze.segment_logs";
    private static final String QUARANTINE = "bronze.quarantine";

    List<SourceStatus> all() {
        List<Delivered> delivered = lake.exists(FILES) ? Delivered.in(lake.read(FILES), now) : List.of();
        Map<String, Instant> received = lastReceived(delivered);
        Map<String, Long> quarantined = openQuarantine();
        return sources.entrySet().stream()
                .flatMap(source -> Stream.concat(
                        delivered.stream()
                                .filter(one -> one.source().equals(source.getKey()))
                                .filter(one -> isRead(source.getValue(), one.sourceId()))
                                .map(one -> status(
                                        one,
                                        source.getValue(),
                                        Optional.ofNullable(received.get(one.sourceId())),
                                        quarantined.getOrDefault(one.sourceId(), 0L))),
                        missing(source.getKey(), source.getValue(), delivered)))
                .toList();
    }

    private static boolean isRead(Source source, String id) {
        return source.ids().isEmpty() || source.ids().contains(id);
    }

    private SourceStatus status(Delivered one, Source source, Optional<Instant> received, long quarantined) {
        return new SourceStatus(
                one.source(),
                Optional.of(one.sourceId()),
                Optional.of(one.lastFileAt()),
                received,
                received.map(at -> Duration.between(at, now)),
                one.files(),
                one.lines(),
                quarantined,
                source.silentAfter(),
                source.silentAfter()
                        .filter(after -> one.lastFileAt().plus(after).isBefore(now))
                        .isPresent());
    }

    /** Sources of which no file has come: those that are listed, else the whole. */
    private static Stream<SourceStatus> missing(String name, Source source, List<Delivered> delivered) {
        List<String> ids = delivered.stream()
                .filter(one -> one.source().equals(name))
                .map(Delivered::sourceId)
                .toList();
        Stream<Optional<String>> missing = source.ids().isEmpty()
                ? Stream.of(Optional.<String>empty()).filter(none -> ids.isEmpty())
                : source.ids().stream().filter(id -> !ids.contains(id)).map(Optional::of);
        return missing.map(id -> new SourceStatus(
                name,
                id,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                0,
                0,
                source.silentAfter(),
                source.silentAfter().isPresent()));
    }

    /** By Segment source; only the newest day of each is read. */
    private Map<String, Instant> lastReceived(List<Delivered> delivered) {
        Map<String, Instant> received = new HashMap<>();
        if (lake.exists(LINES)) {
            List<Row> rows = lake.read(LINES)
                    .filter(col("received_day")
                            .isInCollection(delivered.stream()
                                    .map(Delivered::lastDay)
                                    .distinct()
                                    .toList()))
                    .groupBy("source_id")
                    .agg(max("received_at"))
                    .collectAsList();
            rows.forEach(row ->
                    received.put(row.getString(0), row.<Timestamp>getAs(1).toInstant()));
        }
        return received;
    }

    private Map<String, Long> openQuarantine() {
        Map<String, Long> open = new HashMap<>();
        if (lake.exists(QUARANTINE)) {
            lake.read(QUARANTINE)
                    .filter("status = 'OPEN'")
                    .groupBy("source_id")
                    .agg(count(lit(1)))
                    .collectAsList()
                    .forEach(row -> open.put(row.getString(0), row.getLong(1)));
        }
        return open;
    }
}
