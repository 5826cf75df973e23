package sparkjoy.source;

import java.time.LocalDate;
import java.util.Optional;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.streaming.MicroBatchStream;
import org.apache.spark.sql.connector.read.streaming.Offset;
import org.apache.spark.sql.connector.read.streaming.ReadLimit;
import org.apache.spark.sql.connector.read.streaming.SupportsTriggerAvailableNow;

/**
 * Segment's logs as they arrive: each file in one micro-batch, the oldest days first.
 *
 * <p>Each trigger lists the newest day folders. An object that comes again with other content is handed out again.
 */
final class LogStream implements MicroBatchStream, SupportsTriggerAvailableNow {
    private final LogRead read;
    private boolean isOnlyWhatIsThere;
    private Optional<LogListing> there = Optional.empty();

    LogStream(LogRead read) {
        this.read = read;
    }

    @Override
    public Offset initialOffset() {
        return LogOffset.START;
    }

    @Override
    public Offset deserializeOffset(String json) {
        return LogOffset.of(json);
    }

    @Override
    public ReadLimit getDefaultReadLimit() {
        return read.options().limits().limit();
    }

    @Override
    public void prepareForTriggerAvailableNow() {
        isOnlyWhatIsThere = true;
    }

    @Override
    public Offset latestOffset(Offset start, ReadLimit limit) {
        LogOffset from = (LogOffset) start;
        int newestDays = read.options().newestDays();
        return from.after(listing(from.watchedFrom(newestDays)), newestDays, FileLimits.of(limit));
    }

    /** Spark asks with the start and a limit. */
    @Override
    public Offset latestOffset() {
        throw new UnsupportedOperationException("segment-logs admits files from a start on");
    }

    @Override
    public InputPartition[] planInputPartitions(Offset start, Offset end) {
        return read.partitions(((LogOffset) end).since((LogOffset) start));
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        return read.readerFactory();
    }

    /** Nothing is kept outside the offsets. */
    @Override
    public void commit(Offset end) {}

    @Override
    public void stop() {}

    private LogListing listing(LocalDate since) {
        if (!isOnlyWhatIsThere) {
            return read.listing(since);
        }
        there = there.or(() -> Optional.of(read.listing(since)));
        return there.get();
    }
}
