package sparkjoy.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.util.DeltaFileOperations;

/** Reads earlier versions of one table as long as they are kept: VACUUM removes their files, log cleanup their commits. */
record EarlierVersions(SparkSession spark, Path table, CommitLog commits) {
    /** How Delta says that a version's commits are gone, or that its files may be. */
    private static final Set<String> GONE = Set.of(
            "DELTA_VERSION_NOT_FOUND",
            "DELTA_NO_RECREATABLE_HISTORY_FOUND",
            "DELTA_UNSUPPORTED_TIME_TRAVEL_BEYOND_DELETED_FILE_RETENTION_DURATION");

    /** @param known its rows, where the table's state says which files have them; else Delta looks them up */
    Optional<Dataset<Row>> whereKept(long version, long newest, Supplier<Optional<Dataset<Row>>> known) {
        return commits.unshared(version, newest)
                .filter(files -> areThere(files.removed().keySet()))
                .flatMap(files -> known.get().or(() -> read(version)));
    }

    private Optional<Dataset<Row>> read(long version) {
        try {
            return Optional.of(
                    spark.read().format("delta").option("versionAsOf", version).load(table.toString()));
        } catch (Exception e) {
            if (e instanceof SparkThrowable failure && GONE.contains(failure.getCondition())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private boolean areThere(Set<String> files) {
        try {
            FileSystem storage = table.getFileSystem(spark.sessionState().newHadoopConf());
            for (String file : files) {
                if (!storage.exists(DeltaFileOperations.absolutePath(table.toString(), file))) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("The files of " + table + " cannot be looked up", e);
        }
    }
}
