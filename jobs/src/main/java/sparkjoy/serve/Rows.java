package sparkjoy.serve;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.hive.service.rpc.thrift.TTableSchema;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** Rows of this process. */
final class Rows implements Result {
    /** Rows of one call: a client may ask for ten thousand that are a megabyte each. */
    private static final long BYTES_OF_A_CALL = 1L << 20;

    private final StructType schema;
    private final Iterator<Row> rows;
    private final Optional<ResultLimit> limit;
    private long fetched;

    /**
     * What a statement answers.
     *
     * @param schema columns with the types that they are declared to have
     * @param rows values as {@link WireRows} sends them: what {@link SqlType#isText} is text already
     * @param limit counts the rows that are read; empty for answers of the server's own
     */
    Rows(StructType schema, Iterator<Row> rows, Optional<ResultLimit> limit) {
        this.schema = schema;
        this.rows = rows;
        this.limit = limit;
    }

    static Rows of(StructType schema, List<Row> rows) {
        return new Rows(schema, rows.iterator(), Optional.empty());
    }

    /** The same, all computed and in memory. */
    Rows kept() {
        List<Row> all = new ArrayList<>();
        rows.forEachRemaining(row -> {
            count(row);
            all.add(row);
        });
        return of(schema, all);
    }

    @Override
    public TTableSchema schema() {
        return WireRows.schema(schema);
    }

    @Override
    public Batch next(int number) {
        List<Row> next = new ArrayList<>();
        long bytes = 0;
        while (next.size() < number && bytes < BYTES_OF_A_CALL && rows.hasNext()) {
            Row row = rows.next();
            bytes += count(row);
            next.add(row);
        }
        Batch batch = new Batch(WireRows.rows(schema, next, fetched), rows.hasNext());
        fetched += next.size();
        return batch;
    }

    private long count(Row row) {
        return limit.map(most -> most.count(row)).orElse(0L);
    }
}
