package sparkjoy.silver;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a change of bronze means for silver: the lines that become events, and the events that leave because an earlier
 * received copy took their place or their object was replaced.
 *
 * @param entering whole lines of bronze
 * @param leaving path and line_number of events
 * @param obsolete path and line_number of rejected lines that an earlier received copy or a new object takes the place of
 */
record Change(Dataset<Row> entering, Dataset<Row> leaving, Dataset<Row> obsolete) {
    /** The first time: all lines but the losers. */
    static Change ofEverything(Bronze bronze) {
        Dataset<Row> losers = Deduplication.losers(bronze.lines());
        Dataset<Row> none = losers.limit(0);
        return new Change(Deduplication.without(bronze.lines(), Deduplication.small(losers)), none, none);
    }

    /** Looks only at ids that the new or replaced lines touch. */
    static Change since(Bronze bronze, Dataset<Row> events, Dataset<Row> rejected) {
        List<String> replaced = bronze.replacedPaths();
        Column isReplaced = col("path").isInCollection(replaced);
        Dataset<Row> touched = Deduplication.idHashes(bronze.added()
                        .select("source_id", "message_id")
                        .union(events.filter(isReplaced).select("source_id", "message_id"))
                        .union(rejected.filter(isReplaced).select("source_id", "message_id")))
                .persist();
        Dataset<Row> contenders = Deduplication.ofIds(bronze.lines(), touched);
        Dataset<Row> losers = Deduplication.losers(contenders).persist();
        Dataset<Row> standing = Deduplication.ofIds(events, touched).select("path", "line_number");
        Dataset<Row> refused = rejected.select("path", "line_number");
        Dataset<Row> known = standing.union(refused).filter(not(isReplaced));
        return new Change(
                Deduplication.without(Deduplication.without(contenders, losers), known),
                outdated(standing, isReplaced, losers),
                outdated(refused, isReplaced, losers));
    }

    private static Dataset<Row> outdated(Dataset<Row> lines, Column isReplaced, Dataset<Row> losers) {
        return lines.filter(isReplaced)
                .union(lines.filter(not(isReplaced)).join(losers, Deduplication.LINE, "left_semi"))
                .persist();
    }
}
