package sparkjoy.terminal;

import java.util.regex.Pattern;

/** One word of a command that a message proposes, as it can be pasted into a shell. */
public final class ShellWord {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private ShellWord() {}

    /** The text as it is, in quotes where a shell would read it as something else; without a backslash of its own. */
    public static String of(String text) {
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\"'\"'") + "'";
    }
}
