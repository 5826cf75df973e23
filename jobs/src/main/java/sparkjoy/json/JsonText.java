package sparkjoy.json;

import java.util.Arrays;
import org.apache.spark.unsafe.types.UTF8String;

/** Reads the content of validated JSON strings, given as slices between their quotes. */
public final class JsonText {
    private static final int REPLACEMENT = 0xfffd;

    private JsonText() {}

    /** The text of a slice with its escapes undone; half a surrogate pair becomes U+FFFD, for UTF-8 has no form for it. */
    public static UTF8String decode(byte[] bytes, int from, int to) {
        return isEscaped(bytes, from, to)
                ? UTF8String.fromBytes(unescaped(bytes, from, to))
                : UTF8String.fromBytes(bytes, from, to - from);
    }

    public static boolean isEscaped(byte[] bytes, int from, int to) {
        for (int index = from; index < to; index++) {
            if (bytes[index] == '\\') {
                return true;
            }
        }
        return false;
    }

    /** Whether a slice says the same as unescaped UTF-8 bytes. */
    public static boolean matches(byte[] bytes, int from, int to, byte[] expected) {
        if (Arrays.equals(bytes, from, to, expected, 0, expected.length)) {
            return !isEscaped(bytes, from, to);
        }
        return isEscaped(bytes, from, to) && Arrays.equals(unescaped(bytes, from, to), expected);
    }

    /** The UTF-8 bytes of a slice with its escapes undone; never longer than the slice. */
    public static byte[] unescaped(byte[] bytes, int from, int to) {
        byte[] text = new byte[to - from];
        int length = 0;
        int index = from;
        while (index < to) {
            if (bytes[index] != '\\') {
                text[length++] = bytes[index++];
            } else if (bytes[index + 1] != 'u') {
                text[length++] = simple(bytes[index + 1]);
                index += 2;
            } else {
                int point = codePoint(bytes, index, to);
                length = append(text, length, point);
                index += Character.isSupplementaryCodePoint(point) ? 12 : 6;
            }
        }
        return Arrays.copyOf(text, length);
    }

    private static byte simple(byte escape) {
        return switch (escape) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> escape;
        };
    }

    private static int codePoint(byte[] bytes, int backslash, int to) {
        char first = hex(bytes, backslash + 2);
        if (!Character.isSurrogate(first)) {
            return first;
        }
        int next = backslash + 6;
        boolean isFollowed = next + 6 <= to && bytes[next] == '\\' && bytes[next + 1] == 'u';
        if (Character.isHighSurrogate(first) && isFollowed) {
            char second = hex(bytes, next + 2);
            if (Character.isLowSurrogate(second)) {
                return Character.toCodePoint(first, second);
            }
        }
        return REPLACEMENT;
    }

    private static char hex(byte[] bytes, int from) {
        int unit = 0;
        for (int index = from; index < from + 4; index++) {
            unit = unit << 4 | Character.digit(bytes[index], 16);
        }
        return (char) unit;
    }

    private static int append(byte[] text, int at, int point) {
        int length = at;
        if (point < 0x80) {
            text[length++] = (byte) point;
            return length;
        }
        if (point < 0x800) {
            text[length++] = (byte) (0xc0 | (point >> 6));
        } else if (point < 0x10000) {
            text[length++] = (byte) (0xe0 | (point >> 12));
            text[length++] = continuation(point >> 6);
        } else {
            text[length++] = (byte) (0xf0 | (point >> 18));
            text[length++] = continuation(point >> 12);
            text[length++] = continuation(point >> 6);
        }
        text[length++] = continuation(point);
        return length;
    }

    private static byte continuation(int bits) {
        return (byte) (0x80 | (bits & 0x3f));
    }
}
