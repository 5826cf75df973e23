package sparkjoy.terminal;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Foreign text and bytes as a terminal may show them: what is not a plain character is written as an escape, so that nothing
 * moves the cursor, turns the line around or hides, and invalid UTF-8 is shown byte by byte.
 */
public final class Printable {
    private static final Set<Integer> INVISIBLE = Set.of(
            (int) Character.CONTROL,
            (int) Character.FORMAT,
            (int) Character.LINE_SEPARATOR,
            (int) Character.PARAGRAPH_SEPARATOR,
            (int) Character.PRIVATE_USE,
            (int) Character.SURROGATE,
            (int) Character.UNASSIGNED);

    private Printable() {}

    /** A foreign name or value on one line. A backslash is doubled, so that an escape cannot be mistaken for the text. */
    public static String text(String text) {
        return line(text.replace("\\", "\\\\"));
    }

    /** A sentence or cell with foreign names in it, on one line. It may hold what {@link #text} has made. */
    public static String line(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(point -> append(shown, point));
        return shown.toString();
    }

    /** A text of several lines: it keeps its line breaks, and tabs that indent a line. */
    public static String lines(String text) {
        StringBuilder shown = new StringBuilder();
        boolean isIndent = true;
        for (int point : text.codePoints().toArray()) {
            isIndent = point == '\n' || (isIndent && point == '\t');
            if (isIndent) {
                shown.appendCodePoint(point);
            } else {
                append(shown, point);
            }
        }
        return shown.toString();
    }

    /** Bytes that should be UTF-8; what is not is written as `\xNN`. */
    public static String bytes(byte[] bytes) {
        StringBuilder shown = new StringBuilder();
        CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        while (in.hasRemaining()) {
            var result = utf8.decode(in, out, true);
            int bad = result.isError() ? result.length() : in.remaining();
            shown.append(text(out.flip().toString()));
            for (int index = 0; index < bad; index++) {
                shown.append(String.format("\\x%02x", in.get()));
            }
            out.clear();
            utf8.reset();
        }
        return shown.toString();
    }

    /** Whether a character shows nothing of its own, moves the cursor, breaks the line or turns it around. */
    public static boolean isInvisible(int point) {
        return INVISIBLE.contains(Character.getType(point));
    }

    private static void append(StringBuilder shown, int point) {
        switch (point) {
            case '\n' -> shown.append("\\n");
            case '\r' -> shown.append("\\r");
            case '\t' -> shown.append("\\t");
            default -> {
                if (isInvisible(point)) {
                    shown.append(String.format("\\u{%x}", point));
                } else {
                    shown.appendCodePoint(point);
                }
            }
        }
    }
}
