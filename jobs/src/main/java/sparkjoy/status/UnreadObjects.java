package sparkjoy.status;

import static org.apache.spark.sql.functions.col;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.lake.Lake;

/** Objects of some sources that the last attempt could not read: their lines are missing until a run can. */
record UnreadObjects(Lake lake, List<String> sources) {
    private static final String FILES = "bronze.files";
    private static final int SHOWN = 5;

    /** An alarm for each of the first, and one for how many more there are. */
    Stream<String> alarms() {
        if (!lake.exists(FILES)) {
            return Stream.empty();
        }
        Dataset<Row> unread = unread();
        List<Row> first = unread.orderBy("path").limit(SHOWN).collectAsList();
        long more = first.size() < SHOWN ? 0 : unread.count() - SHOWN;
        return Stream.concat(
                first.stream()
                        .map(row -> row.getString(0) + " could not be read (" + row.getString(1)
                                + "): its lines are missing until `joy run ingest` can read it"),
                Stream.of(String.format("%,d more objects could not be read: `joy run ingest` tries them again", more))
                        .filter(last -> more > 0));
    }

    /** A vanished object is not one: no run can do anything about it. */
    private Dataset<Row> unread() {
        String names = sources.stream().map(Pattern::quote).collect(Collectors.joining("|"));
        return lake.read(FILES)
                .filter(col("status").equalTo("QUARANTINED"))
                .filter(col("reason").isin("ACCESS_DENIED", "READ_FAILED", "OBJECT_CHANGED"))
                .filter(col("batch_id").rlike("^(" + names + ")-[^-]+(-again)?$"))
                .select("path", "reason");
    }
}
