package sparkjoy.silver;

import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Events from the lines of bronze. */
final class Events {
    private Events() {}

    /** One typed event a line; keeps the line's payload and batch beside the columns of silver.events. */
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
                        col("payload"),
                        col("e.*"));
    }
}
