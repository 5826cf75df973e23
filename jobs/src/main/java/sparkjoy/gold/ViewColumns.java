package sparkjoy.gold;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.sql.types.VariantType;

/** Columns that Delta stores and every reader of it reads: names without special characters, and plain types. */
final class ViewColumns {
    /** What neither Delta nor Parquet takes in a name. */
    private static final String NOT_IN_NAMES = " ,;{}()\n\t=";

    private ViewColumns() {}

    /** A sentence for each column that cannot be stored or read. */
    static List<String> complaints(StructType columns) {
        List<String> complaints = new ArrayList<>();
        Map<String, String> names = new HashMap<>();
        for (StructField column : columns.fields()) {
            String name = column.name();
            String other = names.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
            if (other != null) {
                complaints.add("two columns are named '" + other + "'"
                        + (other.equals(name) ? "" : " and '" + name + "', which differ only in case")
                        + "; give one of them another name with AS");
            }
            names(column).filter(ViewColumns::isUnfit).forEach(unfit -> complaints.add(reason(unfit)));
            type(column.dataType()).ifPresent(unfit -> complaints.add(reason(name, unfit)));
        }
        return complaints;
    }

    private static String reason(String name) {
        return "the column '" + name
                + "' cannot be stored: a name has no blank, comma, semicolon, bracket, tab, line break"
                + " or =, and is not empty; name it, as in `price * quantity AS amount`, or rename it";
    }

    private static String reason(String name, DataType type) {
        return "the column '" + name + "' is of type " + type.sql() + ", which readers other than Spark cannot read; "
                + fix(name, type);
    }

    private static String fix(String name, DataType type) {
        if (type instanceof NullType) {
            return "give the null a type, as in `CAST(NULL AS STRING)`";
        }
        if (type instanceof TimestampNTZType) {
            return "cast it: `CAST(" + name + " AS TIMESTAMP)`";
        }
        if (type instanceof VariantType) {
            return "write it as JSON: `to_json(" + name + ")`";
        }
        return type.typeName().contains("interval")
                ? "give a number, as in `unix_seconds(received_at) - unix_seconds(occurred_at)`"
                : "cast it: `CAST(" + name + " AS STRING)`";
    }

    private static boolean isUnfit(String name) {
        return name.isEmpty() || name.chars().anyMatch(letter -> NOT_IN_NAMES.indexOf(letter) >= 0);
    }

    /** The name of a column and those of the fields in it. */
    private static Stream<String> names(StructField field) {
        return Stream.concat(Stream.of(field.name()), fields(field.dataType()).flatMap(ViewColumns::names));
    }

    private static Stream<StructField> fields(DataType type) {
        if (type instanceof ArrayType list) {
            return fields(list.elementType());
        }
        if (type instanceof MapType map) {
            return Stream.concat(fields(map.keyType()), fields(map.valueType()));
        }
        return type instanceof StructType record ? Stream.of(record.fields()) : Stream.of();
    }

    /** The first type within a type that is not a plain one. */
    private static Optional<DataType> type(DataType type) {
        if (type instanceof ArrayType list) {
            return type(list.elementType());
        }
        if (type instanceof MapType map) {
            return type(map.keyType()).or(() -> type(map.valueType()));
        }
        if (type instanceof StructType record) {
            return Stream.of(record.fields())
                    .flatMap(field -> type(field.dataType()).stream())
                    .findFirst();
        }
        boolean isPlain = type instanceof NumericType
                || type instanceof BooleanType
                || type instanceof DateType
                || type instanceof TimestampType
                || type instanceof BinaryType
                || type.equals(DataTypes.StringType);
        return isPlain ? Optional.empty() : Optional.of(type);
    }
}
