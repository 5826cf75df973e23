package sparkjoy.json;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/** Reads numbers from slices of ASCII bytes: a JSON number's own slice or the content of a string that holds one. */
public final class JsonNumbers {
    /** What the readers return for a slice that is not a number or that does not fit. */
    public static final long NONE = Long.MIN_VALUE;

    private static final int SAFE_DIGITS = 18;
    private static final int SAFE_MAGNITUDE = 308;

    private JsonNumbers() {}

    /** The index after the JSON number that starts at an index; its double must be finite. */
    static int end(byte[] bytes, int from, int end) {
        int whole = bytes[from] == '-' ? from + 1 : from;
        int index = whole < end && bytes[whole] == '0' ? whole + 1 : digitsEnd(bytes, whole, end);
        int magnitude = index - whole;
        if (index < end && bytes[index] == '.') {
            index = digitsEnd(bytes, index + 1, end);
        }
        boolean isExponential = index < end && (bytes[index] | 0x20) == 'e';
        if (isExponential) {
            int sign = index + 1;
            int digits = sign < end && (bytes[sign] == '+' || bytes[sign] == '-') ? sign + 1 : sign;
            index = digitsEnd(bytes, digits, end);
            magnitude += bytes[sign] == '-' ? 0 : exponent(bytes, digits, index);
        }
        if (magnitude > SAFE_MAGNITUDE && Double.isInfinite(toDouble(bytes, from, index))) {
            throw new JsonFault(
                    JsonFault.Reason.NUMBER_OUT_OF_RANGE, from, "a number of more than 1.8e308 in magnitude");
        }
        return index;
    }

    /** The whole number in a slice, or {@link #NONE} where it is none (also not "1.0") or exceeds a long. */
    public static long toLong(byte[] bytes, int from, int to) {
        return unscaled(bytes, from, to, 0, RoundingMode.UNNECESSARY);
    }

    /**
     * The number in a slice times ten to the power of the scale, rounded half up, as DECIMAL(18, scale) keeps it;
     * {@link #NONE} where the slice is not a plain or exponential decimal number or needs more than 18 digits.
     */
    public static long toDecimal(byte[] bytes, int from, int to, int scale) {
        return unscaled(bytes, from, to, scale, RoundingMode.HALF_UP);
    }

    /** The double in the slice of a validated JSON number. */
    public static double toDouble(byte[] bytes, int from, int to) {
        return Double.parseDouble(text(bytes, from, to));
    }

    private static long unscaled(byte[] bytes, int from, int to, int scale, RoundingMode rounding) {
        boolean isNegative = from < to && bytes[from] == '-';
        int first = isNegative ? from + 1 : from;
        long value = 0;
        int fraction = -1;
        for (int index = first; index < to; index++) {
            int digit = bytes[index] - '0';
            if (digit >= 0 && digit <= 9) {
                value = value * 10 + digit;
                fraction += fraction < 0 ? 0 : 1;
            } else if (bytes[index] == '.' && fraction < 0 && index > first && index < to - 1) {
                fraction = 0;
            } else {
                return slowUnscaled(bytes, from, to, scale, rounding);
            }
        }
        int decimals = Math.max(fraction, 0);
        boolean isExact = to > first && decimals <= scale && to - first + scale - decimals <= SAFE_DIGITS;
        if (!isExact || (fraction >= 0 && rounding == RoundingMode.UNNECESSARY)) {
            return slowUnscaled(bytes, from, to, scale, rounding);
        }
        for (int missing = decimals; missing < scale; missing++) {
            value *= 10;
        }
        return isNegative ? -value : value;
    }

    private static long slowUnscaled(byte[] bytes, int from, int to, int scale, RoundingMode rounding) {
        if (from >= to || to - from > 400 || !isNumber(bytes, from, to)) {
            return NONE;
        }
        try {
            BigDecimal exact = new BigDecimal(text(bytes, from, to));
            boolean isFractional = rounding == RoundingMode.UNNECESSARY && exact.scale() > 0;
            if (isFractional || exact.precision() - (long) exact.scale() > 2 * SAFE_DIGITS) {
                return NONE;
            }
            BigDecimal scaled = exact.setScale(scale, rounding);
            boolean isTooWide = rounding != RoundingMode.UNNECESSARY && scaled.precision() > SAFE_DIGITS;
            return isTooWide ? NONE : scaled.unscaledValue().longValueExact();
        } catch (ArithmeticException | NumberFormatException unfit) {
            return NONE;
        }
    }

    private static boolean isNumber(byte[] bytes, int from, int to) {
        try {
            return end(bytes, from, to) == to;
        } catch (JsonFault fault) {
            return false;
        }
    }

    private static int digitsEnd(byte[] bytes, int from, int end) {
        int index = from;
        while (index < end && bytes[index] >= '0' && bytes[index] <= '9') {
            index++;
        }
        if (index == from) {
            throw Unexpected.at(bytes, from, end, "a digit");
        }
        return index;
    }

    private static int exponent(byte[] bytes, int from, int to) {
        int exponent = 0;
        for (int index = from; index < to && exponent <= SAFE_MAGNITUDE; index++) {
            exponent = exponent * 10 + bytes[index] - '0';
        }
        return exponent;
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.US_ASCII);
    }
}
