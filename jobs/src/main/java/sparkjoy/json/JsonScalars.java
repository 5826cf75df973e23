package sparkjoy.json;

import java.nio.charset.StandardCharsets;

/** Finds and checks the end of a string, a number, true, false or null. */
final class JsonScalars {
    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private JsonScalars() {}

    /** The index after the scalar that starts at an index. */
    static int end(byte[] bytes, int from, int end) {
        return switch (Kind.at(bytes, from, end)) {
            case STRING -> JsonStrings.end(bytes, from + 1, end) + 1;
            case NUMBER -> JsonNumbers.end(bytes, from, end);
            case BOOLEAN -> wordEnd(bytes, from, end, bytes[from] == 't' ? TRUE : FALSE);
            case NULL -> wordEnd(bytes, from, end, NULL);
            case OBJECT, ARRAY -> throw new IllegalArgumentException("not a scalar at " + from);
        };
    }

    private static int wordEnd(byte[] bytes, int from, int end, byte[] word) {
        for (int index = 0; index < word.length; index++) {
            if (from + index >= end || bytes[from + index] != word[index]) {
                throw Unexpected.at(
                        bytes, from + index, end, "the word " + new String(word, StandardCharsets.US_ASCII));
            }
        }
        return from + word.length;
    }
}
