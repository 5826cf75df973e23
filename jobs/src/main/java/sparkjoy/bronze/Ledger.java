package sparkjoy.bronze;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.sql.Date;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import sparkjoy.lake.Lake;
import sparkjoy.source.LogFile;

/**
 * What bronze.files knows of some days, and of what lies in no day's folder: which version of which object was taken in
 * or refused before.
 */
final class Ledger {
    static final String TABLE = "bronze.files";

    private final Map<String, Set<String>> versionsByPath = new HashMap<>();
    private final Set<String> publishedPaths = new HashSet<>();

    private Ledger(List<Row> rows) {
        for (Row row : rows) {
            versionsByPath
                    .computeIfAbsent(row.getString(0), path -> new HashSet<>())
                    .add(row.getString(1));
            if (FileStatus.valueOf(row.getString(2)).isPublished()) {
                publishedPaths.add(row.getString(0));
            }
        }
    }

    /** The entries of a received day and all later ones; nothing where there is no ledger yet. */
    static Ledger since(Lake lake, LocalDate day) {
        if (!lake.exists(TABLE)) {
            return new Ledger(List.of());
        }
        Column isListed = col("received_day").isNull().or(col("received_day").geq(lit(Date.valueOf(day))));
        return new Ledger(lake.read(TABLE)
                .filter(isListed)
                .select("path", "version", "status")
                .collectAsList());
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
}
