package sparkjoy.silver;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.lake.InDriver;
import sparkjoy.lake.Lake;
import sparkjoy.spec.Identity;
import sparkjoy.spec.Spec;

/**
 * What follows from a change of some events for others: a late identify gives a unit to earlier events, a late event joins
 * or splits sessions, or is the one too many that gives a bot away. All are told by the events of a unit, so those that a
 * change touches are recomputed.
 *
 * @param isStitched units are those that identify and alias calls name
 */
record Restatement(boolean isStitched, Sessions sessions, BotRates botRates) {
    private static final Column[] TOLD_BY = columns(
            "path",
            "line_number",
            "event_date",
            "occurred_at",
            "message_id",
            "type",
            "user_id",
            "anonymous_id",
            "previous_id",
            "unit_id",
            "session_id",
            "session_started_at",
            "is_bot",
            "is_bot_by_rate");
    private static final String[] UNIT = {"unit_id"};
    private static final String[] LINE_AND_DAY = {"path", "line_number", "event_date"};

    static Restatement of(Spec spec) {
        return new Restatement(
                spec.identity().unit() == Identity.Unit.STITCHED,
                new Sessions(spec.sessions().inactivity()),
                new BotRates(spec.bots().maxEventsPerDay()));
    }

    /** The columns of events that hold unit, session and bot. */
    static Dataset<Row> narrow(Dataset<Row> events) {
        return events.select(TOLD_BY);
    }

    /** Whether events that enter or leave can have an effect on those that stand. */
    boolean matters(Lake lake) {
        return isStitched || botRates.matter() || Events.haveInferredSessions(lake);
    }

    /** Whether an event has a bearing on others. */
    Column mayMatter() {
        return Sessions.isInferred().or(lit(isStitched || botRates.matter()));
    }

    /**
     * The events that are others now: path, line_number and event_date, stitched_id where the unit is another,
     * inferred_id and inferred_started_at where the session is, and is_by_rate where it says other than before whether the
     * number of events gives a bot away.
     *
     * @param events all that there are now, narrow
     */
    Dataset<Row> ofEverything(Dataset<Row> events) {
        if (!isStitched) {
            return withRates(
                    sessionsAlone(sessions.changed(events.filter(Sessions.isInferred()))), botRates::changed, events);
        }
        Dataset<Row> moved = Deduplication.kept(Stitching.moved(events, Stitching.anonymousIds(events)));
        Dataset<Row> now = moved(events, moved);
        return withRates(joined(moved, sessions.changed(now.filter(Sessions.isInferred()))), botRates::changed, now);
    }

    /**
     * The same, looking only at what the change touches.
     *
     * @param changed events that are new or gone, narrow
     */
    Dataset<Row> ofChange(Dataset<Row> events, Dataset<Row> changed) {
        if (!isStitched) {
            Dataset<Row> touched = unitsAndDays(changed.select("event_date", "unit_id"));
            NavigableSet<LocalDate> days = days(touched);
            return withRates(
                    sessionsAlone(changed(events, touched, days)), all -> botRates.changed(all, touched, days), events);
        }
        Dataset<Row> ids = Deduplication.kept(Stitching.anonymousIds(changed));
        Dataset<Row> moved = Deduplication.kept(Stitching.moved(events, ids));
        Dataset<Row> touched = unitsAndDays(changed.select("event_date", "unit_id")
                .union(moved.select("event_date", "unit_id"))
                .union(moved.select("event_date", "stitched_id")));
        NavigableSet<LocalDate> days = days(touched);
        Dataset<Row> now = moved(events, moved);
        return withRates(joined(moved, changed(now, touched, days)), all -> botRates.changed(all, touched, days), now);
    }

    private static Dataset<Row> unitsAndDays(Dataset<Row> touched) {
        return Deduplication.kept(touched.filter("unit_id IS NOT NULL").distinct());
    }

    /**
     * @param touched event_date and unit_id of what is new or gone
     * @param days those of the touched
     */
    private Dataset<Row> changed(Dataset<Row> events, Dataset<Row> touched, NavigableSet<LocalDate> days) {
        return sessions.changed(
                events.filter(Sessions.isInferred()).join(touched.select(UNIT[0]), UNIT, "left_semi"), days);
    }

    private Dataset<Row> withRates(Dataset<Row> others, UnaryOperator<Dataset<Row>> changed, Dataset<Row> events) {
        return botRates.matter()
                ? others.join(changed.apply(events), LINE_AND_DAY, "full_outer")
                : others.withColumn("is_by_rate", lit(null).cast("BOOLEAN"));
    }

    /** Events with what is another now. */
    static Dataset<Row> applied(Dataset<Row> events, Dataset<Row> others) {
        return events.join(others.drop("event_date"), Deduplication.LINE, "left")
                .withColumn("unit_id", coalesce(col("stitched_id"), col("unit_id")))
                .withColumn("session_id", coalesce(col("inferred_id"), col("session_id")))
                .withColumn("session_started_at", coalesce(col("inferred_started_at"), col("session_started_at")))
                .withColumn("is_bot", coalesce(col("is_by_rate"), col("is_bot")))
                .withColumn(
                        "is_bot_by_rate",
                        when(col("is_by_rate").isNull(), col("is_bot_by_rate")).when(col("is_by_rate"), true))
                .drop("stitched_id", "inferred_id", "inferred_started_at", "is_by_rate");
    }

    static NavigableSet<LocalDate> days(Dataset<Row> rows) {
        Dataset<Row> days = rows.select("event_date");
        return InDriver.rows(days).orElseGet(() -> days.distinct().collectAsList()).stream()
                .map(row -> row.getDate(0).toLocalDate())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Dataset<Row> sessionsAlone(Dataset<Row> resessioned) {
        return resessioned.select(
                col("path"),
                col("line_number"),
                col("event_date"),
                lit(null).cast("STRING").as("stitched_id"),
                col("inferred_id"),
                col("inferred_started_at"));
    }

    private static Dataset<Row> moved(Dataset<Row> events, Dataset<Row> moved) {
        return events.join(moved.select("path", "line_number", "stitched_id"), Deduplication.LINE, "left")
                .withColumn("unit_id", coalesce(col("stitched_id"), col("unit_id")))
                .drop("stitched_id");
    }

    private static Dataset<Row> joined(Dataset<Row> moved, Dataset<Row> resessioned) {
        return moved.drop("unit_id")
                .join(
                        resessioned.select(
                                columns("path", "line_number", "event_date", "inferred_id", "inferred_started_at")),
                        LINE_AND_DAY,
                        "full_outer");
    }

    private static Column[] columns(String... names) {
        return Arrays.stream(names).map(org.apache.spark.sql.functions::col).toArray(Column[]::new);
    }
}
