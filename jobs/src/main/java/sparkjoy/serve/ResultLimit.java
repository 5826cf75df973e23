package sparkjoy.serve;

import java.util.Iterator;
import org.apache.spark.sql.Row;
import sparkjoy.UserError;

/** Counts the rows and bytes of one answer, and ends it where they are more than the specification allows. */
final class ResultLimit {
    private static final int FIXED = 8;

    private final long mostRows;
    private final long mostBytes;
    private long rows;
    private long bytes;

    ResultLimit(long mostRows, long mostBytes) {
        this.mostRows = mostRows;
        this.mostBytes = mostBytes;
    }

    /** The same rows, counted as they are read. */
    Iterator<Row> counted(Iterator<Row> part) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return part.hasNext();
            }

            @Override
            public Row next() {
                Row row = part.next();
                count(row);
                return row;
            }
        };
    }

    /** Counts one row; gives its bytes. */
    long count(Row row) {
        long size = size(row);
        rows++;
        bytes += size;
        if (rows > mostRows) {
            throw beyond("rows", "limits.rows", mostRows);
        }
        if (bytes > mostBytes) {
            throw beyond("bytes", "limits.bytes", mostBytes);
        }
        return size;
    }

    private static UserError beyond(String what, String key, long most) {
        return new UserError("The answer has more than " + most + " " + what + ", which is the most that serve." + key
                + " allows. Aggregate or filter it, or read the table's files (joy export).");
    }

    private static long size(Row row) {
        long size = 0;
        for (int index = 0; index < row.size(); index++) {
            Object value = row.get(index);
            size += value instanceof String text ? text.length() : value instanceof byte[] raw ? raw.length : FIXED;
        }
        return size;
    }
}
