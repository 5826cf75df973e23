package sparkjoy.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Paths of keys like `spark.settings."spark.ui.port"`: a part that holds a dot stands in quotes. */
final class Keys {
    private static final Pattern PART = Pattern.compile("\\G(?:\"([^\"]+)\"|([^.\"]+))(?:\\.(?=.)|$)");
    private static final Pattern PLAIN = Pattern.compile("[^.\"\\s]+");

    private Keys() {}

    static String join(String path, String key) {
        String part = PLAIN.matcher(key).matches() ? key : '"' + key + '"';
        return path.isEmpty() ? part : path + '.' + part;
    }

    static String item(String path, int index) {
        return path + '[' + index + ']';
    }

    /** The parts of a path; none if it is not a path. */
    static List<String> split(String path) {
        List<String> parts = new ArrayList<>();
        Matcher matcher = PART.matcher(path);
        int end = 0;
        while (matcher.find()) {
            parts.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
            end = matcher.end();
        }
        return end == path.length() ? List.copyOf(parts) : List.of();
    }
}
