package sparkjoy.bronze;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import sparkjoy.lake.Lake;
import sparkjoy.source.Fault;
import sparkjoy.source.LogFile;

/**
 * What bronze.files knows of some days, and of what lies in no day's folder: which version of which object was taken in
 * or refused, and which one stands.
 */
final class Ledger {
    static final String TABLE = "bronze.files";
    static final String NO_VERSION = "";
    /** The reason of a version that was seen but not taken in, as the specification asks. */
    static final String EARLIER_VERSION_KEPT = "EARLIER_VERSION_KEPT";

    private static final Set<String> UNREAD =
            Stream.of(Fault.values()).filter(Fault::isUnread).map(Fault::name).collect(Collectors.toSet());

    private final Map<String, List<Entry>> entriesByPath;

    private Ledger(List<Entry> entries) {
        entriesByPath = entries.stream().collect(Collectors.groupingBy(Entry::path));
    }

    /** One version of an object. */
    private record Entry(String path, String version, FileStatus status, String batch, String reason, long rows) {
        Entry(Row row) {
            this(
                    row.getString(0),
                    row.getString(1),
                    FileStatus.valueOf(row.getString(2)),
                    row.getString(3),
                    Objects.toString(row.getString(4), ""),
                    row.getLong(5));
        }

        boolean isKeptOut() {
            return reason.equals(EARLIER_VERSION_KEPT);
        }

        /** Nothing was judged, so it is tried again. */
        boolean isUnread() {
            return status == FileStatus.QUARANTINED && UNREAD.contains(reason);
        }
    }

    /** As before the first run. */
    static Ledger empty() {
        return new Ledger(List.of());
    }

    /** The entries of a received day and all later ones. */
    static Ledger since(Lake lake, LocalDate day) {
        Column isListed = col("received_day").isNull().or(col("received_day").geq(lit(Date.valueOf(day))));
        List<Row> rows = lake.read(TABLE)
                .filter(isListed)
                .select("path", "version", "status", "batch_id", "reason", "rows")
                .collectAsList();
        return new Ledger(rows.stream().map(Entry::new).toList());
    }

    /** Whether the object as it is now was judged: this version is current, whatever was there in between. */
    boolean knows(LogFile file) {
        return entries(file.path()).stream()
                .anyMatch(entry -> entry.version().equals(file.version())
                        && entry.status() != FileStatus.REPLACED
                        && !entry.isKeptOut()
                        && !entry.isUnread());
    }

    /** Whether an earlier run could not read the object, in this version or another. */
    boolean isUnread(LogFile file) {
        return entries(file.path()).stream().anyMatch(Entry::isUnread);
    }

    boolean knowsMisplaced(String path) {
        return entries(path).stream().anyMatch(entry -> entry.status() != FileStatus.REPLACED);
    }

    /** Whether this version was seen before and not taken in. */
    boolean keptOut(LogFile file) {
        return entries(file.path()).stream()
                .anyMatch(entry -> entry.version().equals(file.version()) && entry.isKeptOut());
    }

    boolean knowsPath(LogFile file) {
        return entriesByPath.containsKey(file.path());
    }

    /** Whether rows of another version of this object are in bronze. */
    boolean hasPublishedOther(LogFile file) {
        return !knows(file)
                && entries(file.path()).stream()
                        .anyMatch(entry -> entry.status().isPublished() && entry.rows() > 0);
    }

    /** The batches that brought the versions of an object, in order. */
    List<String> batchesOf(String path) {
        return entries(path).stream().map(Entry::batch).distinct().sorted().toList();
    }

    private List<Entry> entries(String path) {
        return entriesByPath.getOrDefault(path, List.of());
    }
}
