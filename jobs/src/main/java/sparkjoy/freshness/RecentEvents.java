package sparkjoy.freshness;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The events that Segment received lately.
 *
 * @param lastAt when the newest happened
 * @param lateShare of those received on the day that was asked for, the share that had happened on an earlier UTC day, also
 *     where that is too long ago to count there
 */
record RecentEvents(Optional<Instant> lastAt, Optional<Double> lateShare) {

    /**
     * Looks only at events received since a day, and only into the days on which these can count, so that the cost does not
     * grow with history.
     */
    static RecentEvents in(Dataset<Row> events, LocalDate since, Optional<LocalDate> day, Duration maxLate) {
        Column receivedDay = to_date(col("received_at"));
        Column isOfDay = day.<Column>map(receivedDay::equalTo).orElse(lit(false));
        LocalDate earliest = since.minusDays(maxLate.toDays() + 1);
        Row row = events.filter(col("event_date").geq(lit(Date.valueOf(earliest))))
                .filter(col("received_at").geq(lit(since).cast("TIMESTAMP")))
                .agg(
                        max("occurred_at"),
                        count(when(isOfDay, 1)),
                        count(when(isOfDay.and(to_date(happenedAt()).lt(receivedDay)), 1)))
                .first();
        long received = row.getLong(1);
        return new RecentEvents(
                Optional.ofNullable(row.<Timestamp>getAs(0)).map(Timestamp::toInstant),
                received == 0 ? Optional.empty() : Optional.of((double) row.getLong(2) / received));
    }

    /** An event whose time is out of bounds counts at its receipt: when it happened say the clocks that the bounds refused. */
    private static Column happenedAt() {
        Column claimed = timestamp_micros(unix_micros(col("received_at"))
                .minus(unix_micros(col("sent_at")))
                .plus(unix_micros(col("original_at"))));
        return when(col("is_time_adjusted"), least(col("occurred_at"), claimed)).otherwise(col("occurred_at"));
    }
}
