package sparkjoy.source;

import java.util.Arrays;
import java.util.Locale;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The columns of `segment-logs`: one row per line, one per file fault and, if asked for, a summary row per file. */
enum Column {
    PATH(DataTypes.StringType),
    LINE_NUMBER(DataTypes.LongType),
    BYTE_OFFSET(DataTypes.LongType),
    SOURCE_ID(DataTypes.StringType),
    RECEIVED_DAY(DataTypes.DateType),
    MESSAGE_ID(DataTypes.StringType),
    TYPE(DataTypes.StringType),
    EVENT(DataTypes.StringType),
    RECEIVED_AT(DataTypes.TimestampType),
    PAYLOAD(DataTypes.StringType),
    FAULT_REASON(DataTypes.StringType),
    FAULT_DETAIL(DataTypes.StringType),
    RAW(DataTypes.BinaryType),
    RAW_SHA256(DataTypes.StringType),
    FAULT_NUMBER(DataTypes.LongType),
    FILE(Summary.TYPE);

    static final StructType SCHEMA =
            new StructType(Arrays.stream(values()).map(Column::field).toArray(StructField[]::new));

    @SuppressWarnings("ImmutableEnumChecker") // the data types of Spark never change
    private final DataType type;

    Column(DataType type) {
        this.type = type;
    }

    String columnName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Column named(String columnName) {
        return valueOf(columnName.toUpperCase(Locale.ROOT));
    }

    private StructField field() {
        return new StructField(columnName(), type, this != PATH, Metadata.empty());
    }
}
