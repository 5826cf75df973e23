package sparkjoy.serve;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;
import sparkjoy.explore.JsonColumns;

/**
 * What a statement answers; its rows are read once.
 *
 * @param schema columns with the types that they are told to have
 * @param rows values as {@link WireRows} sends them: what {@link SqlType#isText} is text already
 * @param limit counts the rows that are read; empty for answers of the server's own
 */
record Result(StructType schema, Iterator<Row> rows, Optional<ResultLimit> limit) {
    /** Rows of one call: a client may ask for ten thousand that are a megabyte each. */
    private static final long BYTES_OF_A_CALL = 16L << 20;

    static Result of(StructType schema, List<Row> rows) {
        return new Result(schema, rows.iterator(), Optional.empty());
    }

    /** Runs a query; what it answers comes in part by part, and no more than the limit. */
    static Result of(Dataset<Row> answer, ResultLimit limit) {
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
        return rows.hasNext() ? new Result(schema, rows, Optional.of(limit)) : of(schema, List.of());
    }

    /** The next rows, at most so many, and fewer where they are long. */
    List<Row> next(int number) {
        List<Row> next = new ArrayList<>();
        long bytes = 0;
        while (next.size() < number && bytes < BYTES_OF_A_CALL && rows.hasNext()) {
            Row row = rows.next();
            bytes += limit.map(most -> most.count(row)).orElse(0L);
            next.add(row);
        }
        return next;
    }

    private static Column sent(Column column, DataType type) {
        if (type instanceof ArrayType || type instanceof MapType || type instanceof StructType) {
            return JsonColumns.json(column, type);
        }
        return SqlType.of(type).isText() ? column.cast("string") : column;
    }
}
