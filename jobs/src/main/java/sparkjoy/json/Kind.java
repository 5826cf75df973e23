package sparkjoy.json;

/** The six kinds of JSON value, which their first byte distinguishes. */
public enum Kind {
    OBJECT,
    ARRAY,
    STRING,
    NUMBER,
    BOOLEAN,
    NULL;

    /** The kind of the value whose first byte is at an index. */
    static Kind at(byte[] bytes, int index, int end) {
        if (index >= end) {
            throw Unexpected.at(bytes, index, end, "a value");
        }
        return switch (bytes[index]) {
            case '{' -> OBJECT;
            case '[' -> ARRAY;
            case '"' -> STRING;
            case 't', 'f' -> BOOLEAN;
            case 'n' -> NULL;
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> NUMBER;
            default -> throw Unexpected.at(bytes, index, end, "a value");
        };
    }
}
