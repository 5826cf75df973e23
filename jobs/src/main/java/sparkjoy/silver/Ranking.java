package sparkjoy.silver;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.lake.InDriver;

/**
 * Lines by their ids.
 *
 * @param repeated the lines whose id comes more than once, narrow, with their rank, 1 for the event
 * @param singles how many lines have an id of their own
 */
record Ranking(Dataset<Row> repeated, long singles) {

    /** How many ids the lines have. */
    long ids() {
        return singles + InDriver.number(repeated.filter("rank = 1"));
    }

    /** Those (path, line_number) that are not the event of their id. */
    Dataset<Row> losers() {
        return repeated.filter("rank > 1").select("path", "line_number");
    }
}
