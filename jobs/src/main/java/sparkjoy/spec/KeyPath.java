package sparkjoy.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path of keys into a JSON object, written as keys joined by dots. A key with a dot, bracket, quote, backslash or only
 * digits needs backticks; a backtick in it is doubled.
 *
 * @param keys one at least
 */
public record KeyPath(List<String> keys) {
    private static final Pattern PLAIN =
            Pattern.compile("(?!\\d+$)[^.\\[\\]`\"\\\\\\s]([^.\\[\\]`\"\\\\]*[^.\\[\\]`\"\\\\\\s])?");
    private static final Pattern KEY =
            Pattern.compile("\\G(?:`((?:[^`]|``)+)`|([^.`]+))(?:\\.(?=.)|$)", Pattern.DOTALL);

    public KeyPath {
        keys = List.copyOf(keys);
    }

    /** A path that was checked before. */
    public static KeyPath of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException(text + " is not a path"));
    }

    static Optional<KeyPath> parse(String text) {
        List<String> keys = new ArrayList<>();
        Matcher matcher = KEY.matcher(text);
        int end = 0;
        while (end < text.length() && matcher.find(end)) {
            String plain = matcher.group(2);
            if (plain != null && !PLAIN.matcher(plain).matches()) {
                return Optional.empty();
            }
            keys.add(plain == null ? matcher.group(1).replace("``", "`") : plain);
            end = matcher.end();
        }
        return end == text.length() && !keys.isEmpty() ? Optional.of(new KeyPath(keys)) : Optional.empty();
    }

    /** A key as a path writes it. */
    public static String quoted(String key) {
        return PLAIN.matcher(key).matches() ? key : '`' + key.replace("`", "``") + '`';
    }

    /** What somebody meant who wrote keys in brackets, quotes or with backslashes; empty where that is not clear. */
    static Optional<String> meant(String text) {
        String apart = text.replaceAll("\\[(['\"])(.+?)\\1\\]", ".`$2`").replaceAll("(^|\\.)(['\"])(.+?)\\2", "$1`$3`");
        StringBuilder path = new StringBuilder();
        Matcher key = Pattern.compile("`(?:[^`]|``)+`|(?:\\\\.|[^.`])+|\\.").matcher(apart);
        while (key.find()) {
            String found = key.group();
            boolean isKey = !found.equals(".") && found.charAt(0) != '`';
            path.append(isKey ? quoted(found.replaceAll("\\\\(.)", "$1").strip()) : found);
        }
        return Optional.of(path.toString())
                .filter(meant -> !meant.equals(text) && parse(meant).isPresent());
    }
}
