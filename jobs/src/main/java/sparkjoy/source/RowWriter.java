package sparkjoy.source;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.catalyst.expressions.codegen.UnsafeRowWriter;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import sparkjoy.json.JsonText;

/** Writes one row after the other into the same UnsafeRow; columns that were not asked for cost nothing. */
@SuppressWarnings("EnumOrdinal") // an array by ordinal is read some ten times a row
final class RowWriter {
    private static final int ABSENT = -1;

    private final int[] ordinals = new int[Column.values().length];
    private final int width;
    private int written;
    private final UnsafeRowWriter row;
    private final UnsafeRowWriter account;
    private final Map<Fault, UTF8String> reasons = new EnumMap<>(Fault.class);

    RowWriter(StructType columns) {
        width = columns.size();
        row = new UnsafeRowWriter(width, 4096);
        account = new UnsafeRowWriter(row, Summary.TYPE.size());
        Arrays.fill(ordinals, ABSENT);
        for (int ordinal = 0; ordinal < width; ordinal++) {
            ordinals[Column.named(columns.apply(ordinal).name()).ordinal()] = ordinal;
        }
        for (Fault fault : Fault.values()) {
            reasons.put(fault, UTF8String.fromString(fault.name()));
        }
    }

    boolean writes(Column column) {
        return ordinals[column.ordinal()] != ABSENT;
    }

    /** Starts a row that is null in all columns. */
    void start() {
        row.reset();
        row.zeroOutNullBytes();
        written = 0;
    }

    /** The row as written since {@link #start}; the next start overwrites it. */
    UnsafeRow row() {
        for (int ordinal = 0; ordinal < width; ordinal++) {
            if ((written & (1 << ordinal)) == 0) {
                row.setNullAt(ordinal);
            }
        }
        return row.getRow();
    }

    void write(Column column, long value) {
        int ordinal = ordinals[column.ordinal()];
        if (ordinal != ABSENT) {
            present(ordinal);
            row.write(ordinal, value);
        }
    }

    /** Writes a day as Spark keeps it: an int of days since the epoch. */
    void write(Column column, LocalDate day) {
        int ordinal = ordinals[column.ordinal()];
        if (ordinal != ABSENT) {
            present(ordinal);
            row.write(ordinal, Math.toIntExact(day.toEpochDay()));
        }
    }

    void write(Column column, UTF8String value) {
        int ordinal = ordinals[column.ordinal()];
        if (ordinal != ABSENT) {
            present(ordinal);
            row.write(ordinal, value);
        }
    }

    void write(Column column, byte[] bytes) {
        write(column, bytes, 0, bytes.length);
    }

    void write(Column column, byte[] bytes, int from, int to) {
        int ordinal = ordinals[column.ordinal()];
        if (ordinal != ABSENT) {
            present(ordinal);
            row.write(ordinal, bytes, from, to - from);
        }
    }

    /** Writes the content of a JSON string, given as a slice between its quotes. */
    void writeJson(Column column, byte[] bytes, int from, int to) {
        if (writes(column)) {
            if (JsonText.isEscaped(bytes, from, to)) {
                write(column, JsonText.decode(bytes, from, to));
            } else {
                write(column, bytes, from, to);
            }
        }
    }

    void write(Column column, Fault fault) {
        write(column, reasons.get(fault));
    }

    void write(Summary summary) {
        int ordinal = ordinals[Column.FILE.ordinal()];
        if (ordinal == ABSENT) {
            return;
        }
        present(ordinal);
        int before = row.cursor();
        account.resetRowWriter();
        account.write(0, UTF8String.fromString(summary.version()));
        account.write(1, summary.size());
        account.write(2, summary.lines());
        account.write(3, summary.rows());
        account.write(4, summary.faults());
        account.write(5, summary.bytesUncompressed());
        summary.fileFault().ifPresentOrElse(fault -> account.write(6, reasons.get(fault)), () -> account.setNullAt(6));
        account.write(7, summary.lastLine());
        account.write(8, summary.withdrawn());
        row.setOffsetAndSizeFromPreviousCursor(ordinal, before);
    }

    private void present(int ordinal) {
        written |= 1 << ordinal;
    }
}
