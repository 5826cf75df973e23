package sparkjoy.source;

import java.util.List;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.streaming.MicroBatchStream;
import org.apache.spark.sql.types.StructType;

/** One read, or a stream of reads: of the files that the options name, else of those that are listed. */
record LogScan(LogRead read) implements Scan, Batch {
    @Override
    public StructType readSchema() {
        return read.plan().columns();
    }

    @Override
    public String description() {
        ReadPlan plan = read.plan();
        LogOptions options = read.options();
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
        if (read.options().files().isPresent()) {
            throw new LogsUnavailable(
                    "A stream of segment-logs cannot read a list of 'files': give it a 'path' to watch.");
        }
        return new LogStream(read);
    }

    @Override
    public InputPartition[] planInputPartitions() {
        LogOptions options = read.options();
        return read.partitions(options.files()
                .map(files -> new LogListing(files, List.of()))
                .orElseGet(() -> read.listing(options.selection().from())));
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        return read.readerFactory();
    }
}
