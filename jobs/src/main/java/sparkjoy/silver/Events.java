package sparkjoy.silver;

import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import sparkjoy.lake.Lake;

/** Events from the lines of bronze. */
final class Events {
    private static final String TABLE = "silver.events";

    private Events() {}

    /** The current events; in a lake that is older than a column it is null, and a column's type is today's. */
    static Dataset<Row> standing(Lake lake) {
        Dataset<Row> events = lake.read(TABLE);
        List<String> there = Arrays.asList(events.columns());
        for (StructField field :
                lake.contracts().find(TABLE).orElseThrow().schema().fields()) {
            if (!there.contains(field.name())) {
                events = events.withColumn(field.name(), lit(null).cast(field.dataType()));
            }
        }
        return lake.conformed(TABLE, events);
    }

    /** Whether an event is in a session that was inferred; the statistics of the files know where none is. */
    static boolean haveInferredSessions(Lake lake) {
        String started = "session_started_at";
        return lake.mayHaveValues(TABLE, started)
                && !standing(lake).filter(col(started).isNotNull()).isEmpty();
    }

    /**
     * One typed event per line, with the line's payload next to the columns of silver.events. Without consent the event's
     * columns and the payload are null, so has_consent is false.
     */
    static Dataset<Row> parsed(Dataset<Row> lines, Mapping mapping) {
        return lines.withColumn("e", call_function("joy.silver.event", col("payload"), lit(mapping.toJson())))
                .select(
                        col("source_id"),
                        col("message_id"),
                        col("received_at"),
                        col("type"),
                        col("event"),
                        col("path"),
                        col("line_number"),
                        when(col("e").isNotNull(), col("payload")).as("payload"),
                        col("e.*"),
                        lit(null).cast("TIMESTAMP").as("session_started_at"),
                        lit(null).cast("BOOLEAN").as("is_bot_by_rate"),
                        col("e").isNotNull().as("has_consent"));
    }
}
