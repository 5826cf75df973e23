package sparkjoy.lake;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import scala.Console;
import scala.Option;

/**
 * Keeps the files and the log of one table few, without changing a row. Each step obeys Delta's rules for concurrent
 * writers: where another commit was first, it throws Delta's DeltaConcurrentModificationException and changes nothing.
 */
public final class Upkeep {
    private static final String LOG_RETENTION = "delta.logRetentionDuration";
    private static final String FILE_RETENTION = "delta.deletedFileRetentionDuration";

    private final SparkSession spark;
    private final String location;
    private final List<String> sortedBy;

    /** @param sortedBy columns by which the table's files are sorted */
    Upkeep(SparkSession spark, String location, List<String> sortedBy) {
        this.spark = spark;
        this.location = location;
        this.sortedBy = sortedBy;
    }

    /** The table properties that keep a history for so long. */
    public static Map<String, String> retention(Duration history) {
        String interval = "interval " + history.toHours() + " hours";
        return Map.of(LOG_RETENTION, interval, FILE_RETENTION, interval);
    }

    public Footprint footprint() {
        Snapshot now = snapshot();
        long storedFiles = 0;
        long storedBytes = 0;
        long logFiles = 0;
        try {
            Path table = new Path(location);
            var files =
                    table.getFileSystem(spark.sessionState().newHadoopConf()).listFiles(table, true);
            for (RemoteIterator<? extends FileStatus> each = files; each.hasNext(); ) {
                FileStatus file = each.next();
                if (file.getPath().toString().contains("/_delta_log/")) {
                    logFiles++;
                } else {
                    storedFiles++;
                    storedBytes += file.getLen();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The files of " + location + " cannot be listed", e);
        }
        return new Footprint(now.numOfFiles(), now.sizeInBytes(), storedFiles, storedBytes, logFiles);
    }

    /** Files of the newest version that share a partition and are small enough to become one. */
    public long compactable() {
        if (!sortedBy.isEmpty()) {
            return new SortedMerge(spark, location, sortedBy).mergeable(1);
        }
        long target = Long.parseLong(spark.conf().get("spark.databricks.delta.optimize.minFileSize", "1073741824"));
        return snapshot()
                .allFiles()
                .toDF()
                .filter(col("size").lt(target))
                .groupBy(col("partitionValues").cast("STRING"))
                .agg(count(lit(1)).as("files"))
                .filter("files > 1")
                .agg(coalesce(sum("files"), lit(0L)))
                .first()
                .getLong(0);
    }

    /** Makes few large files of many small ones, sorted ones of sorted ones; readers of the log see no changed data. */
    public void compact() {
        if (!sortedBy.isEmpty()) {
            new SortedMerge(spark, location, sortedBy).ofMoreThan(1);
            return;
        }
        DeltaTable.forPath(spark, location).optimize().executeCompaction();
    }

    /** Sets how long commits and removed files are kept; commits nothing where that is set already. */
    public void retain(Duration history) {
        Map<String, String> wanted = retention(history);
        Map<String, String> current = DeltaTable.forPath(spark, location)
                .detail()
                .select("properties")
                .first()
                .getJavaMap(0);
        if (!current.entrySet().containsAll(wanted.entrySet())) {
            spark.sql("ALTER TABLE delta.`" + location + "` SET TBLPROPERTIES ('" + LOG_RETENTION + "' = '"
                    + wanted.get(LOG_RETENTION) + "', '" + FILE_RETENTION + "' = '" + wanted.get(FILE_RETENTION)
                    + "')");
        }
    }

    /** Files that a vacuum would remove. */
    public long vacuumable(Duration history) {
        String vacuum = "VACUUM delta.`" + location + "` RETAIN " + history.toHours() + " HOURS DRY RUN";
        return Console.withOut(System.err, () -> spark.sql(vacuum).count());
    }

    /** Removes the files that no version within the retention needs. */
    public void vacuum() {
        // Delta prints what it did, where our results go.
        Console.withOut(System.err, () -> DeltaTable.forPath(spark, location).vacuum());
    }

    /** Writes a checkpoint of the newest version where there is none, and removes commits beyond the retention. */
    public void tidyLog() {
        DeltaLog log = DeltaLog.forTable(spark, location);
        Snapshot now = snapshot();
        if (now.checkpointProvider().version() < now.version()) {
            log.checkpoint(now, Option.empty());
        } else {
            log.doLogCleanup(now, Option.empty());
        }
    }

    private Snapshot snapshot() {
        return DeltaLog.forTable(spark, location).update(false, Option.empty(), Option.empty());
    }
}
