package sparkjoy.serve;

import org.apache.hive.service.rpc.thrift.TRowSet;
import org.apache.hive.service.rpc.thrift.TTableSchema;

/** What a statement answers; its rows are read once, by one thread at a time. */
interface Result {
    TTableSchema schema();

    /** The next rows, at most so many, and fewer where they are long. */
    Batch next(int number) throws Exception;

    /** Rows as they travel, and whether others come after them. */
    record Batch(TRowSet rows, boolean hasMore) {}
}
