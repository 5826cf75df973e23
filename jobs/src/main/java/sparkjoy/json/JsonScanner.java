package sparkjoy.json;

/**
 * A cursor over one JSON document in bytes; it checks what it passes, allocates nothing and recurses never.
 *
 * <p>The caller walks objects with {@code if (enterObject()) while (nextMember()) …} and arrays with {@code if
 * (enterArray()) while (nextElement()) …}. At each member or element it either enters the value or passes it with
 * {@link #skipValue} (checks every byte) or {@link #skipTrusted} (matches only quotes and brackets, for bytes that were
 * checked before). Keys and values are slices of the array; {@link JsonText}, {@link JsonNumbers} and {@link Iso8601}
 * read them. Invalid JSON raises {@link JsonFault}.
 */
public final class JsonScanner {
    private final boolean[] isObjectAt;
    private byte[] bytes = {};
    private int end;
    private int position;
    private int depth;
    private boolean isFirst;
    private int keyStart;
    private int keyEnd;
    private int valueStart;
    private int valueEnd;

    /** Objects and arrays may nest up to a depth; the outermost counts as 1. */
    public JsonScanner(int maxDepth) {
        isObjectAt = new boolean[maxDepth + 1];
    }

    /** Starts over at the document in bytes[from, to). */
    public void start(byte[] source, int from, int to) {
        bytes = source;
        position = from;
        end = to;
        depth = 0;
        isFirst = true;
        skipWhitespace();
        valueStart = position;
    }

    /** The kind of the value at which the cursor stands. */
    public Kind kind() {
        return kindAt(valueStart);
    }

    /** The kind of the value whose slice starts at an index. */
    public Kind kindAt(int start) {
        return Kind.at(bytes, start, end);
    }

    /** Steps into the object at the cursor; false, without moving, where the value is none. */
    public boolean enterObject() {
        return enter(Kind.OBJECT);
    }

    /** Steps into the array at the cursor; false, without moving, where the value is none. */
    public boolean enterArray() {
        return enter(Kind.ARRAY);
    }

    /** Moves to the value of the next member; false after having stepped out of the object. */
    public boolean nextMember() {
        if (!next('}')) {
            return false;
        }
        key();
        skipWhitespace();
        valueStart = position;
        return true;
    }

    /** Moves to the next element; false after having stepped out of the array. */
    public boolean nextElement() {
        if (!next(']')) {
            return false;
        }
        skipWhitespace();
        valueStart = position;
        return true;
    }

    /** Passes the value at the cursor and checks all of it. */
    public void skipValue() {
        position = valueStart;
        int floor = depth;
        do {
            passToEndOfScalar();
        } while (!passClosings(floor));
        valueEnd = position;
    }

    /** Passes the value at the cursor, which was checked before, by its quotes and brackets alone. */
    public void skipTrusted() {
        position = TrustedValue.end(bytes, valueStart, end);
        valueEnd = position;
    }

    /** Checks that nothing but whitespace follows the document. */
    public void finish() {
        skipWhitespace();
        if (position < end) {
            throw unexpected(position, "the end of the line");
        }
    }

    /** Whether the current member's key says the same as unescaped UTF-8 bytes. */
    public boolean isKey(byte[] name) {
        return JsonText.matches(bytes, keyStart, keyEnd, name);
    }

    /** The index of the first byte between the key's quotes. */
    public int keyStart() {
        return keyStart;
    }

    public int keyEnd() {
        return keyEnd;
    }

    /** The index of the value's first byte; a string's is its quote. */
    public int valueStart() {
        return valueStart;
    }

    /** The index after the value that was last skipped. */
    public int valueEnd() {
        return valueEnd;
    }

    private boolean enter(Kind kind) {
        if (kind() != kind) {
            return false;
        }
        position = valueStart;
        push(kind == Kind.OBJECT);
        isFirst = true;
        return true;
    }

    private boolean next(char closing) {
        skipWhitespace();
        int found = peek();
        if (found == closing) {
            position++;
            depth--;
            isFirst = false;
            valueEnd = position;
            return false;
        }
        if (!isFirst) {
            if (found != ',') {
                throw unexpected(position, "',' or '" + closing + "'");
            }
            position++;
        }
        isFirst = false;
        return true;
    }

    /** Passes openings until a scalar or an empty object or array is passed. */
    private void passToEndOfScalar() {
        while (true) {
            skipWhitespace();
            int found = peek();
            if (found != '{' && found != '[') {
                position = JsonScalars.end(bytes, position, end);
                return;
            }
            boolean isObject = found == '{';
            push(isObject);
            skipWhitespace();
            if (peek() == (isObject ? '}' : ']')) {
                position++;
                depth--;
                return;
            }
            if (isObject) {
                key();
            }
        }
    }

    /** After a value: true where the depth is back at the floor, false where another value is due. */
    private boolean passClosings(int floor) {
        while (depth > floor) {
            skipWhitespace();
            int found = peek();
            boolean isObject = isObjectAt[depth];
            if (found == ',') {
                position++;
                if (isObject) {
                    key();
                }
                return false;
            }
            if (found != (isObject ? '}' : ']')) {
                throw unexpected(position, isObject ? "',' or '}'" : "',' or ']'");
            }
            position++;
            depth--;
        }
        return true;
    }

    private void key() {
        skipWhitespace();
        if (peek() != '"') {
            throw unexpected(position, "a key in quotes");
        }
        keyStart = position + 1;
        keyEnd = JsonStrings.end(bytes, keyStart, end);
        position = keyEnd + 1;
        skipWhitespace();
        if (peek() != ':') {
            throw unexpected(position, "':'");
        }
        position++;
    }

    private void push(boolean isObject) {
        if (++depth >= isObjectAt.length) {
            throw new JsonFault(
                    JsonFault.Reason.TOO_DEEP, position, "nested deeper than " + (isObjectAt.length - 1) + " levels");
        }
        isObjectAt[depth] = isObject;
        position++;
    }

    private int peek() {
        return position < end ? bytes[position] : -1;
    }

    private void skipWhitespace() {
        while (position < end && isWhitespace(bytes[position])) {
            position++;
        }
    }

    private static boolean isWhitespace(byte found) {
        return found == ' ' || found == '\t' || found == '\r' || found == '\n';
    }

    private JsonFault unexpected(int index, String wanted) {
        return Unexpected.at(bytes, index, end, wanted);
    }
}
