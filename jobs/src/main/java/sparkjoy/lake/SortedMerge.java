package sparkjoy.lake;

import java.util.ArrayList;
import java.util.List;
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
    /** A file of so many bytes is not written again. */
    private static final long SMALL = 64L << 20;

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
        return KnownFiles.of(state).orElse(List.of()).stream()
                .filter(file -> file.size() < SMALL)
                .toList();
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
        return sorted(spark.baseRelationToDataFrame(NamedFiles.relation(spark, state, files)), columns);
    }

    /** Rows for one file. */
    static Dataset<Row> sorted(Dataset<Row> rows, List<String> columns) {
        return rows.coalesce(1)
                .sortWithinPartitions(columns.stream()
                        .map(org.apache.spark.sql.functions::col)
                        .toArray(org.apache.spark.sql.Column[]::new));
    }

    private static <T> Seq<T> seq(List<? extends T> elements) {
        return CollectionConverters.<T>asScala(List.copyOf(elements)).toSeq();
    }
}
