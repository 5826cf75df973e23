package sparkjoy.status;

import static org.apache.spark.sql.functions.col;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Row;
import sparkjoy.lake.Lake;

/**
 * Copies that say something else than the event that stands, as ops.conflicts has them.
 *
 * @param copies how many there are
 * @param newest the last received of them
 */
public record Conflicts(long copies, List<Copy> newest) {
    private static final String TABLE = "ops.conflicts";
    private static final int SHOWN = 3;

    static Conflicts of(Lake lake) {
        if (!lake.exists(TABLE)) {
            return new Conflicts(0, List.of());
        }
        List<Copy> newest = lake
                .read(TABLE)
                .orderBy(col("received_at").desc(), col("path"), col("line_number"))
                .limit(SHOWN)
                .collectAsList()
                .stream()
                .map(Copy::of)
                .toList();
        return new Conflicts(lake.read(TABLE).count(), newest);
    }

    /**
     * One copy, where it lies and where the event does.
     *
     * @param differing the keys whose values differ
     */
    public record Copy(
            String sourceId,
            String messageId,
            Instant receivedAt,
            String path,
            long lineNumber,
            String eventPath,
            long eventLineNumber,
            List<String> differing) {

        private static Copy of(Row row) {
            return new Copy(
                    row.getAs("source_id"),
                    row.getAs("message_id"),
                    row.<Timestamp>getAs("received_at").toInstant(),
                    row.getAs("path"),
                    row.<Long>getAs("line_number"),
                    row.getAs("event_path"),
                    row.<Long>getAs("event_line_number"),
                    List.copyOf(row.getList(row.fieldIndex("differing"))));
        }

        String text() {
            return messageId + " of source " + sourceId + ": " + path + " line " + lineNumber + " differs in "
                    + String.join(", ", differing) + " from the event at " + eventPath + " line " + eventLineNumber;
        }
    }
}
