package sparkjoy.lake;

import static org.apache.spark.sql.functions.col;

import com.fasterxml.jackson.databind.JsonNode;
import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.VersionChecksum;
import org.apache.spark.sql.delta.actions.AddFile;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;
import sparkjoy.UserError;

/** The Delta tables below one folder: the only class that reads and writes them. A table `layer.name` lies at `root/layer/name`. */
public final class Lake {
    /** Where a session's settings name the properties of new tables. */
    private static final String NEW_TABLES = "spark.databricks.delta.properties.defaults.";

    private static final String USER_METADATA = "spark.databricks.delta.commitInfo.userMetadata";

    private final SparkSession spark;
    private final String root;
    private final TableContracts contracts;
    private final Loan loan;
    private final Runnable guard;

    public Lake(SparkSession spark, String root) {
        this(spark, qualified(spark, root), new TableContracts(), Loan.NONE, () -> {});
    }

    private Lake(SparkSession spark, String root, TableContracts contracts, Loan loan, Runnable guard) {
        this.spark = spark;
        this.root = root;
        this.contracts = contracts;
        this.loan = loan;
        this.guard = guard;
    }

    /**
     * A lake of its own below a folder of this one, which shows some of this one's tables as they are now; only the
     * others can be written there. A lake beside a lake beside lies in the first one's folder too.
     */
    public Lake beside(String folder, List<String> shown) {
        return besideAt(folder, shown.stream().collect(Collectors.toMap(table -> table, this::version)));
    }

    /** The same, which shows tables at given versions. */
    public Lake besideAt(String folder, Map<String, Long> versions) {
        String owner = loan.versions().isEmpty() ? root : loan.owner();
        return new Lake(spark, owner + "/" + folder, contracts, new Loan(owner, versions), guard);
    }

    /** Removes this lake, all that is its own. */
    public void remove() {
        try {
            Path folder = new Path(root);
            folder.getFileSystem(spark.sessionState().newHadoopConf()).delete(folder, true);
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + root + " cannot be removed", e);
        }
    }

    /** The same lake, to which nothing is written unless the guard returns. */
    public Lake guardedBy(Runnable check) {
        return new Lake(spark, root, contracts, loan, () -> {
            guard.run();
            check.run();
        });
    }

    public String root() {
        return root;
    }

    public TableContracts contracts() {
        return contracts;
    }

    public String location(String table) {
        return loan.root(table).orElse(root) + "/" + table.replace('.', '/');
    }

    public boolean exists(String table) {
        return DeltaTable.isDeltaTable(spark, location(table));
    }

    public Dataset<Row> read(String table) {
        Optional<Long> lent = loan.version(table);
        if (lent.isPresent()) {
            return read(table, lent.get());
        }
        return rows(existing(table)).orElseGet(() -> fromLog(table));
    }

    /** The rows that meet a condition: read from those files alone that can hold some by Delta's statistics. */
    public Dataset<Row> readWhere(String table, Column condition) {
        Optional<Long> lent = loan.version(table);
        Dataset<Row> all = lent.isPresent()
                ? fromLog(table, lent.get())
                : rows(existing(table)).orElseGet(() -> fromLog(table));
        return all.filter(condition);
    }

    /** Whether a column can hold a value: not where the statistics of all files know of none. */
    public boolean mayHaveValues(String table, String column) {
        Optional<List<AddFile>> files =
                loan.version(table).isPresent() ? Optional.empty() : NamedFiles.of(existing(table));
        return files.map(all -> !all.stream()
                        .allMatch(file -> FileStatistics.of(file).hasOnlyNulls(column)))
                .orElse(true);
    }

    public Dataset<Row> read(String table, long version) {
        Snapshot newest = existing(table);
        Optional<Dataset<Row>> rows = newest.version() == version ? rows(newest) : Optional.empty();
        return rows.orElseGet(() -> fromLog(table, version));
    }

    /** No rows, with the columns of a table's contract. */
    public Dataset<Row> empty(String table) {
        return spark.createDataFrame(
                List.of(), contracts.find(table).orElseThrow().schema());
    }

    private Dataset<Row> fromLog(String table) {
        return spark.read().format("delta").load(location(table));
    }

    private Dataset<Row> fromLog(String table, long version) {
        return spark.read().format("delta").option("versionAsOf", version).load(location(table));
    }

    /** The rows of a version; empty where maintenance has removed what it takes to read them. */
    public Optional<Dataset<Row>> readIfKept(String table, long version) {
        long newest = version(table);
        if (commits(table).isUnchanged(version, newest)) {
            return Optional.of(read(table, newest));
        }
        return new EarlierVersions(spark, new Path(location(table)), commits(table)).read(version, newest);
    }

    /**
     * The rows of the files that a version has and another lacks, those of all rows that differ among them.
     *
     * @throws IllegalStateException where the log of the commits between them is gone
     */
    public Dataset<Row> rowsOnlyIn(String table, long version, long other) {
        CommitLog.Files files = commits(table)
                .unshared(Math.min(version, other), Math.max(version, other))
                .orElseThrow(() -> new IllegalStateException(
                        "The log of " + table + " no longer tells versions " + version + " and " + other + " apart"));
        Map<String, JsonNode> own = version > other ? files.added() : files.removed();
        Snapshot newest = newest(table);
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

    /** The newest version, -1 where the table does not exist. */
    public long version(String table) {
        return loan.version(table).orElseGet(() -> newest(table).version());
    }

    /** The newest provenance of a table; empty where it has none. */
    public Optional<Provenance> lastProvenance(String table) {
        return lastProvenance(table, version(table));
    }

    /** The provenance of the rows of a version; empty where it has none, or the log no longer tells. */
    public Optional<Provenance> lastProvenance(String table, long version) {
        return commits(table).lastProvenance(version);
    }

    /** The provenance of a table's rows as they stand; empty where who changed them last names none, or the log no longer tells. */
    public Optional<Provenance> provenanceOfRows(String table) {
        return commits(table).provenanceOfRows(version(table));
    }

    /** Whether two versions have the same rows; false where the log no longer tells. Maintenance changes none. */
    public boolean isUnchanged(String table, long after, long upTo) {
        return commits(table).isUnchanged(after, upTo);
    }

    /** The provenances of a table's commits after a version, oldest first; empty where the log no longer tells. */
    public Optional<List<Provenance>> provenancesSince(String table, long after) {
        return commits(table).provenances(after, version(table));
    }

    /** Days of a table partitioned by `event_date` whose rows changed after a version; empty where the log no longer tells. */
    public Optional<NavigableSet<LocalDate>> changedDays(String table, long after, long upTo) {
        return commits(table).changedDays("event_date", after, upTo);
    }

    /**
     * How many rows each value of a date partition column has by the statistics in the log, without reading them; a day
     * of which a file has no statistics is left out.
     */
    public Map<LocalDate, Long> rowsByDay(String table, String column) {
        Snapshot newest = newest(table);
        Map<LocalDate, Long> rows = new HashMap<>();
        Set<LocalDate> withoutStatistics = new HashSet<>();
        Iterator<AddFile> files = NamedFiles.of(newest).map(List::iterator).orElseGet(() -> newest.allFiles()
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

    /** How many rows a table has: by the statistics in its log where these are known without a query. */
    public long rows(String table) {
        Optional<List<AddFile>> files =
                loan.version(table).isPresent() ? Optional.empty() : NamedFiles.of(existing(table));
        return files.filter(all ->
                        all.stream().allMatch(file -> file.numLogicalRecords().isDefined()))
                .map(all -> all.stream()
                        .mapToLong(file -> (Long) file.numLogicalRecords().get())
                        .sum())
                .orElseGet(() -> read(table).count());
    }

    /** How many bytes the files of a table have, 0 where there is none; empty where its last commit does not say so. */
    public Optional<Long> bytes(String table) {
        Snapshot state = newest(table);
        if (state.version() < 0) {
            return Optional.of(0L);
        }
        Option<VersionChecksum> checksum = state.checksumOpt();
        return checksum.isDefined() ? Optional.of(checksum.get().tableSizeBytes()) : Optional.empty();
    }

    /** As it is now; of version -1 where the table does not exist. */
    private Snapshot newest(String table) {
        return DeltaLog.forTable(spark, location(table)).update(false, Option.empty(), Option.empty());
    }

    private Snapshot existing(String table) {
        Snapshot newest = newest(table);
        if (newest.version() < 0) {
            throw new TableMissing(table, location(table));
        }
        return newest;
    }

    /** Of a state whose commit names its files; of one without files the plan knows that there are no rows. */
    private Optional<Dataset<Row>> rows(Snapshot state) {
        return NamedFiles.of(state)
                .map(files -> files.isEmpty()
                        ? spark.createDataFrame(List.of(), state.schema())
                        : spark.baseRelationToDataFrame(NamedFiles.relation(spark, state, files)));
    }

    /** Creates a table by its contract where it does not exist. */
    public void create(String table) {
        if (!exists(table)) {
            contracts.find(table).ifPresent(this::create);
        }
    }

    /** Rows as a table's contract has them; the same where it has none. */
    public Dataset<Row> conformed(String table, Dataset<Row> rows) {
        return contracts.find(table).map(contract -> contract.conformed(rows)).orElse(rows);
    }

    /** Adds rows in one commit; returns the table's version after it. */
    public long append(String table, Dataset<Row> rows, Provenance provenance) {
        return write(table, true, () -> appended(table, rows, provenance)).version();
    }

    /** Adds no rows in one commit, which carries a provenance; returns the table's version after it. */
    public long note(String table, Provenance provenance) {
        return write(table, true, () -> new DirectWrite(spark, newest(table), provenance).nothing())
                .version();
    }

    /** Replaces all rows in one commit; returns the number of the new ones. */
    public long overwrite(String table, Dataset<Row> rows, Provenance provenance) {
        return write(table, false, () -> overwritten(table, rows, provenance)).rows();
    }

    /** Replaces the rows of these event days in one commit, a day without new rows becomes empty; returns the number of the new ones. */
    public long replaceDays(String table, NavigableSet<LocalDate> days, Dataset<Row> rows, Provenance provenance) {
        return replace(table, Selection.ofDays(days), rows, provenance);
    }

    /** Replaces the selected rows in one commit; the new rows must be among the selected ones too. Returns the number of the new ones. */
    public long replace(String table, Selection selection, Dataset<Row> rows, Provenance provenance) {
        return write(table, false, () -> replaced(table, selection, rows, provenance))
                .rows();
    }

    /**
     * The same for rows that do not depend on what the table held: where another writer's commit came first, they are
     * computed again and replace its own.
     */
    public void replaceLast(String table, Selection selection, Supplier<Dataset<Row>> rows, Provenance provenance) {
        write(table, true, () -> replaced(table, selection, rows.get(), provenance));
    }

    /** Removes the rows that meet a condition in one commit. */
    public void delete(String table, Column condition, Provenance provenance) {
        change(table, provenance, rows -> rows.delete(condition));
    }

    /** Sets columns of the rows that meet a condition in one commit. */
    public void update(String table, Column condition, Map<String, Column> values, Provenance provenance) {
        change(table, provenance, rows -> rows.update(condition, values));
    }

    /** Keeps the files and the log of a table few. */
    public Upkeep upkeep(String table) {
        existing(table);
        return new Upkeep(spark, location(table));
    }

    /** Delta takes only absolute paths for tables without a catalog. */
    private static String qualified(SparkSession spark, String root) {
        try {
            Path path = new Path(root);
            return path.getFileSystem(spark.sessionState().newHadoopConf())
                    .makeQualified(path)
                    .toString();
        } catch (IOException e) {
            throw new UserError(
                    "The lake " + root + " cannot be used: " + e.getMessage()
                            + ". Check the specification's lake and storage.",
                    e);
        }
    }

    /** Writes once, or again where another commit came first and the write stays right. */
    private DirectWrite.Written write(String table, boolean staysRight, Supplier<DirectWrite.Written> write) {
        create(table);
        guard.run();
        return staysRight ? Rivals.tryAgain(table, write) : Rivals.giveWay(table, write);
    }

    private DirectWrite.Written appended(String table, Dataset<Row> rows, Provenance provenance) {
        Dataset<Row> conformed = conformed(table, rows);
        Snapshot state = newest(table);
        return DirectWrite.fits(conformed, state)
                ? new DirectWrite(spark, state, provenance).append(conformed)
                : saved(table, conformed, SaveMode.Append, provenance, Optional.empty());
    }

    private DirectWrite.Written overwritten(String table, Dataset<Row> rows, Provenance provenance) {
        Dataset<Row> conformed = conformed(table, rows);
        Snapshot state = newest(table);
        return DirectWrite.fits(conformed, state)
                ? new DirectWrite(spark, state, provenance).overwrite(conformed)
                : saved(table, conformed, SaveMode.Overwrite, provenance, Optional.empty());
    }

    private DirectWrite.Written replaced(String table, Selection selection, Dataset<Row> rows, Provenance provenance) {
        Dataset<Row> conformed = conformed(table, rows);
        Snapshot state = newest(table);
        return DirectWrite.fits(conformed, state) && DirectWrite.knows(selection, state)
                ? new DirectWrite(spark, state, provenance).replace(selection, conformed)
                : saved(table, conformed, SaveMode.Overwrite, provenance, Optional.of(selection.sql()));
    }

    /** By Delta's own writer, which also changes the columns of the table: a contract only gains some, a view any. */
    private DirectWrite.Written saved(
            String table, Dataset<Row> rows, SaveMode mode, Provenance provenance, Optional<String> replaceWhere) {
        contracts.find(table).ifPresent(contract -> changeTypes(new TypeChange(contract, location(table)), table));
        Counted counted = Counted.of(rows);
        DataFrameWriter<Row> writer = counted.rows()
                .write()
                .format("delta")
                .mode(mode)
                .option("userMetadata", provenance.toJson())
                .option(contracts.find(table).isEmpty() ? "overwriteSchema" : "mergeSchema", "true");
        replaceWhere
                .map(condition -> writer.option("replaceWhere", condition))
                .orElse(writer)
                .save(location(table));
        return new DirectWrite.Written(version(table), counted.number());
    }

    /** The state that creating the table has looked at suffices: only a newer version of the jobs changes types. */
    private void changeTypes(TypeChange change, String table) {
        Snapshot known = DeltaLog.forTable(spark, location(table)).unsafeVolatileSnapshot();
        if (known.version() >= 0 && change.isDue(known.schema())) {
            change.write(fromLog(table), provenanceOfRows(table));
        }
    }

    private void create(TableContract contract) {
        DeltaLog log = DeltaLog.forTable(spark, location(contract.name()));
        try {
            new FirstCommit(contract, newTableProperties(), System.currentTimeMillis()).writeTo(log);
        } catch (IOException e) {
            throw new UncheckedIOException("The table " + contract.name() + " cannot be created", e);
        }
        log.update(false, Option.empty(), Option.empty());
    }

    private Map<String, String> newTableProperties() {
        Map<String, String> properties = new HashMap<>();
        CollectionConverters.asJava(spark.conf().getAll()).forEach((name, value) -> {
            if (name.startsWith(NEW_TABLES)) {
                properties.put("delta." + name.substring(NEW_TABLES.length()), value);
            }
        });
        return properties;
    }

    private void change(String table, Provenance provenance, Consumer<DeltaTable> change) {
        guard.run();
        Rivals.tryAgain(table, () -> {
            spark.conf().set(USER_METADATA, provenance.toJson());
            try {
                change.accept(DeltaTable.forPath(spark, location(table)));
            } finally {
                spark.conf().unset(USER_METADATA);
            }
            return table;
        });
    }

    private CommitLog commits(String table) {
        Configuration hadoop = spark.sessionState().newHadoopConf();
        return new CommitLog(hadoop, new Path(location(table)));
    }
}
