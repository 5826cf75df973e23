package sparkjoy.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds where JSON strings end, eight bytes at a time. */
final class JsonStrings {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';
    private static final long SPACES = ONES * ' ';

    private JsonStrings() {}

    /** The index of the closing quote of the string whose first content byte is at an index; checks every byte. */
    static int end(byte[] bytes, int from, int end) {
        int index = from;
        while (true) {
            index = ordinaryEnd(bytes, index, end);
            if (index >= end) {
                throw Unexpected.at(bytes, end, end, "the closing quote of a string");
            }
            byte found = bytes[index];
            if (found == '"') {
                return index;
            } else if (found == '\\') {
                index = escapeEnd(bytes, index, end);
            } else if (found < 0) {
                index = Utf8.sequenceEnd(bytes, index, end);
            } else {
                throw Unexpected.at(bytes, index, end, "an escaped control character");
            }
        }
    }

    /** As {@link #end}, for bytes that were validated before. */
    static int trustedEnd(byte[] bytes, int from, int end) {
        int index = from;
        while (true) {
            while (index + Long.BYTES <= end) {
                long eight = (long) EIGHT.get(bytes, index);
                long special = zeros(eight ^ QUOTES) | zeros(eight ^ BACKSLASHES);
                if (special != 0) {
                    index += Long.numberOfTrailingZeros(special) >>> 3;
                    break;
                }
                index += Long.BYTES;
            }
            byte found = bytes[index];
            if (found == '"') {
                return index;
            }
            index += found == '\\' ? 2 : 1;
        }
    }

    /** The first index whose byte is a quote, a backslash, a control character or beyond ASCII. */
    private static int ordinaryEnd(byte[] bytes, int from, int end) {
        int index = from;
        while (index + Long.BYTES <= end) {
            long eight = (long) EIGHT.get(bytes, index);
            long special = zeros(eight ^ QUOTES)
                    | zeros(eight ^ BACKSLASHES)
                    | ((eight - SPACES) & ~eight & HIGHS)
                    | (eight & HIGHS);
            if (special != 0) {
                return index + (Long.numberOfTrailingZeros(special) >>> 3);
            }
            index += Long.BYTES;
        }
        while (index < end && bytes[index] >= 0x20 && bytes[index] != '"' && bytes[index] != '\\') {
            index++;
        }
        return index;
    }

    private static long zeros(long eight) {
        return (eight - ONES) & ~eight & HIGHS;
    }

    private static int escapeEnd(byte[] bytes, int backslash, int end) {
        int index = backslash + 1;
        if (index < end) {
            switch (bytes[index]) {
                case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
                    return index + 1;
                }
                case 'u' -> {
                    return hexEnd(bytes, index + 1, end);
                }
                default -> {}
            }
        }
        throw Unexpected.at(bytes, index, end, "an escape such as \\n or \\u0041");
    }

    private static int hexEnd(byte[] bytes, int from, int end) {
        for (int index = from; index < from + 4; index++) {
            if (index >= end || Character.digit(bytes[index], 16) < 0) {
                throw Unexpected.at(bytes, index, end, "a hexadecimal digit");
            }
        }
        return from + 4;
    }
}
