package sparkjoy.json;

/** Says why bytes are not valid JSON and at which index; has no stack trace, because there may be millions of bad lines. */
public final class JsonFault extends RuntimeException {
    /** The ways in which bytes fail to be acceptable JSON. */
    public enum Reason {
        BROKEN_JSON,
        INVALID_UTF8,
        NUL_BYTE,
        TOO_DEEP,
        NUMBER_OUT_OF_RANGE
    }

    private final Reason reason;
    private final int index;

    JsonFault(Reason reason, int index, String message) {
        super(message, null, false, false);
        this.reason = reason;
        this.index = index;
    }

    public Reason reason() {
        return reason;
    }

    /** Where in the scanned array the fault was met. */
    public int index() {
        return index;
    }

    /** What stands at an index where the grammar wants something else; a NUL or a bad sequence outranks the grammar. */
    static JsonFault unexpected(byte[] bytes, int index, int end, String wanted) {
        if (index >= end) {
            return new JsonFault(Reason.BROKEN_JSON, index, "the line ends where " + wanted + " is due");
        }
        byte found = bytes[index];
        if (found == 0) {
            return new JsonFault(Reason.NUL_BYTE, index, "a NUL byte");
        }
        if (found < 0) {
            Utf8.sequenceEnd(bytes, index, end);
        }
        String shown =
                found > 0x20 && found < 0x7f ? "'" + (char) found + "'" : String.format("byte 0x%02x", found & 0xff);
        return new JsonFault(Reason.BROKEN_JSON, index, shown + " where " + wanted + " is due");
    }
}
