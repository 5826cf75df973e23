package sparkjoy.silver;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
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
    private static final int MONEY_DIGITS = 18;
    private static final int LONGEST_ID = 38;

    private Values() {}

    /** Text of a string, number or boolean. */
    static Object text(byte[] bytes, int start, int end, Kind kind) {
        return switch (kind) {
            case STRING -> JsonText.decode(bytes, start + 1, end - 1);
            case NUMBER, BOOLEAN -> UTF8String.fromBytes(bytes, start, end - start);
            default -> UNFIT;
        };
    }

    /** Text that identifies things: of a number its value, so that `1014.0` and `1014` are one id. */
    static Object id(byte[] bytes, int start, int end, Kind kind) {
        return kind == Kind.NUMBER && !isPlain(bytes, start, end)
                ? UTF8String.fromString(wholeIfWhole(ascii(bytes, start, end)))
                : text(bytes, start, end, kind);
    }

    /** A whole number, also one in quotes or with a zero fraction. */
    static Object wholeNumber(byte[] bytes, int start, int end, Kind kind) {
        Object read = decimal(bytes, start, end, kind);
        if (read == UNFIT) {
            return UNFIT;
        }
        long tenThousandths = ((Decimal) read).toUnscaledLong();
        long number = tenThousandths / 10_000;
        return tenThousandths % 10_000 == 0 && number == (int) number ? (Object) (int) number : UNFIT;
    }

    /** A number that may have a fraction, such as a quantity; also one in quotes, in a form of {@link AmountText}. */
    static Object decimal(byte[] bytes, int start, int end, Kind kind) {
        Object number = money(bytes, start, end, kind);
        return number == UNFIT && kind == Kind.STRING
                ? AmountText.number(string(bytes, start, end))
                        .map(Values::money)
                        .orElse(UNFIT)
                : number;
    }

    /** An amount, also one in quotes as JSON writes numbers. */
    static Object money(byte[] bytes, int start, int end, Kind kind) {
        int quote = kind == Kind.STRING ? 1 : 0;
        if (kind != Kind.STRING && kind != Kind.NUMBER) {
            return UNFIT;
        }
        long unscaled = JsonNumbers.toDecimal(bytes, start + quote, end - quote, MONEY_SCALE);
        return unscaled == JsonNumbers.NONE ? UNFIT : Decimal.apply(unscaled, MONEY_DIGITS, MONEY_SCALE);
    }

    /** The amount that a text in quotes holds in a form of {@link AmountText}. */
    static Optional<AmountText> amountText(byte[] bytes, int start, int end, Kind kind) {
        return kind == Kind.STRING ? AmountText.read(string(bytes, start, end)) : Optional.empty();
    }

    /** An amount as its column holds it; {@link #UNFIT} beyond its range. */
    static Object money(BigDecimal number) {
        BigDecimal scaled = number.setScale(MONEY_SCALE, RoundingMode.HALF_UP);
        return scaled.precision() > MONEY_DIGITS
                ? UNFIT
                : Decimal.apply(scaled.unscaledValue().longValueExact(), MONEY_DIGITS, MONEY_SCALE);
    }

    /** Microseconds since the epoch. */
    static Object time(byte[] bytes, int start, int end, Kind kind) {
        long micros = kind == Kind.STRING ? Iso8601.micros(bytes, start + 1, end - 1) : Iso8601.UNPARSABLE;
        return micros == Iso8601.UNPARSABLE ? UNFIT : (Object) micros;
    }

    private static boolean isPlain(byte[] bytes, int start, int end) {
        for (int index = start; index < end; index++) {
            if (bytes[index] == '.' || bytes[index] == 'e' || bytes[index] == 'E') {
                return false;
            }
        }
        return true;
    }

    private static String wholeIfWhole(String number) {
        BigDecimal value = new BigDecimal(number).stripTrailingZeros();
        boolean isWhole = value.scale() <= 0 && value.precision() - (long) value.scale() <= LONGEST_ID;
        return isWhole ? value.toPlainString() : number;
    }

    private static String string(byte[] bytes, int start, int end) {
        return JsonText.decode(bytes, start + 1, end - 1).toString();
    }

    private static String ascii(byte[] bytes, int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.US_ASCII);
    }
}
