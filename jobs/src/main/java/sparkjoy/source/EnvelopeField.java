package sparkjoy.source;

import java.nio.charset.StandardCharsets;
import sparkjoy.json.JsonText;
import sparkjoy.json.Kind;

/** Where one field of the envelope lies in the line that is being judged; it moves on with every line. */
final class EnvelopeField {
    private final String name;
    private final byte[] key;
    private Kind kind = Kind.NULL;
    private int start;
    private int end;

    EnvelopeField(String name) {
        this.name = name;
        key = name.getBytes(StandardCharsets.US_ASCII);
    }

    String name() {
        return name;
    }

    byte[] key() {
        return key;
    }

    void clear() {
        kind = Kind.NULL;
    }

    /** Takes a value's slice; a string's text lies between its quotes. */
    void found(Kind found, int from, int to) {
        int quote = found == Kind.STRING ? 1 : 0;
        kind = found;
        start = from + quote;
        end = to - quote;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** Whether the field is absent, null or an empty string. */
    boolean isMissing() {
        return kind == Kind.NULL || start == end;
    }

    /** Whether the field is a string that says something. */
    boolean isText() {
        return kind == Kind.STRING && start < end;
    }

    /** The field for people, its text cut at so many bytes. */
    String shown(byte[] line, int mostBytes) {
        if (isMissing()) {
            return name + " is missing or empty";
        }
        String text = new String(line, start, Math.min(end - start, mostBytes), StandardCharsets.UTF_8);
        return name + " is " + (kind == Kind.STRING ? "'" + text + "'" : text);
    }

    int characters(byte[] line) {
        return JsonText.decode(line, start, end).numChars();
    }
}
