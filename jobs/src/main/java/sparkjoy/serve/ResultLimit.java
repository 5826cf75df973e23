package sparkjoy.serve;

import org.apache.spark.sql.Row;
import sparkjoy.UserError;
import sparkjoy.spec.ServingLimits;

/** Counts the rows and bytes of one answer, and ends it where they are more than the specification allows. */
final class ResultLimit {
    private static final int FIXED = 8;

    private final ServingLimits limits;
    private long rows;
    private long bytes;

    ResultLimit(ServingLimits limits) {
        this.limits = limits;
    }

    /** Counts one row; gives its bytes. */
    long count(Row row) {
        long size = size(row);
        rows++;
        bytes += size;
        if (rows > limits.rows()) {
            throw beyond("rows", "limits.rows", limits.rows());
        }
        if (bytes > limits.bytes()) {
            throw beyond("bytes", "limits.bytes", limits.bytes());
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
