package sparkjoy.source;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import sparkjoy.spec.LogFormat;

/** The lines of one file as an ingest judges them, without Spark; the text is read up to a number of bytes. */
public final class LogLines {
    private static final StructType COLUMNS = new StructType(new StructField[] {
        field(Column.TYPE), field(Column.EVENT), field(Column.PAYLOAD), field(Column.FAULT_REASON), field(Column.FILE)
    });
    private static final int BYTES = Summary.TYPE.fieldIndex("bytes_uncompressed");
    private static final int MOST_LINE_BYTES = 1 << 20;
    private static final int MOST_DEPTH = 512;

    /** Is given what a file holds. */
    public interface Taker {
        /** A line that is a Segment call. */
        void call(String type, Optional<String> event, byte[] payload);

        /** A line or a file that an ingest refuses. */
        void refused(Fault fault);
    }

    private LogLines() {}

    /**
     * Reads a file.
     *
     * @param mostBytes of its text, refused lines included; the rest is not fetched
     * @return bytes of text that were read
     * @throws IOException where the storage fails; what is wrong with the file alone is refused
     */
    public static long read(LogFile file, LogFormat format, Configuration configuration, long mostBytes, Taker taker)
            throws IOException {
        ReadPlan plan = new ReadPlan(COLUMNS, format, MOST_LINE_BYTES, MOST_DEPTH, true, true, true).upTo(mostBytes);
        long bytes = 0;
        try (LogReader reader = new LogReader(new LogPartition(List.of(file), List.of()), plan, configuration)) {
            while (reader.next()) {
                bytes += given(reader.get(), taker);
            }
        }
        return bytes;
    }

    /** Bytes of the text where the row is the file's summary; otherwise the taker is given the row. */
    private static long given(InternalRow row, Taker taker) {
        if (!row.isNullAt(4)) {
            return row.getStruct(4, Summary.TYPE.size()).getLong(BYTES);
        }
        if (!row.isNullAt(3)) {
            taker.refused(Fault.valueOf(row.getUTF8String(3).toString()));
        } else {
            Optional<String> event = row.isNullAt(1) ? Optional.empty() : Optional.of(text(row, 1));
            taker.call(text(row, 0), event, row.getUTF8String(2).getBytes());
        }
        return 0;
    }

    private static String text(InternalRow row, int ordinal) {
        UTF8String text = row.getUTF8String(ordinal);
        return text == null ? "" : text.toString();
    }

    private static StructField field(Column column) {
        return Column.SCHEMA.apply(column.columnName());
    }
}
