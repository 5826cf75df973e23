package sparkjoy.source;

import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.util.SerializableConfiguration;

/** Makes the readers on the executors, with the session's Hadoop settings. */
record LogReaderFactory(ReadPlan plan, Broadcast<SerializableConfiguration> configuration)
        implements PartitionReaderFactory {
    @Override
    public PartitionReader<InternalRow> createReader(InputPartition partition) {
        return new LogReader(
                (LogPartition) partition, plan, configuration.value().value());
    }
}
