package sparkjoy.silver;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import java.time.Duration;
import java.time.LocalDate;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Sessions of the events that carry none of the app's: all of a unit's that follow one another without a longer pause.
 * Which session an event is in, and the session's id, follow from the rows alone, in whatever order they came.
 *
 * @param inactivity the longest pause in a session, at most a day
 */
record Sessions(Duration inactivity) {
    private static final String STARTED = "inferred_started_at";
    private static final String ENDED = "inferred_ended_at";
    private static final int ID_DIGITS = 32;

    /** Whether an event is in no session of the app's, so that one is told by its unit's inactivity. */
    static Column isInferred() {
        return col("unit_id")
                .isNotNull()
                .and(col("session_id").isNull().or(col("session_started_at").isNotNull()));
    }

    /**
     * Of such events those whose session is another: with inferred_id and inferred_started_at in addition to what they have.
     *
     * @param events with unit_id, occurred_at, event_date, session_id and session_started_at
     */
    Dataset<Row> changed(Dataset<Row> events) {
        return inferred(events).filter(isOther());
    }

    /**
     * The same where only some units' events of some days are others than before: no more days are read than their
     * sessions reach into.
     */
    Dataset<Row> changed(Dataset<Row> events, NavigableSet<LocalDate> days) {
        NavigableSet<LocalDate> read = new TreeSet<>(days);
        days.forEach(day -> {
            read.add(day.minusDays(1));
            read.add(day.plusDays(1));
        });
        while (true) {
            Dataset<Row> reached =
                    Deduplication.kept(inferred(events.filter(col("event_date").isInCollection(read)))
                            .filter(exists(sequence(firstDay(), lastDay()), day -> day.isInCollection(days))));
            if (!read.addAll(daysOf(reached))) {
                return reached.filter(isOther());
            }
        }
    }

    private Dataset<Row> inferred(Dataset<Row> events) {
        WindowSpec byTime = Window.partitionBy("unit_id").orderBy("occurred_at");
        WindowSpec session = Window.partitionBy("unit_id", "session_number");
        Column pause = unix_micros(col("occurred_at"))
                .minus(unix_micros(lag("occurred_at", 1).over(byTime)));
        return events.withColumn("is_first", when(pause.leq(micros()), 0).otherwise(1))
                .withColumn("session_number", sum("is_first").over(byTime))
                .withColumn(STARTED, min("occurred_at").over(session))
                .withColumn(ENDED, max("occurred_at").over(session))
                .withColumn("inferred_id", id())
                .drop("is_first", "session_number");
    }

    private static Column id() {
        Column text = concat(col("unit_id"), lit(" "), unix_micros(col(STARTED)).cast("STRING"));
        return substring(sha2(text.cast("BINARY"), 256), 1, ID_DIGITS);
    }

    private static Column isOther() {
        return col("session_id").eqNullSafe(col("inferred_id")).unary_$bang();
    }

    /** The first day on which an event can lie that would join the session. */
    private Column firstDay() {
        return to_date(timestamp_micros(unix_micros(col(STARTED)).minus(micros())));
    }

    private Column lastDay() {
        return to_date(timestamp_micros(unix_micros(col(ENDED)).plus(micros())));
    }

    private NavigableSet<LocalDate> daysOf(Dataset<Row> sessions) {
        return sessions.select(explode(array(firstDay(), lastDay()))).distinct().collectAsList().stream()
                .map(row -> row.getDate(0).toLocalDate())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private long micros() {
        return inactivity.toNanos() / 1000;
    }
}
