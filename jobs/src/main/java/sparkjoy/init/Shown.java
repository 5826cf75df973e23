package sparkjoy.init;

import java.util.regex.Pattern;

/** Which names of other people's logs may be printed and written: those that can name no person and no thing of theirs. */
final class Shown {
    private static final int LONGEST = 80;
    private static final Pattern LONG_NUMBER = Pattern.compile("(?s).*\\d{6,}.*");
    private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{16,}");

    private Shown() {}

    /** Whether a text is a name of an event, an experiment or an arm. */
    static boolean isName(String text) {
        return text.length() <= LONGEST
                && text.indexOf('@') < 0
                && !LONG_NUMBER.matcher(text).matches()
                && !HASH.matcher(text).matches()
                && !ValueType.of(text).isPersonal();
    }
}
