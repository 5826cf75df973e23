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
}
