package sparkjoy.verify;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_entries;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import sparkjoy.lake.SqlLists;

/** The rows of a table as one hash a key: equal rows give equal hashes, in any order and in any files. */
final class Content {
    private Content() {}

    /**
     * One row a key: the key's columns, `n` rows and `hash`, 64 bits over all columns of these rows.
     */
    static Dataset<Row> byKey(Dataset<Row> rows, List<String> key) {
        Column[] grouped = key.stream().map(name -> col(name)).toArray(Column[]::new);
        return rows.withColumn("_hash", hash(rows))
                .groupBy(grouped)
                .agg(
                        count(lit(1)).as("n"),
                        call_function("bit_xor", col("_hash")).as("hash"));
    }

    private static Column hash(Dataset<Row> rows) {
        return xxhash64(
                Arrays.stream(rows.schema().fields()).map(Content::hashable).toArray(Column[]::new));
    }

    /** Spark hashes no map, for equal ones may list their entries in another order. */
    private static Column hashable(StructField field) {
        Column value = col(SqlLists.name(field.name()));
        return field.dataType() instanceof MapType ? array_sort(map_entries(value)) : value;
    }
}
