package sparkjoy.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
import org.apache.spark.sql.catalyst.catalog.ExternalCatalogUtils;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
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
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Rows that are in the driver already. They are written there, into a Parquet file per partition by Spark's own writer and
 * with Delta's own statistics: a Spark job for a few rows costs more than the rows.
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

    /** Whether the partitions of all rows can be named: by texts and dates. */
    boolean canName(Snapshot state) {
        return partitions(state).stream()
                .allMatch(column -> (isDate(column) || column.dataType().equals(DataTypes.StringType))
                        && CollectionConverters.asJava(plan.data()).stream()
                                .noneMatch(row -> row.isNullAt(place(column))));
    }

    /** Writes the rows into one file of each partition that the transaction may add. */
    List<AddFile> write(OptimisticTransaction transaction, Snapshot state) {
        Map<Map<String, String>, List<InternalRow>> byPartition = CollectionConverters.asJava(plan.data()).stream()
                .collect(Collectors.groupingBy(row -> partition(row, state), LinkedHashMap::new, Collectors.toList()));
        return byPartition.entrySet().stream()
                .map(part -> write(transaction, state, part.getKey(), part.getValue()))
                .toList();
    }

    private AddFile write(
            OptimisticTransaction transaction, Snapshot state, Map<String, String> partition, List<InternalRow> part) {
        Path table = state.deltaLog().dataPath();
        DeltaJobStatisticsTracker statistics = statistics(transaction, state);
        WriteTaskStatsTracker tracker = statistics.newTaskInstance();
        try {
            Path file = write(state, folder(table, partition), dataOf(part, state), tracker);
            statistics.processStats(
                    CollectionConverters.asScala(List.of(tracker.getFinalStats(0L)))
                            .toSeq(),
                    0L);
            String relative = table.toUri().relativize(file.toUri()).toString();
            return added(file, relative, partition, recorded(statistics, file, relative));
        } catch (IOException e) {
            throw new UncheckedIOException("Rows of " + table + " cannot be written", e);
        }
    }

    private Path write(Snapshot state, Path folder, List<InternalRow> data, WriteTaskStatsTracker tracker)
            throws IOException {
        StructType schema = dataSchema(state);
        Configuration hadoop = spark.sessionState().newHadoopConf();
        SortedFiles.ofParquet(state).forEach(hadoop::set);
        Job job = Job.getInstance(hadoop);
        OutputWriterFactory factory = state.deltaLog()
                .fileFormat(state.protocol(), state.metadata())
                .prepareWrite(spark, job, scala.collection.immutable.Map$.MODULE$.empty(), schema);
        TaskAttemptContext context = new TaskAttemptContextImpl(job.getConfiguration(), new TaskAttemptID());
        Path file = new Path(folder, "part-00000-" + UUID.randomUUID() + "-c000" + factory.getFileExtension(context));
        OutputWriter writer = factory.newInstance(file.toString(), schema, context);
        tracker.newFile(file.toString());
        for (InternalRow row : data) {
            writer.write(row);
            tracker.newRow(file.toString(), row);
        }
        writer.close();
        tracker.closeFile(file.toString());
        return file;
    }

    private static Path folder(Path table, Map<String, String> partition) {
        Path folder = table;
        for (Map.Entry<String, String> value : partition.entrySet()) {
            folder = new Path(folder, ExternalCatalogUtils.getPartitionPathString(value.getKey(), value.getValue()));
        }
        return folder;
    }

    private Map<String, String> partition(InternalRow row, Snapshot state) {
        Map<String, String> values = new LinkedHashMap<>();
        for (StructField column : partitions(state)) {
            int place = place(column);
            values.put(
                    column.name(),
                    isDate(column)
                            ? LocalDate.ofEpochDay(row.getInt(place)).toString()
                            : row.getUTF8String(place).toString());
        }
        return values;
    }

    /** The rows without the columns that the names of their folders contain. */
    private List<InternalRow> dataOf(List<InternalRow> part, Snapshot state) {
        if (partitions(state).isEmpty()) {
            return part;
        }
        StructField[] columns = dataSchema(state).fields();
        int[] places = Arrays.stream(columns).mapToInt(this::place).toArray();
        return part.stream()
                .<InternalRow>map(row -> new GenericInternalRow(IntStream.range(0, columns.length)
                        .mapToObj(i -> row.get(places[i], columns[i].dataType()))
                        .toArray()))
                .toList();
    }

    private static List<StructField> partitions(Snapshot state) {
        return List.of(state.metadata().partitionSchema().fields());
    }

    private static StructType dataSchema(Snapshot state) {
        List<String> partitions = CollectionConverters.asJava(state.metadata().partitionColumns());
        return new StructType(Arrays.stream(state.schema().asNullable().fields())
                .filter(column -> !partitions.contains(column.name()))
                .toArray(StructField[]::new));
    }

    private int place(StructField column) {
        return Arrays.asList(rows.columns()).indexOf(column.name());
    }

    private static boolean isDate(StructField column) {
        return column.dataType().equals(DataTypes.DateType);
    }

    private static String recorded(DeltaJobStatisticsTracker statistics, Path file, String relative) {
        Option<String> byPath = statistics.recordedStats().get(relative);
        return byPath.getOrElse(() -> statistics.recordedStats().apply(file.getName()));
    }

    private DeltaJobStatisticsTracker statistics(OptimisticTransaction transaction, Snapshot state) {
        return transaction
                .getOptionalStatsTrackerAndStatsCollection(
                        plan.output(),
                        state.deltaLog().dataPath(),
                        state.metadata().partitionSchema(),
                        rows)
                ._1()
                .get();
    }

    private AddFile added(Path file, String relative, Map<String, String> partition, String statistics)
            throws IOException {
        FileStatus status =
                file.getFileSystem(spark.sessionState().newHadoopConf()).getFileStatus(file);
        return NamedFiles.file(relative, partition, status.getLen(), status.getModificationTime(), statistics);
    }
}
