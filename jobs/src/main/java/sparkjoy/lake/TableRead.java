package sparkjoy.lake;

import static org.apache.spark.sql.functions.col;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.VersionChecksum;
import org.apache.spark.sql.delta.actions.AddFile;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Reads of one table. Where the last commit's checksum names the files, no query over the log is needed to know them.
 *
 * @param table its name, for messages
 * @param lent the version that is shown of another lake's table
 * @param states as the job that reads has seen them; empty: each read asks for the newest
 */
record TableRead(SparkSession spark, String table, String location, Optional<Long> lent, Optional<TableStates> states) {

    Dataset<Row> all() {
        return lent.map(this::at).orElseGet(() -> rows(existing()).orElseGet(this::fromLog));
    }

    Dataset<Row> where(Column condition) {
        existing();
        return lent.map(this::fromLog)
                .orElseGet(() -> rows(existing()).orElseGet(this::fromLog))
                .filter(condition);
    }

    Dataset<Row> at(long version) {
        Snapshot newest = existing();
        return rowsAt(version, newest).orElseGet(() -> fromLog(version));
    }

    /** Of a version whose files follow from those of the newest; empty where it takes Delta to find them. */
    private Optional<Dataset<Row>> rowsAt(long version, Snapshot newest) {
        return newest.version() == version
                ? rows(newest)
                : KnownFiles.earlier(newest, version, commits()).map(files -> rows(newest, files));
    }

    Optional<Dataset<Row>> ifKept(long version) {
        long newest = lent.orElseGet(() -> newest().version());
        if (commits().isUnchanged(version, newest)) {
            return Optional.of(at(newest));
        }
        return new EarlierVersions(spark, new Path(location), commits())
                .whereKept(version, newest, () -> rowsAt(version, existing()));
    }

    Dataset<Row> onlyIn(long version, long other) {
        return ifOnlyIn(version, other)
                .orElseThrow(() -> new IllegalStateException("The log of " + table + " no longer says how versions "
                        + version + " and " + other + " differ"));
    }

    Optional<Dataset<Row>> ifOnlyIn(long version, long other) {
        return commits()
                .unshared(Math.min(version, other), Math.max(version, other))
                .map(files -> onlyIn(version, other, files));
    }

    private Dataset<Row> onlyIn(long version, long other, CommitLog.Files files) {
        Map<String, JsonNode> own = version > other ? files.added() : files.removed();
        Snapshot newest = newest();
        if (own.isEmpty()) {
            return spark.createDataFrame(List.of(), newest.schema());
        }
        if (!files.hasSchemaChange()) {
            List<AddFile> named = own.values().stream().map(NamedFiles::file).toList();
            return spark.baseRelationToDataFrame(NamedFiles.relation(spark, newest, named));
        }
        DeltaLog log = newest.deltaLog();
        Snapshot snapshot = log.getSnapshotAt(version, Option.empty(), Option.empty(), false);
        List<AddFile> found = snapshot.allFiles()
                .filter(col("path").isInCollection(own.keySet()))
                .collectAsList();
        return log.createDataFrame(snapshot, CollectionConverters.asScala(found).toSeq(), false, Option.empty());
    }

    Map<LocalDate, Long> rowsByDay(String column) {
        Snapshot newest = newest();
        Map<LocalDate, Long> rows = new HashMap<>();
        Set<LocalDate> withoutStatistics = new HashSet<>();
        Iterator<AddFile> files = KnownFiles.of(newest).map(List::iterator).orElseGet(() -> newest.allFiles()
                .toLocalIterator());
        while (files.hasNext()) {
            AddFile file = files.next();
            LocalDate day = LocalDate.parse(file.partitionValues().apply(column));
            if (file.numLogicalRecords().isEmpty()) {
                withoutStatistics.add(day);
            } else {
                rows.merge(day, (Long) file.numLogicalRecords().get(), Long::sum);
            }
        }
        rows.keySet().removeAll(withoutStatistics);
        return rows;
    }

    long rows() {
        return namedFiles()
                .filter(all ->
                        all.stream().allMatch(file -> file.numLogicalRecords().isDefined()))
                .map(all -> all.stream()
                        .mapToLong(file -> (Long) file.numLogicalRecords().get())
                        .sum())
                .orElseGet(() -> all().count());
    }

    boolean mayHaveValues(String column) {
        return namedFiles()
                .map(all ->
                        !all.stream().allMatch(file -> FileStatistics.of(file).hasOnlyNulls(column)))
                .orElse(true);
    }

    /** Of the files of a version; empty where it is not the newest, or its files are not known without a query. */
    Optional<List<FileStatistics>> statistics(long version) {
        Snapshot newest = existing();
        return newest.version() == version
                ? KnownFiles.of(newest)
                        .map(files -> files.stream().map(FileStatistics::of).toList())
                : Optional.empty();
    }

    /** Of the state that this process looked at last: it takes no request to know that one. */
    Optional<Long> bytes() {
        Snapshot state = DeltaLog.forTable(spark, location).unsafeVolatileSnapshot();
        if (state.version() < 0) {
            return Optional.of(0L);
        }
        Option<VersionChecksum> checksum = state.checksumOpt();
        return checksum.isDefined() ? Optional.of(checksum.get().tableSizeBytes()) : Optional.empty();
    }

    /** As it is now; of version -1 where the table does not exist. */
    Snapshot newest() {
        return states.map(seen -> seen.newest(location, this::asked)).orElseGet(this::asked);
    }

    private Snapshot asked() {
        return DeltaLog.forTable(spark, location).update(false, Option.empty(), Option.empty());
    }

    Snapshot existing() {
        Snapshot newest = newest();
        if (newest.version() < 0) {
            throw new TableMissing(table, location);
        }
        return newest;
    }

    /** Of the newest state; empty where the table is lent or the commit does not name them. */
    private Optional<List<AddFile>> namedFiles() {
        return lent.isPresent() ? Optional.empty() : KnownFiles.of(existing());
    }

    /** Of a state whose commit names its files; of one without files the plan knows that there are no rows. */
    private Optional<Dataset<Row>> rows(Snapshot state) {
        return KnownFiles.of(state).map(files -> rows(state, files));
    }

    private Dataset<Row> rows(Snapshot state, List<AddFile> files) {
        return files.isEmpty()
                ? spark.createDataFrame(List.of(), state.schema())
                : spark.baseRelationToDataFrame(NamedFiles.relation(spark, state, files));
    }

    private Dataset<Row> fromLog() {
        return spark.read().format("delta").load(location);
    }

    private Dataset<Row> fromLog(long version) {
        return spark.read().format("delta").option("versionAsOf", version).load(location);
    }

    CommitLog commits() {
        var hadoop = spark.sessionState().newHadoopConf();
        Path table = new Path(location);
        return states.map(seen -> new CommitLog(hadoop, table, seen.commits()))
                .orElseGet(() -> new CommitLog(hadoop, table));
    }
}
