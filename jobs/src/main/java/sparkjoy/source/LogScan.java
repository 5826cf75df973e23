package sparkjoy.source;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.streaming.MicroBatchStream;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/** One planned read, or stream of reads: lists the files unless they were named, and deals them out to the tasks. */
record LogScan(LogOptions options, ReadPlan plan, Configuration configuration) implements Scan, Batch {
    @Override
    public StructType readSchema() {
        return plan.columns();
    }

    @Override
    public String description() {
        String rows = plan.wantsSound() ? (plan.wantsFaults() ? "all" : "sound") : "faults";
        String what = options.files().map(files -> files.size() + " files").orElse(String.join(",", options.paths()));
        return "segment-logs " + what + " columns: "
                + String.join(",", plan.columns().fieldNames()) + " rows: " + rows;
    }

    @Override
    public Batch toBatch() {
        return this;
    }

    @Override
    public MicroBatchStream toMicroBatchStream(String checkpointLocation) {
        if (options.files().isPresent()) {
            throw new LogsUnavailable(
                    "A stream of segment-logs cannot read a list of 'files': give it a 'path' to watch.");
        }
        return new LogStream(this);
    }

    @Override
    public InputPartition[] planInputPartitions() {
        return partitions(options.files()
                .map(files -> new LogListing(files, List.of()))
                .orElseGet(() -> listing(options.selection().from())));
    }

    InputPartition[] partitions(LogListing listing) {
        int parallelism = context().defaultParallelism();
        return LogPartition.packed(listing, options.splitBytes(), parallelism).toArray(InputPartition[]::new);
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        return new LogReaderFactory(plan, SerializableConfiguration.broadcast(context(), configuration));
    }

    /** What lies there of the selected days from one on. */
    LogListing listing(LocalDate since) {
        LogSelection selection = options.selection();
        LogSelection wanted = since.isAfter(selection.from()) ? selection.since(since) : selection;
        List<LogFile> files = new ArrayList<>();
        List<Misplaced> misplaced = new ArrayList<>();
        for (String root : options.paths()) {
            LogListing listed = LogListing.of(configuration, root, wanted);
            files.addAll(listed.files());
            misplaced.addAll(listed.misplaced());
        }
        return new LogListing(files, misplaced);
    }

    private static SparkContext context() {
        return SparkSession.active().sparkContext();
    }
}
