package sparkjoy.explore;

import static org.apache.spark.sql.functions.base64;
import static org.apache.spark.sql.functions.to_json;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.VariantType;

/** Values of any type as CSV can hold them: lists and records, which it does not know, are JSON, and bytes are base64. */
public final class CsvColumns {
    private CsvColumns() {}

    /** A value that Spark's writer of CSV takes; times are ISO 8601, as in JSON. */
    public static Column flat(Column value, DataType type) {
        if (type instanceof ArrayType || type instanceof MapType || type instanceof StructType) {
            return JsonColumns.json(value, type);
        }
        if (type instanceof VariantType) {
            return to_json(value);
        }
        if (type instanceof BinaryType) {
            return base64(value);
        }
        return JsonColumns.isTime(type) ? JsonColumns.time(value, type) : value;
    }

    /** A value as text; times are as SQL writes them. */
    static Column text(Column value, DataType type) {
        return JsonColumns.isTime(type)
                ? value.cast("string")
                : flat(value, type).cast("string");
    }
}
