package sparkjoy.bronze;

import java.util.Optional;
import org.apache.spark.sql.Row;
import sparkjoy.source.Fault;

/**
 * What the reader found in one object.
 *
 * @param lines that are not blank: rows and faults
 * @param fault about the object as a whole or its tail; empty for an object of no bytes, in which nothing is wrong
 * @param lastLine number of the last line that counts; what comes later is not trusted
 * @param withdrawn rows of lines after the last line
 */
record FileTally(
        String path,
        long lines,
        long rows,
        long faults,
        long bytesUncompressed,
        Optional<Fault> fault,
        long lastLine,
        long withdrawn) {
    static FileTally of(Row row) {
        Row file = row.getStruct(row.fieldIndex("file"));
        return new FileTally(
                row.getAs("path"),
                file.<Long>getAs("lines"),
                file.<Long>getAs("rows"),
                file.<Long>getAs("faults"),
                file.<Long>getAs("bytes_uncompressed"),
                Optional.ofNullable(file.<String>getAs("file_fault"))
                        .map(Fault::valueOf)
                        .filter(fault -> fault != Fault.EMPTY_FILE),
                file.<Long>getAs("last_line"),
                file.<Long>getAs("withdrawn"));
    }

    /** Whether a fault of the object counts: it lies in text that is trusted, and is one at all, which no bytes are not. */
    boolean counts(Row fault) {
        int line = fault.fieldIndex("line_number");
        return fault.isNullAt(line)
                ? !fault.getAs("fault_reason").equals(Fault.EMPTY_FILE.name())
                : fault.getLong(line) <= lastLine;
    }

    /** Whether rows of the object were written that a failed checksum covers. */
    boolean isAltered() {
        return fault.filter(Fault::isAlteration).isPresent();
    }

    /** Whether the rows that were read cannot be trusted or will come again: the fault is not the content's. */
    boolean isUnreadable() {
        return fault.filter(Fault::isUnread).isPresent();
    }
}
