package sparkjoy.source;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.util.SerializableConfiguration;

/** A planned read of logs: lists the files of the selected days and assigns them to the tasks. */
record LogRead(LogOptions options, ReadPlan plan, Configuration configuration) {
    InputPartition[] partitions(LogListing listing) {
        int parallelism = context().defaultParallelism();
        return LogPartition.packed(listing, options.splitBytes(), parallelism).toArray(InputPartition[]::new);
    }

    PartitionReaderFactory readerFactory() {
        return new LogReaderFactory(plan, SerializableConfiguration.broadcast(context(), configuration));
    }

    /** The files of the selected days from one on. */
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
