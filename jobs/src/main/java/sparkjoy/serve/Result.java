package sparkjoy.serve;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * What a statement answers; its rows are read once.
 *
 * @param schema columns with the types that they are declared to have
 * @param rows values as {@link WireRows} sends them: what {@link SqlType#isText} is text already
 * @param limit counts the rows that are read; empty for answers of the server's own
 */
record Result(StructType schema, Iterator<Row> rows, Optional<ResultLimit> limit) {
    /** Rows of one call: a client may ask for ten thousand that are a megabyte each. */
    private static final long BYTES_OF_A_CALL = 16L << 20;

    static Result of(StructType schema, List<Row> rows) {
        return new Result(schema, rows.iterator(), Optional.empty());
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
}
