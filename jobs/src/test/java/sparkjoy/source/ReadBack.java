package sparkjoy.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import sparkjoy.spec.LogFormat;

/** What the reader makes of deliveries, without a Spark job around it. */
record ReadBack(List<InternalRow> rows) {
    private static final int MOST_LINE_BYTES = 1 << 20;
    private static final int MOST_DEPTH = 512;

    static ReadBack of(Deliveries deliveries) {
        return of(deliveries, LogFormat.SEGMENT);
    }

    static ReadBack of(Deliveries deliveries, LogFormat format) {
        LogSelection selection = LogSelection.everything().in(format);
        return of(LogListing.of(new Configuration(), deliveries.root(), selection), new Configuration(), format);
    }

    static ReadBack of(LogListing listing) {
        return of(listing, FailingFileSystem.configuration());
    }

    static ReadBack of(LogListing listing, Configuration configuration) {
        return of(listing, configuration, LogFormat.SEGMENT);
    }

    private static ReadBack of(LogListing listing, Configuration configuration, LogFormat format) {
        return of(listing, configuration, format, false);
    }

    static ReadBack of(LogListing listing, Configuration configuration, LogFormat format, boolean summaries) {
        try (LogReader reader = reader(listing, configuration, format, summaries)) {
            List<InternalRow> rows = new ArrayList<>();
            while (reader.next()) {
                rows.add(reader.get().copy());
            }
            return new ReadBack(rows);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static LogReader reader(LogListing listing, Configuration configuration, LogFormat format) {
        return reader(listing, configuration, format, false);
    }

    private static LogReader reader(
            LogListing listing, Configuration configuration, LogFormat format, boolean summaries) {
        ReadPlan plan = new ReadPlan(Column.SCHEMA, format, MOST_LINE_BYTES, MOST_DEPTH, summaries, true, true);
        return new LogReader(new LogPartition(listing.files(), listing.misplaced()), plan, configuration);
    }

    /** One text a row: `line@offset reason`, with the message id instead of the reason where there is none. */
    List<String> outline() {
        return rows.stream().map(ReadBack::outline).toList();
    }

    /** The outline with the file's name before each row. */
    List<String> outlineByFile() {
        return rows.stream()
                .map(row -> {
                    String path = text(row, Column.PATH);
                    return path.substring(path.lastIndexOf('/') + 1) + ": " + outline(row);
                })
                .toList();
    }

    Object value(int row, Column column) {
        return rows.get(row).get(Column.SCHEMA.fieldIndex(column.columnName()), typeOf(column));
    }

    private static String outline(InternalRow row) {
        String where = text(row, Column.LINE_NUMBER) + "@" + text(row, Column.BYTE_OFFSET);
        String reason = text(row, Column.FAULT_REASON);
        return where + " " + (reason.equals("null") ? text(row, Column.MESSAGE_ID) : reason);
    }

    private static String text(InternalRow row, Column column) {
        return String.valueOf(row.get(Column.SCHEMA.fieldIndex(column.columnName()), typeOf(column)));
    }

    private static DataType typeOf(Column column) {
        return Column.SCHEMA.apply(column.columnName()).dataType();
    }
}
