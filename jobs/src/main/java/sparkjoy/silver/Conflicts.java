package sparkjoy.silver;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.lake.InDriver;
import sparkjoy.lake.Lake;
import sparkjoy.lake.Provenance;

/**
 * Later copies that say something else than the event that stands: the earliest received one does, and ops.conflicts
 * tells of the others. Says nothing that bronze does not, so it is written before the events, and once more by a run
 * that completes one that died.
 */
record Conflicts(Lake lake) {
    static final String TABLE = "ops.conflicts";

    /** What is said about a copy in addition to its id and place. */
    static final String[] COMPARED = {"event", "payload"};

    private static final String[] ID = {"source_id", "message_id"};

    /** Brings the table up to what is known of copies; returns how many conflicts these have. */
    long record(Bronze bronze, Copies copies, Provenance provenance) {
        lake.create(TABLE);
        Dataset<Row> standing = lake.read(TABLE);
        boolean hasStanding = lake.rows(TABLE) > 0;
        boolean hasCopies = !InDriver.areNone(copies.ranked());
        if (!hasCopies && !hasStanding) {
            return 0;
        }
        Dataset<Row> conflicts =
                hasCopies ? Deduplication.kept(among(compared(bronze, copies.ranked()))) : standing.limit(0);
        long number = InDriver.number(conflicts);
        if (hasStanding) {
            replace(standing, copies, conflicts, provenance);
        } else if (number > 0) {
            lake.append(TABLE, conflicts, provenance);
        }
        return number;
    }

    private void replace(Dataset<Row> standing, Copies copies, Dataset<Row> conflicts, Provenance provenance) {
        Dataset<Row> staying = Deduplication.kept(staying(standing, copies));
        if (InDriver.number(staying) < lake.rows(TABLE)) {
            lake.overwrite(TABLE, staying.unionByName(conflicts), provenance);
        } else if (!InDriver.areNone(conflicts)) {
            lake.append(TABLE, conflicts, provenance);
        }
    }

    /** The conflicts of ids that were not looked at. */
    private static Dataset<Row> staying(Dataset<Row> standing, Copies copies) {
        Column isReplaced = col("path").isInCollection(copies.replaced());
        return copies.touched()
                .map(touched -> Deduplication.notOfIds(standing.filter(not(isReplaced)), touched))
                .orElseGet(() -> standing.limit(0));
    }

    private static Dataset<Row> compared(Bronze bronze, Dataset<Row> ranked) {
        return Arrays.asList(ranked.columns()).containsAll(List.of(COMPARED))
                ? ranked
                : bronze.linesOf(ranked)
                        .select("path", "line_number", COMPARED[0], COMPARED[1])
                        .join(Deduplication.small(ranked), Deduplication.LINE)
                        .persist();
    }

    private static Dataset<Row> among(Dataset<Row> compared) {
        Dataset<Row> events = compared.filter("rank = 1")
                .select(
                        col(ID[0]),
                        col(ID[1]),
                        col("path").as("event_path"),
                        col("line_number").as("event_line_number"),
                        col("received_at").as("event_received_at"),
                        col("payload").as("event_payload"));
        return compared.filter("rank > 1")
                .join(events, ID)
                .filter("payload <> event_payload")
                .withColumn("differing", Differing.keys(col("event_payload"), col("payload")))
                .filter("size(differing) > 0")
                .drop("payload", "event_payload", "rank");
    }
}
