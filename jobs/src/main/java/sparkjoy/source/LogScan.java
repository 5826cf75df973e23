package sparkjoy.source;

import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/** One planned read: lists the files unless they were named, and deals them out to the tasks. */
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
    public InputPartition[] planInputPartitions() {
        int parallelism = context().defaultParallelism();
        return LogPartition.packed(listing(), options.splitBytes(), parallelism).toArray(InputPartition[]::new);
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        return new LogReaderFactory(plan, SerializableConfiguration.broadcast(context(), configuration));
    }

    private LogListing listing() {
        if (options.files().isPresent()) {
            return new LogListing(options.files().get(), List.of());
        }
        List<LogFile> files = new ArrayList<>();
        List<Misplaced> misplaced = new ArrayList<>();
        for (String root : options.paths()) {
            LogListing listed = LogListing.of(configuration, root, options.selection());
            files.addAll(listed.files());
            misplaced.addAll(listed.misplaced());
        }
        return new LogListing(files, misplaced);
    }

    private static SparkContext context() {
        return SparkSession.active().sparkContext();
    }
}
