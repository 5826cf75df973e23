package sparkjoy.lake;

import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/**
 * One attempt to write rows to a table in one commit: by {@link DirectWrite} where the columns stay as they are, else by
 * Delta's own writer.
 *
 * @param location of the table
 * @param contract of the table; empty for a view, whose columns may become any
 */
record TableWrite(SparkSession spark, String location, Optional<TableContract> contract, Provenance provenance) {

    DirectWrite.Written append(Dataset<Row> rows) {
        Snapshot state = newest();
        Dataset<Row> conformed = conformed(rows, state);
        return DirectWrite.fits(conformed, state)
                ? direct(state).append(conformed)
                : saved(conformed, SaveMode.Append, Optional.empty(), partition(state));
    }

    DirectWrite.Written nothing() {
        return direct(newest()).nothing();
    }

    DirectWrite.Written overwrite(Dataset<Row> rows) {
        return overwrite(rows, contract.map(TableContract::partitionedBy).orElse(List.of()));
    }

    /** Replaces all rows of a table, which is partitioned by these columns from then on. */
    DirectWrite.Written overwrite(Dataset<Row> rows, List<String> partition) {
        Snapshot state = newest();
        Dataset<Row> conformed = conformed(rows, state);
        return DirectWrite.fits(conformed, state) && partition(state).equals(partition)
                ? direct(state).overwrite(conformed, number -> true)
                : saved(conformed, SaveMode.Overwrite, Optional.empty(), partition);
    }

    /** Delta's own writer cannot be stopped before its commit, so rows that it would write are counted first. */
    DirectWrite.Written overwriteExactly(Dataset<Row> rows, long expected) {
        Snapshot state = newest();
        Dataset<Row> conformed = conformed(rows, state);
        List<String> partition = contract.map(TableContract::partitionedBy).orElse(List.of());
        if (DirectWrite.fits(conformed, state) && partition(state).equals(partition)) {
            return direct(state).overwrite(conformed, number -> number == expected);
        }
        long number = conformed.count();
        return number == expected
                ? saved(conformed, SaveMode.Overwrite, Optional.empty(), partition)
                : new DirectWrite.Written(state.version(), number);
    }

    DirectWrite.Written replaceExactly(Selection selection, Dataset<Row> rows, long expected) {
        Snapshot state = newest();
        Dataset<Row> conformed = conformed(rows, state);
        if (DirectWrite.fits(conformed, state) && DirectWrite.knows(selection, state)) {
            return direct(state).replace(selection, conformed, number -> number == expected);
        }
        long number = conformed.count();
        return number == expected
                ? saved(conformed, SaveMode.Overwrite, Optional.of(selection.sql()), partition(state))
                : new DirectWrite.Written(state.version(), number);
    }

    DirectWrite.Written replace(Selection selection, Dataset<Row> rows) {
        Snapshot state = newest();
        Dataset<Row> conformed = conformed(rows, state);
        return DirectWrite.fits(conformed, state) && DirectWrite.knows(selection, state)
                ? direct(state).replace(selection, conformed, number -> true)
                : saved(conformed, SaveMode.Overwrite, Optional.of(selection.sql()), partition(state));
    }

    private DirectWrite direct(Snapshot state) {
        return new DirectWrite(spark, state, provenance);
    }

    /** In the order of the table: a specification may name its columns in another one. */
    private Dataset<Row> conformed(Dataset<Row> rows, Snapshot state) {
        return contract.map(found -> found.conformed(rows))
                .map(all -> SameColumns.areSame(state.schema(), all) ? SameColumns.as(state.schema(), all) : all)
                .orElse(rows);
    }

    private static List<String> partition(Snapshot state) {
        return CollectionConverters.asJava(state.metadata().partitionColumns());
    }

    private Snapshot newest() {
        return DeltaLog.forTable(spark, location).update(false, Option.empty(), Option.empty());
    }

    /** A contract only gains columns, a view may have any. */
    private DirectWrite.Written saved(
            Dataset<Row> rows, SaveMode mode, Optional<String> replaceWhere, List<String> partition) {
        setStatistics();
        contract.ifPresent(found -> changeTypes(new TypeChange(found, location)));
        Counted counted = Counted.of(rows);
        DataFrameWriter<Row> writer = counted.rows()
                .write()
                .format("delta")
                .mode(mode)
                .option("userMetadata", provenance.toJson())
                .partitionBy(partition.toArray(String[]::new))
                .option(isNewLayout(mode, replaceWhere, partition) ? "overwriteSchema" : "mergeSchema", "true");
        replaceWhere
                .map(condition -> writer.option("replaceWhere", condition))
                .orElse(writer)
                .save(location);
        setStatistics();
        return new DirectWrite.Written(newest().version(), counted.number());
    }

    /** Before a write that may change the partition, and after one that may add columns. */
    private void setStatistics() {
        contract.ifPresent(found -> new ContractProperties(spark, location, found).setStatistics(newest()));
    }

    /** Whether the columns or the partition may change: a table with a contract that has another partition was made by an older version of the jobs. */
    private boolean isNewLayout(SaveMode mode, Optional<String> replaceWhere, List<String> partition) {
        boolean replacesAll = mode == SaveMode.Overwrite && replaceWhere.isEmpty();
        return contract.isEmpty() || (replacesAll && !partition(newest()).equals(partition));
    }

    /** The state that creating the table has looked at suffices: only a newer version of the jobs changes types. */
    private void changeTypes(TypeChange change) {
        Snapshot known = DeltaLog.forTable(spark, location).unsafeVolatileSnapshot();
        if (known.version() >= 0 && change.isDue(known.schema())) {
            CommitLog commits = new CommitLog(spark.sessionState().newHadoopConf(), new Path(location));
            change.write(spark.read().format("delta").load(location), commits.provenanceOfRows(newest().version()));
        }
    }
}
