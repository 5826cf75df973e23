package sparkjoy.generate;

import java.nio.charset.StandardCharsets;

/** Any text as a JSON string, quotes included: in UTF-8, or with every other character escaped. */
final class JsonText {
    private JsonText() {}

    static byte[] utf8(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(letter -> quoted.append(escaped((char) letter)));
        return quoted.append('"').toString().getBytes(StandardCharsets.UTF_8);
    }

    static byte[] ascii(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars()
                .forEach(letter ->
                        quoted.append(letter > '~' ? String.format("\\u%04x", letter) : escaped((char) letter)));
        return quoted.append('"').toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static String escaped(char letter) {
        return switch (letter) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\t' -> "\\t";
            default -> String.valueOf(letter);
        };
    }
}
