package sparkjoy.run;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import sparkjoy.lake.Lake;

/**
 * How Spark plans the queries of a job. Adaptive execution runs each shuffle and broadcast as a job of its own and plans the
 * rest again after it: that pays where there are many rows, and costs more than the rows where there are few. So it is off
 * while all tables that a job reads or writes are small together.
 */
record QueryPlanning(SparkSession spark, Lake lake) {
    private static final String ADAPTIVE = "spark.sql.adaptive.enabled";
    private static final long SMALL_BYTES = 64L << 20;

    <T> T ofJob(Job job, Supplier<T> work) {
        List<String> tables = Stream.concat(job.reads().stream(), job.writes().stream())
                .distinct()
                .toList();
        return of(tables, work);
    }

    /** Does some work on tables; a setting of the user's own holds. */
    <T> T of(Collection<String> tables, Supplier<T> work) {
        boolean isSet = spark.sparkContext().getConf().contains(ADAPTIVE);
        if (isSet || !areSmall(tables)) {
            return work.get();
        }
        spark.conf().set(ADAPTIVE, "false");
        try {
            return work.get();
        } finally {
            spark.conf().unset(ADAPTIVE);
        }
    }

    private boolean areSmall(Collection<String> tables) {
        List<Optional<Long>> bytes = tables.stream().map(lake::bytes).toList();
        return bytes.stream().allMatch(Optional::isPresent)
                && bytes.stream().mapToLong(Optional::orElseThrow).sum() <= SMALL_BYTES;
    }
}
