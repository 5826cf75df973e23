package sparkjoy.bronze;

import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Row;
import sparkjoy.source.Fault;

/**
 * What the reader found in one object.
 *
 * @param lines that are not blank: rows and faults
 * @param fault about the object as a whole or its tail
 */
record FileTally(String path, long lines, long rows, long faults, long bytesUncompressed, Optional<Fault> fault) {
    private static final Set<Fault> UNREADABLE =
            Set.of(Fault.OBJECT_CHANGED, Fault.FILE_VANISHED, Fault.ACCESS_DENIED, Fault.READ_FAILED);

    static FileTally of(Row row) {
        Row file = row.getStruct(row.fieldIndex("file"));
        return new FileTally(
                row.getAs("path"),
                file.<Long>getAs("lines"),
                file.<Long>getAs("rows"),
                file.<Long>getAs("faults"),
                file.<Long>getAs("bytes_uncompressed"),
                Optional.ofNullable(file.<String>getAs("file_fault")).map(Fault::valueOf));
    }

    /** Whether the rows that were read cannot be trusted or will come again: the fault is not the content's. */
    boolean isUnreadable() {
        return fault.filter(UNREADABLE::contains).isPresent();
    }
}
