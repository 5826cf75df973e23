package sparkjoy.explore;

import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.transform_keys;
import static org.apache.spark.sql.functions.transform_values;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import java.util.Arrays;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimeType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * Values of any type as JSON that loses nothing: a null is null, a time is ISO 8601 in UTC with milliseconds, or with
 * microseconds where it has some, and a key of a map is its value as text.
 */
public final class JsonColumns {
    private static final Map<String, String> LOSSLESS = Map.of("ignoreNullFields", "false");
    private static final int MICROS = 1000;
    private static final String SECONDS = "yyyy-MM-dd'T'HH:mm:ss";

    private JsonColumns() {}

    /** A struct, list or map as JSON; null where the value is null. */
    public static Column json(Column value, DataType type) {
        return to_json(fit(value, type), LOSSLESS);
    }

    /** Columns as one JSON object; each column carries its name. */
    static Column object(Column... named) {
        return to_json(struct(named), LOSSLESS);
    }

    /** A value of which to_json writes each part as a reader expects it. */
    static Column fit(Column value, DataType type) {
        if (isFit(type)) {
            return value;
        }
        if (type instanceof ArrayType list) {
            return transform(value, element -> fit(element, list.elementType()));
        }
        if (type instanceof MapType map) {
            Column texts = map.keyType() instanceof StringType
                    ? value
                    : transform_keys(value, (key, ignored) -> key.cast("string"));
            return transform_values(texts, (key, entry) -> fit(entry, map.valueType()));
        }
        if (type instanceof StructType fields) {
            Column[] parts = Arrays.stream(fields.fields())
                    .map(field ->
                            fit(value.getField(field.name()), field.dataType()).as(field.name()))
                    .toArray(Column[]::new);
            return when(value.isNotNull(), struct(parts));
        }
        return isTime(type) ? time(value, type) : value.cast("string");
    }

    /** A time as ISO 8601; without an offset where it has no zone. */
    static Column time(Column value, DataType type) {
        String zone = type instanceof TimestampType ? "XXX" : "";
        Column isWhole = unix_micros(value.cast("timestamp")).mod(MICROS).equalTo(0);
        return when(isWhole, date_format(value, SECONDS + ".SSS" + zone))
                .otherwise(date_format(value, SECONDS + ".SSSSSS" + zone));
    }

    static boolean isTime(DataType type) {
        return type instanceof TimestampType || type instanceof TimestampNTZType;
    }

    private static boolean isFit(DataType type) {
        if (type instanceof ArrayType list) {
            return isFit(list.elementType());
        }
        if (type instanceof MapType map) {
            return map.keyType() instanceof StringType && isFit(map.valueType());
        }
        if (type instanceof StructType fields) {
            return Arrays.stream(fields.fields()).map(StructField::dataType).allMatch(JsonColumns::isFit);
        }
        return !isTime(type) && !(type instanceof TimeType);
    }
}
