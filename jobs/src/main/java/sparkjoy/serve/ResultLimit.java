package sparkjoy.serve;

import java.util.Iterator;
import java.util.Objects;
import org.apache.spark.sql.Row;
import sparkjoy.error.UserError;

/** Counts the rows and bytes of one answer, and ends it where they are more than the specification allows. */
final class ResultLimit {
    private static final int FIXED = 8;
    private static final long MOST_OF_A_ROW = 8L << 20;

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
        if (size > MOST_OF_A_ROW) {
            throw new Exceeded("The answer has a row of " + size + " bytes; at most " + MOST_OF_A_ROW
                    + " can be sent. Take a part of its values, or read the table's files (joy export).");
        }
        if (rows > mostRows) {
            throw beyond("rows", "limits.rows", mostRows);
        }
        if (bytes > mostBytes) {
            throw beyond("bytes", "limits.bytes", mostBytes);
        }
        return size;
    }

    /** Whether a statement failed because its answer is too large, in a task or here. */
    static boolean isExceeded(Throwable failure) {
        return Failures.chain(failure)
                .anyMatch(cause -> cause instanceof Exceeded
                        || Objects.requireNonNullElse(cause.getMessage(), "").contains(Exceeded.class.getName()));
    }

    private static Exceeded beyond(String what, String key, long most) {
        return new Exceeded("The answer has more than " + most + " " + what + ", which is the most that serve." + key
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

    /** An answer that is too large. */
    private static final class Exceeded extends UserError {
        private static final long serialVersionUID = 1L;

        private Exceeded(String message) {
            super(message);
        }
    }
}
