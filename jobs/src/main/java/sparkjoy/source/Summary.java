package sparkjoy.source;

import java.util.Optional;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The account of one file.
 *
 * @param lines lines that are not blank: rows + faults; of altered text only those that a checksum vouches for
 * @param rows lines handed out
 * @param faults lines refused
 * @param bytesUncompressed bytes of the text
 * @param fileFault what is wrong with the file as a whole
 * @param lastLine number of the last line that counts
 * @param withdrawn rows handed out for lines after the last line: they must not be used
 */
record Summary(
        String version,
        long size,
        long lines,
        long rows,
        long faults,
        long bytesUncompressed,
        Optional<Fault> fileFault,
        long lastLine,
        long withdrawn) {
    static final StructType TYPE = new StructType()
            .add("version", DataTypes.StringType)
            .add("size", DataTypes.LongType)
            .add("lines", DataTypes.LongType)
            .add("rows", DataTypes.LongType)
            .add("faults", DataTypes.LongType)
            .add("bytes_uncompressed", DataTypes.LongType)
            .add("file_fault", DataTypes.StringType)
            .add("last_line", DataTypes.LongType)
            .add("withdrawn", DataTypes.LongType);
}
