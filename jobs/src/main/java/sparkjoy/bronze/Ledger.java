package sparkjoy.bronze;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;
import sparkjoy.lake.Lake;
import sparkjoy.source.LogFile;

/** What bronze.files knows: which version of which object was taken in or refused before. */
final class Ledger {
    static final String TABLE = "bronze.files";

    private final Map<String, Set<String>> versionsByPath = new HashMap<>();
    private final Set<String> publishedPaths = new HashSet<>();
    private final Set<String> batches = new HashSet<>();

    private Ledger(List<Row> rows) {
        for (Row row : rows) {
            versionsByPath
                    .computeIfAbsent(row.getString(0), path -> new HashSet<>())
                    .add(row.getString(1));
            batches.add(row.getString(3));
            if (FileStatus.valueOf(row.getString(2)).isPublished()) {
                publishedPaths.add(row.getString(0));
            }
        }
    }

    static Ledger read(Lake lake) {
        return new Ledger(
                lake.read(TABLE).select("path", "version", "status", "batch_id").collectAsList());
    }

    boolean knows(LogFile file) {
        return knows(file.path(), file.version());
    }

    boolean knows(String path, String version) {
        return versionsByPath.getOrDefault(path, Set.of()).contains(version);
    }

    /** Whether rows of another version of this object are in bronze. */
    boolean hasPublishedOther(LogFile file) {
        return !knows(file) && publishedPaths.contains(file.path());
    }

    boolean hasBatch(String batch) {
        return batches.contains(batch);
    }
}
