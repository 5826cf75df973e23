package sparkjoy.lake;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;

/** Rows that are counted while they are written: the number is there after the write. */
public record Counted(Dataset<Row> rows, Observation observation) {

    public static Counted of(Dataset<Row> rows) {
        Observation observation = new Observation();
        return new Counted(rows.observe(observation, count(lit(1)).as("rows")), observation);
    }

    public long number() {
        return Observed.in(observation).number("rows");
    }
}
