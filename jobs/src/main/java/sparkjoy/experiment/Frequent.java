package sparkjoy.experiment;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.row_number;

import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** The most frequent values of what senders choose freely, so that what is told of each value stays bounded. */
final class Frequent {
    private Frequent() {}

    /**
     * So many values with the most rows, of each group; ties by value. Columns: those of the group, and the value.
     *
     * @param groups columns within which values are ranked
     */
    static Dataset<Row> values(Dataset<Row> rows, int most, String value, String... groups) {
        Column[] key = Stream.concat(Arrays.stream(groups), Stream.of(value))
                .map(name -> col(name))
                .toArray(Column[]::new);
        Column rank = row_number()
                .over(Window.partitionBy(Arrays.copyOf(key, groups.length))
                        .orderBy(col("count").desc(), col(value).asc()));
        return rows.groupBy(key)
                .count()
                .withColumn("rank", rank)
                .filter(col("rank").leq(most))
                .select(key);
    }
}
