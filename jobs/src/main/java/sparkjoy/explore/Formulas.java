package sparkjoy.explore;

import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;

/**
 * Cells of CSV that a spreadsheet would compute: texts that begin with `=`, `+`, `-` or `@`, also in their full width or
 * after characters that are not shown, or with a tab or line break. An apostrophe before them makes them texts.
 */
public final class Formulas {
    private static final String MARK = "'";
    private static final String BEGINNING = "^(?:[\\t\\r\\n]|[\\p{Cc}\\p{Cf}]*[=+\\-@\uff1d\uff0b\uff0d\uff20])";
    private static final Pattern PATTERN = Pattern.compile(BEGINNING);

    private Formulas() {}

    /** A cell that is shown and not computed; numbers, times and JSON stay as they are. */
    public static Column disarmed(Column cell, DataType type) {
        boolean isText = type instanceof StringType || type instanceof BinaryType;
        return isText ? when(cell.rlike(BEGINNING), concat(lit(MARK), cell)).otherwise(cell) : cell;
    }

    /** The same for a name in the header. */
    public static String disarmed(String name) {
        return PATTERN.matcher(name).find() ? MARK + name : name;
    }
}
