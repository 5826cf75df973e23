package sparkjoy.silver;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.spec.Identity;
import sparkjoy.spec.Spec;

/**
 * What follows from a change of some events for others: a late identify gives a unit to earlier events, a late event joins
 * or splits sessions. Both are told by all events of a unit, so those that a change touches are computed anew.
 *
 * @param isStitched units are those that identify and alias calls name
 */
record Restatement(boolean isStitched, Sessions sessions) {
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
            "session_started_at");
    private static final String[] UNIT = {"unit_id"};

    static Restatement of(Spec spec) {
        return new Restatement(
                spec.identity().unit() == Identity.Unit.STITCHED,
                new Sessions(spec.sessions().inactivity()));
    }

    /** The columns of events that tell unit and session. */
    static Dataset<Row> narrow(Dataset<Row> events) {
        return events.select(TOLD_BY);
    }

    /** Whether events that enter or leave can have an effect on those that stand; told by the files' statistics where none does. */
    boolean matters(Dataset<Row> standing) {
        return isStitched || !standing.filter("session_started_at IS NOT NULL").isEmpty();
    }

    /** Whether an event has a bearing on others. */
    Column mayMatter() {
        return Sessions.isInferred().or(lit(isStitched));
    }

    /**
     * The events that are others now: path, line_number and event_date, stitched_id where the unit is another, and
     * inferred_id and inferred_started_at where the session is.
     *
     * @param events all that there are now, narrow
     */
    Dataset<Row> ofEverything(Dataset<Row> events) {
        if (!isStitched) {
            return sessionsAlone(sessions.changed(events.filter(Sessions.isInferred())));
        }
        Dataset<Row> moved = Deduplication.kept(Stitching.moved(events, Stitching.anonymousIds(events)));
        return joined(moved, sessions.changed(moved(events, moved).filter(Sessions.isInferred())));
    }

    /**
     * The same, looking only at what the change touches.
     *
     * @param changed events that are new or gone, narrow
     */
    Dataset<Row> of(Dataset<Row> events, Dataset<Row> changed) {
        if (!isStitched) {
            return sessionsAlone(changed(events, changed.select("event_date", "unit_id")));
        }
        Dataset<Row> ids = Deduplication.kept(Stitching.anonymousIds(changed));
        Dataset<Row> moved = Deduplication.kept(Stitching.moved(events, ids));
        Dataset<Row> touched = changed.select("event_date", "unit_id")
                .union(moved.select("event_date", "unit_id"))
                .union(moved.select("event_date", "stitched_id"));
        return joined(moved, changed(moved(events, moved), touched));
    }

    /** @param touched event_date and unit_id of what is new or gone */
    private Dataset<Row> changed(Dataset<Row> events, Dataset<Row> touched) {
        Dataset<Row> units =
                Deduplication.kept(touched.filter("unit_id IS NOT NULL").distinct());
        return sessions.changed(
                events.filter(Sessions.isInferred()).join(units.select(UNIT[0]), UNIT, "left_semi"), days(units));
    }

    /** Events with what is another now. */
    static Dataset<Row> applied(Dataset<Row> events, Dataset<Row> others) {
        return events.join(others.drop("event_date"), Deduplication.LINE, "left")
                .withColumn("unit_id", coalesce(col("stitched_id"), col("unit_id")))
                .withColumn("session_id", coalesce(col("inferred_id"), col("session_id")))
                .withColumn("session_started_at", coalesce(col("inferred_started_at"), col("session_started_at")))
                .drop("stitched_id", "inferred_id", "inferred_started_at");
    }

    static NavigableSet<LocalDate> days(Dataset<Row> rows) {
        return rows.select("event_date").distinct().collectAsList().stream()
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
        String[] line = {"path", "line_number", "event_date"};
        return moved.drop("unit_id")
                .join(
                        resessioned.select(
                                columns("path", "line_number", "event_date", "inferred_id", "inferred_started_at")),
                        line,
                        "full_outer");
    }

    private static Column[] columns(String... names) {
        return Arrays.stream(names).map(org.apache.spark.sql.functions::col).toArray(Column[]::new);
    }
}
