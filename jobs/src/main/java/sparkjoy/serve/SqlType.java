package sparkjoy.serve;

import java.sql.Types;
import org.apache.hive.service.rpc.thrift.TTypeId;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.TimestampType;

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

    private final TTypeId wire;
    private final int jdbc;
    private final int precision;

    SqlType(TTypeId wire, int jdbc, int precision) {
        this.wire = wire;
        this.jdbc = jdbc;
        this.precision = precision;
    }

    static SqlType of(DataType type) {
        if (type instanceof BooleanType) {
            return BOOLEAN;
        }
        if (type instanceof ByteType) {
            return TINYINT;
        }
        if (type instanceof ShortType) {
            return SMALLINT;
        }
        if (type instanceof IntegerType) {
            return INT;
        }
        if (type instanceof LongType) {
            return BIGINT;
        }
        return ofFractionOrText(type);
    }

    private static SqlType ofFractionOrText(DataType type) {
        if (type instanceof FloatType) {
            return FLOAT;
        }
        if (type instanceof DoubleType) {
            return DOUBLE;
        }
        if (type instanceof DecimalType) {
            return DECIMAL;
        }
        if (type instanceof DateType) {
            return DATE;
        }
        if (type instanceof TimestampType) {
            return TIMESTAMP;
        }
        return type instanceof BinaryType ? BINARY : STRING;
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
