package sparkjoy.serve;

import java.sql.Types;
import java.util.Map;
import org.apache.hive.service.rpc.thrift.TTypeId;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;

/** The types that clients know; whatever else Spark has is a STRING to them, arrays and structs as JSON. */
enum SqlType {
    BOOLEAN(TTypeId.BOOLEAN_TYPE, Types.BOOLEAN, 1),
    TINYINT(TTypeId.TINYINT_TYPE, Types.TINYINT, 3),
    SMALLINT(TTypeId.SMALLINT_TYPE, Types.SMALLINT, 5),
    INT(TTypeId.INT_TYPE, Types.INTEGER, 10),
    BIGINT(TTypeId.BIGINT_TYPE, Types.BIGINT, 19),
    FLOAT(TTypeId.FLOAT_TYPE, Types.FLOAT, 7),
    DOUBLE(TTypeId.DOUBLE_TYPE, Types.DOUBLE, 15),
    DECIMAL(TTypeId.DECIMAL_TYPE, Types.DECIMAL, 38),
    STRING(TTypeId.STRING_TYPE, Types.VARCHAR, Integer.MAX_VALUE),
    DATE(TTypeId.DATE_TYPE, Types.DATE, 10),
    TIMESTAMP(TTypeId.TIMESTAMP_TYPE, Types.TIMESTAMP, 29),
    BINARY(TTypeId.BINARY_TYPE, Types.BINARY, Integer.MAX_VALUE);

    private static final Map<DataType, SqlType> OF = Map.of(
            DataTypes.BooleanType, BOOLEAN,
            DataTypes.ByteType, TINYINT,
            DataTypes.ShortType, SMALLINT,
            DataTypes.IntegerType, INT,
            DataTypes.LongType, BIGINT,
            DataTypes.FloatType, FLOAT,
            DataTypes.DoubleType, DOUBLE,
            DataTypes.DateType, DATE,
            DataTypes.TimestampType, TIMESTAMP,
            DataTypes.BinaryType, BINARY);

    private final TTypeId wire;
    private final int jdbc;
    private final int precision;

    SqlType(TTypeId wire, int jdbc, int precision) {
        this.wire = wire;
        this.jdbc = jdbc;
        this.precision = precision;
    }

    static SqlType of(DataType type) {
        return type instanceof DecimalType ? DECIMAL : OF.getOrDefault(type, STRING);
    }

    TTypeId wire() {
        return wire;
    }

    /** Its number in java.sql.Types. */
    int jdbc() {
        return jdbc;
    }

    /** The most digits or characters of a value. */
    int precision() {
        return precision;
    }

    boolean isNumber() {
        return switch (this) {
            case TINYINT, SMALLINT, INT, BIGINT, FLOAT, DOUBLE, DECIMAL -> true;
            default -> false;
        };
    }

    /** Whether values travel as text. */
    boolean isText() {
        return switch (this) {
            case DECIMAL, STRING, DATE, TIMESTAMP -> true;
            default -> false;
        };
    }
}
