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
 */
record ReadPlan(
        StructType columns,
        LogFormat format,
        int maxLineBytes,
        int maxDepth,
        boolean summaries,
        boolean wantsSound,
        boolean wantsFaults)
        implements Serializable {}
