package sparkjoy.review;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import sparkjoy.terminal.Printable;

/** Lines for a specification that keep what it says and add one value. */
public final class SpecLine {
    private static final String PLAIN = "[A-Za-z$_][A-Za-z0-9$_./`-]*( [A-Za-z0-9$_./`-]+)*";
    private static final Set<String> NOT_TEXT = Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n");

    private SpecLine() {}

    /** `section: {key: [what it holds, values]}`. */
    public static String adding(String section, String key, List<String> known, Collection<String> values) {
        Set<String> all = new LinkedHashSet<>(known);
        all.addAll(values);
        return section + ": {" + key + ": ["
                + all.stream().map(SpecLine::quoted).collect(Collectors.joining(", ")) + "]}";
    }

    /** A text as YAML writes it in a list; what is invisible, such as a line separator, is escaped. */
    public static String quoted(String value) {
        boolean isPlain = value.matches(PLAIN) && !NOT_TEXT.contains(value.toLowerCase(Locale.ROOT));
        return isPlain ? value : '"' + escaped(value) + '"';
    }

    private static String escaped(String value) {
        StringBuilder text = new StringBuilder();
        value.codePoints().forEach(point -> {
            if (point == '"' || point == '\\') {
                text.append('\\').appendCodePoint(point);
            } else if (Printable.isInvisible(point)) {
                text.append(String.format(point > Character.MAX_VALUE ? "\\U%08x" : "\\u%04x", point));
            } else {
                text.appendCodePoint(point);
            }
        });
        return text.toString().replace("${", "$${");
    }
}
