package sparkjoy.silver;

import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Events from the lines of bronze. */
final class Events {
    private Events() {}

    /**
     * One typed event a line, with the line's payload beside the columns of silver.events. Without consent the event's
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
                        col("e").isNotNull().as("has_consent"));
    }
}
