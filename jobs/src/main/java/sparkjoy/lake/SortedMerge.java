package sparkjoy.lake;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Makes one sorted file of the small ones of a table: each file that a search opens costs reads. Large files stay as they are,
 * so that what is written again stays bounded. The table may not be partitioned.
 *
 * @param location of the table
 * @param columns by which the rows of each file are sorted
 */
record SortedMerge(SparkSession spark, String location, List<String> columns) {
    /** A file of so many bytes is not written again: about half of the rows that a file has at most. */
    private static final long SMALL = 32L << 20;

    private static final long ROWS_PER_FILE = 8_000_000;

    /** Merges the small files where there are more of them than a number. */
    void ofMoreThan(int files) {
        Snapshot state = newest();
        List<AddFile> small = small(state);
        if (small.size() > files) {
            merge(state, small);
        }
    }

    /** How many files would be merged. */
    long mergeable(int files) {
        int small = small(newest()).size();
        return small > files ? small : 0;
    }

    private Snapshot newest() {
        return DeltaLog.forTable(spark, location).update(false, Option.empty(), Option.empty());
    }

    private static List<AddFile> small(Snapshot state) {
        return KnownFiles.of(state).orElseGet(() -> listed(state)).stream()
                .filter(file -> file.size() < SMALL)
                .toList();
    }

    /** All files by a query over the log; none where a file has deleted rows, which a copy would bring back. */
    private static List<AddFile> listed(Snapshot state) {
        List<AddFile> files = state.allFiles().collectAsList();
        return files.stream().allMatch(file -> file.deletionVector() == null) ? files : List.of();
    }

    private void merge(Snapshot state, List<AddFile> files) {
        OptimisticTransaction transaction = state.deltaLog().startTransaction(Option.empty(), Option.apply(state));
        transaction.trackFilesRead(seq(files));
        long now = System.currentTimeMillis();
        List<Action> actions = new ArrayList<>();
        files.forEach(file -> actions.add(file.removeWithTimestamp(now, false)));
        CollectionConverters.asJava(transaction.writeFiles(sorted(state, files), Option.empty(), false, seq(List.of())))
                .forEach(file -> actions.add(NamedFiles.ofSameRows((AddFile) file)));
        transaction.commit(
                seq(actions), new DeltaOperations.Optimize(seq(List.of()), seq(columns), false, Option.empty(), false));
    }

    private Dataset<Row> sorted(Snapshot state, List<AddFile> files) {
        long number = files.stream()
                .filter(file -> file.numLogicalRecords().isDefined())
                .mapToLong(file -> (Long) file.numLogicalRecords().get())
                .sum();
        return sorted(spark.baseRelationToDataFrame(NamedFiles.relation(spark, state, files)), number, columns);
    }

    /** Rows for one sorted file, or as many as hold the rows by ranges of the columns. */
    static Dataset<Row> sorted(Dataset<Row> rows, long number, List<String> columns) {
        Column[] by = columns.stream().map(org.apache.spark.sql.functions::col).toArray(Column[]::new);
        int files = (int) (1 + number / ROWS_PER_FILE);
        Dataset<Row> parted = files == 1 ? rows.repartition(1) : rows.repartitionByRange(files, by);
        return parted.sortWithinPartitions(by);
    }

    private static <T> Seq<T> seq(List<? extends T> elements) {
        return CollectionConverters.<T>asScala(List.copyOf(elements)).toSeq();
    }
}
