package sparkjoy.silver;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;
import sparkjoy.json.Iso8601;
import sparkjoy.json.JsonNumbers;
import sparkjoy.json.JsonText;
import sparkjoy.json.Kind;

/** Reads typed values from slices of a validated payload; a value that does not fit gives {@link #UNFIT}. */
final class Values {
    /** Stands for a value that does not fit its column's type. */
    static final Object UNFIT = new Object();

    static final DataType MONEY = DataTypes.createDecimalType(18, 4);

    private static final int MONEY_SCALE = 4;

    private Values() {}

    /** Text of a string, number or boolean. */
    static Object text(byte[] bytes, int start, int end, Kind kind) {
        return switch (kind) {
            case STRING -> JsonText.decode(bytes, start + 1, end - 1);
            case NUMBER, BOOLEAN -> UTF8String.fromBytes(bytes, start, end - start);
            default -> UNFIT;
        };
    }

    /** A whole number, also one in quotes or with a zero fraction. */
    static Object wholeNumber(byte[] bytes, int start, int end, Kind kind) {
        int quote = kind == Kind.STRING ? 1 : 0;
        if (kind != Kind.STRING && kind != Kind.NUMBER) {
            return UNFIT;
        }
        long tenThousandths = JsonNumbers.toDecimal(bytes, start + quote, end - quote, MONEY_SCALE);
        long number = tenThousandths / 10_000;
        boolean isWhole = tenThousandths != JsonNumbers.NONE && tenThousandths % 10_000 == 0;
        return isWhole && number == (int) number ? (Object) (int) number : UNFIT;
    }

    /** An amount, also one in quotes. */
    static Object money(byte[] bytes, int start, int end, Kind kind) {
        int quote = kind == Kind.STRING ? 1 : 0;
        if (kind != Kind.STRING && kind != Kind.NUMBER) {
            return UNFIT;
        }
        long unscaled = JsonNumbers.toDecimal(bytes, start + quote, end - quote, MONEY_SCALE);
        return unscaled == JsonNumbers.NONE ? UNFIT : Decimal.apply(unscaled, 18, MONEY_SCALE);
    }

    /** Microseconds since the epoch. */
    static Object time(byte[] bytes, int start, int end, Kind kind) {
        long micros = kind == Kind.STRING ? Iso8601.micros(bytes, start + 1, end - 1) : Iso8601.UNPARSABLE;
        return micros == Iso8601.UNPARSABLE ? UNFIT : (Object) micros;
    }
}
