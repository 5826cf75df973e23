package sparkjoy.source;

import java.io.Serializable;
import org.apache.spark.sql.types.StructType;
import sparkjoy.spec.LogFormat;

/**
 * What every task of one read shares.
 *
 * @param columns the columns to write, in this order
 * @param wantsSound whether rows without a fault are wanted
 * @param wantsFaults whether rows with a fault are wanted
 * @param mostTextBytes of each file's text; the rest is not read, and the line there is left out
 */
record ReadPlan(
        StructType columns,
        LogFormat format,
        int maxLineBytes,
        int maxDepth,
        boolean summaries,
        boolean wantsSound,
        boolean wantsFaults,
        long mostTextBytes)
        implements Serializable {

    /** A plan to read files to their ends. */
    ReadPlan(
            StructType columns,
            LogFormat format,
            int maxLineBytes,
            int maxDepth,
            boolean summaries,
            boolean wantsSound,
            boolean wantsFaults) {
        this(columns, format, maxLineBytes, maxDepth, summaries, wantsSound, wantsFaults, Long.MAX_VALUE);
    }

    /** The same for the beginning of each file. */
    ReadPlan upTo(long bytes) {
        return new ReadPlan(columns, format, maxLineBytes, maxDepth, summaries, wantsSound, wantsFaults, bytes);
    }
}
