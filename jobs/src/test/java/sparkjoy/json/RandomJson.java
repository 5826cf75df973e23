package sparkjoy.json;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Valid JSON documents of every shape, the same ones for the same seed. */
final class RandomJson {
    private static final String[] PIECES = {
        "a",
        "Z",
        " ",
        "/",
        "\u007f",
        "\u00e9",
        "\u20ac",
        "\ud83d\ude00",
        "\\n",
        "\\\"",
        "\\\\",
        "\\/",
        "\\u0041",
        "\\u00e9",
        "\\ud83d\\ude00",
        "\\u0000",
        "plain text that is longer than eight bytes"
    };
    private static final String[] NUMBERS = {
        "0",
        "-0.0",
        "7",
        "-12",
        "3.25",
        "1e3",
        "1E-7",
        "-2.5e+10",
        "123456789012345678901234567890",
        "1e308",
        "0.000001"
    };

    private final Random random;

    RandomJson(long seed) {
        random = new Random(seed);
    }

    byte[] document() {
        return bytes(6);
    }

    byte[] small() {
        return bytes(2);
    }

    private byte[] bytes(int depth) {
        StringBuilder text = new StringBuilder();
        space(text);
        value(text, depth);
        space(text);
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void value(StringBuilder text, int depth) {
        switch (random.nextInt(depth > 0 ? 8 : 5)) {
            case 0 -> text.append("null");
            case 1 -> text.append(random.nextBoolean());
            case 2 -> text.append(NUMBERS[random.nextInt(NUMBERS.length)]);
            case 3, 4 -> string(text);
            case 5 -> members(text, depth, '[', ']');
            default -> members(text, depth, '{', '}');
        }
    }

    private void members(StringBuilder text, int depth, char opening, char closing) {
        text.append(opening);
        space(text);
        for (int left = random.nextInt(5); left > 0; left--) {
            if (opening == '{') {
                text.append("\"k").append(left).append("\\u00e9\"");
                space(text);
                text.append(':');
                space(text);
            }
            value(text, depth - 1);
            space(text);
            text.append(left > 1 ? "," : "");
            space(text);
        }
        text.append(closing);
    }

    private void string(StringBuilder text) {
        text.append('"');
        for (int left = random.nextInt(6); left > 0; left--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        text.append('"');
    }

    private void space(StringBuilder text) {
        text.append(random.nextInt(4) == 0 ? " \t\r\n".substring(random.nextInt(4)) : "");
    }
}
