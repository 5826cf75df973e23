package sparkjoy.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.RepartitionOperation;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.stats.DeltaJobStatisticsTracker;
import org.apache.spark.sql.execution.datasources.OutputWriter;
import org.apache.spark.sql.execution.datasources.OutputWriterFactory;
import org.apache.spark.sql.execution.datasources.WriteTaskStatsTracker;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Rows that are in the driver already. They are written there, into one Parquet file by Spark's own writer and with
 * Delta's own statistics: a Spark job for a few rows costs more than the rows.
 *
 * @param plan whose rows these are
 */
record DriverRows(SparkSession spark, Dataset<Row> rows, LocalRelation plan) {

    /** Empty where the rows are not in the driver. */
    static Optional<DriverRows> of(SparkSession spark, Dataset<Row> rows) {
        LogicalPlan plan = ((org.apache.spark.sql.classic.Dataset<Row>) rows)
                .queryExecution()
                .optimizedPlan();
        while (plan instanceof RepartitionOperation repartition) {
            plan = repartition.child();
        }
        return plan instanceof LocalRelation local ? Optional.of(new DriverRows(spark, rows, local)) : Optional.empty();
    }

    boolean areNone() {
        return plan.data().isEmpty();
    }

    /** Writes the rows of a table without partitions into one file that the transaction may add. */
    AddFile write(OptimisticTransaction transaction, Snapshot state) {
        Path table = state.deltaLog().dataPath();
        DeltaJobStatisticsTracker statistics = statistics(transaction, table);
        WriteTaskStatsTracker tracker = statistics.newTaskInstance();
        Path file;
        try {
            file = write(state, table, tracker);
            statistics.processStats(
                    CollectionConverters.asScala(List.of(tracker.getFinalStats(0L)))
                            .toSeq(),
                    0L);
            return added(file, statistics.recordedStats().apply(file.getName()));
        } catch (IOException e) {
            throw new UncheckedIOException("Rows of " + table + " cannot be written", e);
        }
    }

    private Path write(Snapshot state, Path table, WriteTaskStatsTracker tracker) throws IOException {
        StructType schema = state.schema().asNullable();
        Configuration hadoop = spark.sessionState().newHadoopConf();
        Job job = Job.getInstance(hadoop);
        OutputWriterFactory factory = state.deltaLog()
                .fileFormat(state.protocol(), state.metadata())
                .prepareWrite(spark, job, scala.collection.immutable.Map$.MODULE$.empty(), schema);
        TaskAttemptContext context = new TaskAttemptContextImpl(job.getConfiguration(), new TaskAttemptID());
        Path file = new Path(table, "part-00000-" + UUID.randomUUID() + "-c000" + factory.getFileExtension(context));
        OutputWriter writer = factory.newInstance(file.toString(), schema, context);
        tracker.newFile(file.toString());
        for (InternalRow row : CollectionConverters.asJava(plan.data())) {
            writer.write(row);
            tracker.newRow(file.toString(), row);
        }
        writer.close();
        tracker.closeFile(file.toString());
        return file;
    }

    private DeltaJobStatisticsTracker statistics(OptimisticTransaction transaction, Path table) {
        return transaction
                .getOptionalStatsTrackerAndStatsCollection(plan.output(), table, new StructType(), rows)
                ._1()
                .get();
    }

    private AddFile added(Path file, String statistics) throws IOException {
        FileStatus status =
                file.getFileSystem(spark.sessionState().newHadoopConf()).getFileStatus(file);
        return NamedFiles.file(file.getName(), Map.of(), status.getLen(), status.getModificationTime(), statistics);
    }
}
