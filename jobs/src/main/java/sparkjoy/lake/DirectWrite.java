package sparkjoy.lake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.constraints.Constraint;
import org.apache.spark.sql.delta.constraints.Constraints;
import org.apache.spark.sql.types.DataType;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * One commit that adds the files of new rows and removes the files whose rows they replace. Delta's own writer finds the
 * replaced rows by a DELETE and asks its log for their files in several queries; here they follow from the names of the
 * files. Delta still detects conflicts with other writers and writes statistics and checksums.
 *
 * @param state of the table that the rows were computed from
 */
record DirectWrite(SparkSession spark, Snapshot state, Provenance provenance) {

    /**
     * What a commit wrote.
     *
     * @param rows new ones, without those that were copied from replaced files
     */
    record Written(long version, long rows) {}

    /** Whether rows have the columns of the table, so that its schema stays as it is. */
    static boolean fits(Dataset<Row> rows, Snapshot state) {
        return state.version() >= 0 && DataType.equalsIgnoreNullability(state.schema(), rows.schema());
    }

    /** Whether the files that hold the selected rows are known without a query over the log. */
    static boolean knows(Selection selection, Snapshot state) {
        return isPartition(selection, state) || KnownFiles.of(state).isPresent();
    }

    /** Adds rows. */
    Written append(Dataset<Row> rows) {
        OptimisticTransaction transaction = begin();
        return commit(
                transaction, write(transaction, rows, Optional.empty()), List.of(), SaveMode.Append, Optional.empty());
    }

    /** Adds no rows: the commit carries the provenance alone. */
    Written nothing() {
        return commit(begin(), List.of(), List.of(), SaveMode.Append, Optional.empty());
    }

    /**
     * Replaces all rows.
     *
     * @param isRight decides by the number of the new rows, which are in files then, whether they are committed
     */
    Written overwrite(Dataset<Row> rows, LongPredicate isRight) {
        DeltaLog.assertRemovable(state);
        OptimisticTransaction transaction = begin();
        List<AddFile> replaced = read(transaction, Literal.TrueLiteral());
        List<AddFile> added = write(transaction, rows, Optional.empty());
        return isRight.test(rows(added))
                ? commit(transaction, added, replaced, SaveMode.Overwrite, Optional.empty())
                : new Written(state.version(), rows(added));
    }

    /**
     * Replaces the selected rows; the new rows must be among the selected ones too.
     *
     * @param isRight decides by the number of the new rows, which are in files then, whether they are committed
     */
    Written replace(Selection selection, Dataset<Row> rows, LongPredicate isRight) {
        DeltaLog.assertRemovable(state);
        OptimisticTransaction transaction = begin();
        List<AddFile> read = read(transaction, parsed(selection.sql()));
        List<AddFile> replaced = isPartition(selection, state)
                ? read.stream().filter(selection::holds).toList()
                : holding(selection, read);
        List<AddFile> added = write(transaction, rows, Optional.of(selection));
        if (!isRight.test(rows(added))) {
            return new Written(state.version(), rows(added));
        }
        List<AddFile> copied = isPartition(selection, state) || replaced.isEmpty()
                ? List.of()
                : write(transaction, rowsOf(replaced).filter(selection.isMet().unary_$bang()), Optional.empty());
        Written written =
                commit(transaction, concat(added, copied), replaced, SaveMode.Overwrite, Optional.of(selection.sql()));
        return new Written(written.version(), rows(added));
    }

    private static boolean isPartition(Selection selection, Snapshot state) {
        return state.metadata().partitionColumns().contains(selection.column());
    }

    private OptimisticTransaction begin() {
        return state.deltaLog().startTransaction(Option.empty(), Option.apply(state));
    }

    /** The files that a condition on partitions leaves, or all; where the commit does not name them, Delta finds them. */
    private List<AddFile> read(OptimisticTransaction transaction, Expression condition) {
        Seq<Expression> conditions = seq(List.of(condition));
        Optional<List<AddFile>> named = KnownFiles.of(state);
        if (named.isEmpty()) {
            return CollectionConverters.asJava(transaction.filterFiles(conditions, false));
        }
        transaction.trackReadPredicates(conditions, false, true);
        transaction.trackFilesRead(seq(named.get()));
        return named.get();
    }

    /** Those of some files that hold a selected row. */
    private List<AddFile> holding(Selection selection, List<AddFile> files) {
        if (files.isEmpty()) {
            return files;
        }
        Set<String> names = Set.copyOf(rowsOf(files)
                .filter(selection.isMet())
                .select("_metadata.file_name")
                .distinct()
                .as(Encoders.STRING())
                .collectAsList());
        return files.stream()
                .filter(file -> names.contains(file.toPath().getName()))
                .toList();
    }

    private Dataset<Row> rowsOf(List<AddFile> files) {
        return spark.baseRelationToDataFrame(NamedFiles.relation(spark, state, files));
    }

    /** Writes files of rows; those of a selection must be among the selected ones. */
    private List<AddFile> write(OptimisticTransaction transaction, Dataset<Row> rows, Optional<Selection> selection) {
        Optional<DriverRows> inDriver = DriverRows.of(spark, rows);
        if (inDriver.filter(DriverRows::areNone).isPresent()) {
            return List.of();
        }
        if (inDriver.isPresent() && inDriver.get().canName(state) && areAmong(selection, rows)) {
            return inDriver.get().write(transaction, state);
        }
        List<Constraint> constraints = selection.stream().map(this::check).toList();
        return CollectionConverters.asJava(transaction.writeFiles(rows, Option.empty(), false, seq(constraints)))
                .stream()
                .map(AddFile.class::cast)
                .toList();
    }

    /** Of rows in the driver; those that are not are Delta's to refuse. */
    private static boolean areAmong(Optional<Selection> selection, Dataset<Row> rows) {
        return selection
                .flatMap(some -> InDriver.rows(rows.filter(some.isMet().unary_$bang())))
                .map(List::isEmpty)
                .orElse(selection.isEmpty());
    }

    private Written commit(
            OptimisticTransaction transaction,
            List<AddFile> added,
            List<AddFile> replaced,
            SaveMode mode,
            Optional<String> condition) {
        long now = System.currentTimeMillis();
        List<Action> actions = new ArrayList<>(added);
        replaced.forEach(file -> actions.add(file.removeWithTimestamp(now, true)));
        long version = transaction.commit(
                seq(actions),
                new DeltaOperations.Write(
                        mode,
                        Option.empty(),
                        Option.apply(condition.orElse(null)),
                        Option.apply(provenance.toJson()),
                        Option.empty(),
                        Option.empty(),
                        Option.empty(),
                        Option.empty(),
                        Option.empty()));
        return new Written(version, rows(added));
    }

    private static long rows(List<AddFile> files) {
        return files.stream()
                .mapToLong(file -> (Long) file.numLogicalRecords().get())
                .sum();
    }

    private Constraint check(Selection selection) {
        return new Constraints.Check(selection.sql(), parsed(selection.sql()));
    }

    private Expression parsed(String sql) {
        try {
            return ((org.apache.spark.sql.classic.SparkSession) spark)
                    .sessionState()
                    .sqlParser()
                    .parseExpression(sql);
        } catch (ParseException e) {
            throw new IllegalArgumentException("Not a condition in SQL: " + sql, e);
        }
    }

    private static <T> List<T> concat(List<T> some, List<T> more) {
        List<T> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    private static <T> Seq<T> seq(List<? extends T> elements) {
        return CollectionConverters.<T>asScala(List.copyOf(elements)).toSeq();
    }
}
