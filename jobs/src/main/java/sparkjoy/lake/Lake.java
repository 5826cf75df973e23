package sparkjoy.lake;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.delta.exceptions.DeltaConcurrentModificationException;
import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;
import sparkjoy.error.UserError;
import sparkjoy.spec.Spec;

/** The Delta tables below one folder: the only class that reads and writes them. A table `layer.name` lies at `root/layer/name`. */
public final class Lake {
    private static final String USER_METADATA = "spark.databricks.delta.commitInfo.userMetadata";

    private static final String EVENT_DATE = "event_date";

    /** So many small files of a sorted table may stand before they become one. */
    private static final int MOST_SMALL_FILES = 16;

    private final SparkSession spark;
    private final String root;
    private final TableContracts contracts;
    private final Loan loan;
    private final Runnable guard;
    private final Optional<TableStates> states;

    /** With the tables as the jar declares them. */
    public Lake(SparkSession spark, String root) {
        this(spark, root, TableContracts.ofJar());
    }

    private Lake(SparkSession spark, String root, TableContracts contracts) {
        this(spark, qualified(spark, root), contracts, Loan.NONE, () -> {}, Optional.empty());
    }

    private Lake(
            SparkSession spark,
            String root,
            TableContracts contracts,
            Loan loan,
            Runnable guard,
            Optional<TableStates> states) {
        this.spark = spark;
        this.root = root;
        this.contracts = contracts;
        this.loan = loan;
        this.guard = guard;
        this.states = states;
    }

    /** That of a specification, with the tables as it declares them. */
    public static Lake of(SparkSession spark, Spec spec) {
        return new Lake(spark, spec.lake(), TableContracts.of(spec));
    }

    /**
     * The same lake, of which each table is seen in one state from its first use on, and in the newest after each write through
     * it: for jobs that nobody else's writes should reach half way.
     */
    public Lake steady() {
        return new Lake(spark, root, contracts, loan, guard, Optional.of(new TableStates()));
    }

    /**
     * A lake of its own below a folder of this one, which shows some of this one's tables as they are now; only the
     * others can be written there. A scratch lake of a scratch lake is in the folder of the first one too.
     */
    public Lake scratch(String folder, List<String> shown) {
        return scratchAt(folder, shown.stream().collect(Collectors.toMap(table -> table, this::version)));
    }

    /** The same, which shows tables at given versions. */
    public Lake scratchAt(String folder, Map<String, Long> versions) {
        String owner = loan.versions().isEmpty() ? root : loan.owner();
        return new Lake(spark, owner + "/" + folder, contracts, new Loan(owner, versions), guard, Optional.empty());
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

    /** The same lake, to which nothing is written unless the guard returns. A steady one looks at all tables again. */
    public Lake guardedBy(Runnable check) {
        return guarded(check, states.map(seen -> new TableStates()));
    }

    /** The same, which goes on with the states that this lake has seen. */
    public Lake guardedInItsStates(Runnable check) {
        return guarded(check, states);
    }

    private Lake guarded(Runnable check, Optional<TableStates> seen) {
        Runnable both = () -> {
            guard.run();
            check.run();
        };
        return new Lake(spark, root, contracts, loan, both, seen);
    }

    /** Asks the storage again for the states of all but some tables: others may have written them since. */
    public void lookAgainExceptAt(Set<String> tables) {
        Set<String> kept = tables.stream().map(this::location).collect(Collectors.toSet());
        states.ifPresent(seen -> seen.forgetAllBut(kept));
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
        return reading(table).newest().version() >= 0;
    }

    public Dataset<Row> read(String table) {
        return reading(table).all();
    }

    /** The rows that meet a condition: read from those files alone that can hold some by the statistics in the log. */
    public Dataset<Row> readWhere(String table, Column condition) {
        return reading(table).where(condition);
    }

    /** Whether a column can hold a value: not where the statistics of all files know of none. */
    public boolean mayHaveValues(String table, String column) {
        return reading(table).mayHaveValues(column);
    }

    public Dataset<Row> read(String table, long version) {
        return reading(table).at(version);
    }

    /**
     * The rows of the first event days, as many of these as hold so many rows by the statistics in the log; of a table that is
     * not kept by day, or whose statistics do not say so, all rows.
     */
    public Dataset<Row> readFirstDays(String table, int rows) {
        if (!isByDay(table)) {
            return read(table);
        }
        NavigableMap<LocalDate, Long> days = new TreeMap<>(rowsByDay(table, EVENT_DATE));
        long held = 0;
        for (Map.Entry<LocalDate, Long> day : days.entrySet()) {
            held += day.getValue();
            if (held >= rows) {
                Dataset<Row> first = read(table).filter(col(EVENT_DATE).leq(lit(Date.valueOf(day.getKey()))));
                return day.getKey().equals(days.firstKey()) ? first : first.orderBy(EVENT_DATE);
            }
        }
        return read(table);
    }

    /** No rows, with the columns of a table's contract. */
    public Dataset<Row> empty(String table) {
        return spark.createDataFrame(
                List.of(), contracts.find(table).orElseThrow().schema());
    }

    /** The rows of a version; empty where maintenance has removed what it takes to read them. */
    public Optional<Dataset<Row>> readIfKept(String table, long version) {
        return reading(table).ifKept(version);
    }

    /**
     * The rows of the files that a version has and another lacks, those of all rows that differ among them.
     *
     * @throws IllegalStateException where the log of the commits between them is gone
     */
    public Dataset<Row> rowsOnlyIn(String table, long version, long other) {
        return reading(table).onlyIn(version, other);
    }

    /** The rows of the files that a version has and an earlier one lacks; empty where the log of the commits between is gone. */
    public Optional<Dataset<Row>> addedSince(String table, long earlier, long version) {
        return reading(table).ifOnlyIn(version, earlier);
    }

    /** The newest version, -1 where the table does not exist. */
    public long version(String table) {
        return loan.version(table).orElseGet(() -> reading(table).newest().version());
    }

    /** What distinguishes a table from another one at the same place; as this process looked at it last. */
    String id(String table) {
        return DeltaLog.forTable(spark, location(table))
                .unsafeVolatileSnapshot()
                .metadata()
                .id();
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
        return commits(table).changedDays(EVENT_DATE, after, upTo);
    }

    /** Experiments of which the rows of a table changed after a version; empty where its commits do not say so. */
    public Optional<Set<String>> changedExperiments(String table, long after, long upTo) {
        return commits(table).changedExperiments(after, upTo);
    }

    /**
     * How many rows each value of a date partition column has by the statistics in the log, without reading them; a day
     * of which a file has no statistics is left out.
     */
    public Map<LocalDate, Long> rowsByDay(String table, String column) {
        return reading(table).rowsByDay(column);
    }

    /** What the log says of each file of a version; empty where it takes a query to know. */
    public Optional<List<FileStatistics>> statistics(String table, long version) {
        return reading(table).statistics(version);
    }

    /** How many rows a table has: by the statistics in its log where these are known without a query. */
    public long rows(String table) {
        return reading(table).rows();
    }

    /** About how many bytes a table has, as last looked at, 0 where there is none; empty where its commit does not say so. */
    public Optional<Long> bytes(String table) {
        return reading(table).bytes();
    }

    private TableRead reading(String table) {
        return new TableRead(spark, table, location(table), loan.version(table), states);
    }

    /** Creates a table by its contract where it does not exist. */
    public void create(String table) {
        if (!exists(table)) {
            contracts.find(table).ifPresent(contract -> FirstCommit.create(spark, contract, location(table)));
            forget(table);
        }
    }

    /** Rows as a table's contract has them; the same where it has none. */
    public Dataset<Row> conformed(String table, Dataset<Row> rows) {
        return contracts.find(table).map(contract -> contract.conformed(rows)).orElse(rows);
    }

    /** Adds rows in one commit; returns the table's version after it. */
    public long append(String table, Dataset<Row> rows, Provenance provenance) {
        return write(table, true, () -> writing(table, provenance).append(rows)).version();
    }

    /** Adds no rows in one commit, which carries a provenance; returns the table's version after it. */
    public long note(String table, Provenance provenance) {
        return write(table, true, () -> writing(table, provenance).nothing()).version();
    }

    /** Replaces all rows in one commit; returns the number of the new ones. */
    public long overwrite(String table, Dataset<Row> rows, Provenance provenance) {
        return write(table, false, () -> writing(table, provenance).overwrite(rows))
                .rows();
    }

    /** The same for a table without contract, which is partitioned by `event_date` from then on. */
    public long overwriteByDay(String table, Dataset<Row> rows, Provenance provenance) {
        return write(table, false, () -> writing(table, provenance).overwrite(rows, List.of(EVENT_DATE)))
                .rows();
    }

    /** Whether a table exists and is partitioned by `event_date` alone. */
    public boolean isByDay(String table) {
        return isPartitionedBy(table, EVENT_DATE);
    }

    /** Whether a table exists and is partitioned by a column alone. */
    public boolean isPartitionedBy(String table, String column) {
        return CollectionConverters.asJava(reading(table).newest().metadata().partitionColumns())
                .equals(List.of(column));
    }

    /** Whether a table has these columns. */
    public boolean hasColumns(String table, StructType columns) {
        return DataType.equalsIgnoreNullability(reading(table).newest().schema(), columns);
    }

    /**
     * Replaces all rows in one commit, if the new ones are as many as expected; returns their number. Where they are not,
     * nothing is committed.
     */
    public long overwriteExactly(String table, Dataset<Row> rows, long expected, Provenance provenance) {
        return write(table, false, () -> writing(table, provenance).overwriteExactly(rows, expected))
                .rows();
    }

    /** The same of the selected rows: the others stay as they are. */
    public long replaceExactly(
            String table, Selection selection, Dataset<Row> rows, long expected, Provenance provenance) {
        return write(table, false, () -> writing(table, provenance).replaceExactly(selection, rows, expected))
                .rows();
    }

    /** Replaces the rows of these event days in one commit, a day without new rows becomes empty; returns the number of the new ones. */
    public long replaceDays(String table, NavigableSet<LocalDate> days, Dataset<Row> rows, Provenance provenance) {
        return replace(table, Selection.ofDays(days), rows, provenance);
    }

    /** Replaces the selected rows in one commit; the new rows must be among the selected ones too. Returns the number of the new ones. */
    public long replace(String table, Selection selection, Dataset<Row> rows, Provenance provenance) {
        return write(table, false, () -> writing(table, provenance).replace(selection, rows))
                .rows();
    }

    /**
     * The same for rows that do not depend on what the table held: where another writer's commit came first, they are
     * computed again and replace its own.
     */
    public void replaceLast(String table, Selection selection, Supplier<Dataset<Row>> rows, Provenance provenance) {
        write(table, true, () -> {
            try {
                return writing(table, provenance).replace(selection, rows.get());
            } catch (DeltaConcurrentModificationException e) {
                states.ifPresent(TableStates::forgetAll);
                throw e;
            }
        });
    }

    /** Makes one file of the small ones of a table whose files are sorted, where they are many. No row changes. */
    void mergeSorted(String table) {
        guard.run();
        try {
            new SortedMerge(spark, location(table), sortedBy(table)).ofMoreThan(MOST_SMALL_FILES);
        } catch (DeltaConcurrentModificationException e) {
            // Another writer was first: the next write merges.
        } finally {
            forget(table);
        }
    }

    private List<String> sortedBy(String table) {
        return contracts.find(table).map(TableContract::sortedBy).orElse(List.of());
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
        reading(table).existing();
        return new Upkeep(spark, location(table), sortedBy(table));
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
        try {
            return staysRight ? Rivals.tryAgain(table, write) : Rivals.giveWay(table, write);
        } finally {
            forget(table);
        }
    }

    private void forget(String table) {
        states.ifPresent(seen -> seen.forget(location(table)));
    }

    private TableWrite writing(String table, Provenance provenance) {
        return new TableWrite(spark, location(table), contracts.find(table), provenance);
    }

    private void change(String table, Provenance provenance, Consumer<DeltaTable> change) {
        guard.run();
        Rivals.tryAgain(table, () -> {
            spark.conf().set(USER_METADATA, provenance.toJson());
            try {
                change.accept(DeltaTable.forPath(spark, location(table)));
            } finally {
                spark.conf().unset(USER_METADATA);
                forget(table);
            }
            return table;
        });
    }

    private CommitLog commits(String table) {
        return reading(table).commits();
    }
}
