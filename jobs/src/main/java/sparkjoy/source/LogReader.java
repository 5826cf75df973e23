package sparkjoy.source;

import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.unsafe.types.UTF8String;

/** Reads the files of one partition, one after the other; a file that fails becomes a row and the next one goes on. */
final class LogReader implements PartitionReader<InternalRow> {
    private final ReadPlan plan;
    private final Configuration configuration;
    private final Iterator<LogFile> files;
    private final Iterator<Misplaced> misplaced;
    private final RowWriter row;
    private final Envelope envelope;
    private Optional<LogFileReader> current = Optional.empty();

    LogReader(LogPartition partition, ReadPlan plan, Configuration configuration) {
        this.plan = plan;
        this.configuration = configuration;
        files = partition.files().iterator();
        misplaced = partition.misplaced().iterator();
        row = new RowWriter(plan.columns());
        envelope = new Envelope(plan.maxDepth());
    }

    @Override
    public boolean next() throws IOException {
        if (plan.wantsFaults() && misplaced.hasNext()) {
            write(misplaced.next());
            return true;
        }
        while (current.isPresent() || files.hasNext()) {
            if (current.isEmpty()) {
                LogFile file = files.next();
                StoredObject object = new StoredObject(file, configuration);
                current = Optional.of(new LogFileReader(file, plan, object, row, envelope));
            }
            if (current.get().next()) {
                return true;
            }
            close();
        }
        return false;
    }

    @Override
    public InternalRow get() {
        return row.row();
    }

    @Override
    public void close() throws IOException {
        if (current.isPresent()) {
            LogFileReader reader = current.get();
            current = Optional.empty();
            reader.close();
        }
    }

    private void write(Misplaced found) {
        row.start();
        row.write(Column.PATH, UTF8String.fromString(found.path()));
        row.write(Column.SOURCE_ID, UTF8String.fromString(found.sourceId()));
        row.write(Column.FAULT_REASON, found.fault());
        row.write(Column.FAULT_DETAIL, UTF8String.fromString(found.detail()));
        row.write(Column.FAULT_NUMBER, 1);
    }
}
