package sparkjoy.serve;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.to_json;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;

/**
 * What a statement answers; its rows are read once.
 *
 * @param schema columns with the types that they are told to have
 * @param rows values as {@link WireRows} sends them: what {@link SqlType#isText} is text already
 */
record Result(StructType schema, Iterator<Row> rows) {

    static Result of(StructType schema, List<Row> rows) {
        return new Result(schema, rows.iterator());
    }

    /** Runs a query; what it answers comes in part by part. */
    static Result of(Dataset<Row> answer) {
        StructType schema = answer.schema();
        if (schema.isEmpty()) {
            return of(new StructType().add("Result", "string"), List.of());
        }
        String[] numbered =
                IntStream.range(0, schema.size()).mapToObj(index -> "c" + index).toArray(String[]::new);
        Column[] sent = IntStream.range(0, schema.size())
                .mapToObj(
                        index -> sent(col(numbered[index]), schema.apply(index).dataType()))
                .toArray(Column[]::new);
        Iterator<Row> rows = answer.toDF(numbered).select(sent).toLocalIterator();
        // Runs the statement now, and not when its first rows are asked for.
        return rows.hasNext() ? new Result(schema, rows) : of(schema, List.of());
    }

    /** The next rows, at most so many. */
    List<Row> next(int number) {
        List<Row> next = new ArrayList<>();
        while (next.size() < number && rows.hasNext()) {
            next.add(rows.next());
        }
        return next;
    }

    private static Column sent(Column column, DataType type) {
        if (type instanceof ArrayType || type instanceof MapType || type instanceof StructType) {
            return to_json(column, Map.of("ignoreNullFields", "false"));
        }
        return SqlType.of(type).isText() ? column.cast("string") : column;
    }
}
