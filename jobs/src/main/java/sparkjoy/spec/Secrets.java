package sparkjoy.spec;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Knows what looks like a secret, so that it is neither accepted nor repeated. */
final class Secrets {
    static final String ADVICE = "a secret does not belong in the specification; use credentials: {provider:"
            + " environment}, or {provider: file, file: …}";

    static final String MASK = "(hidden)";

    private static final int LONGEST_SHOWN = 80;
    private static final Pattern KEY =
            Pattern.compile("(access|secret|private|account)[._-]?key([._-]?id)?$|\\baccount\\.key\\.|password$"
                    + "|(session|auth|sas)[._-]?token$|(authenticate|client)[._-]secret$");
    /** Azure writes a container before the @; a key of S3 may hold slashes. */
    private static final Pattern KEY_OR_PASSWORD = Pattern.compile("(AKIA|ASIA)[A-Z0-9]{12,}|://[^/@:\\s]*:[^/@\\s]+@"
            + "|\\bhttps?://[^/@\\s]+@|\\bs3[an]?://[^@:\\s]*:[^@\\s]+@");

    private static final Pattern RANDOM_TEXT = Pattern.compile(
            "[A-Za-z0-9+]{20}[A-Za-z0-9/+]{20,}"
                    + "|(?=[A-Za-z0-9/+]{0,99}[0-9])(?=[A-Za-z0-9/+]{0,99}[A-Z])(?=[A-Za-z0-9/+]{0,99}[a-z])[A-Za-z0-9/+]{40,}");

    // No key of the specification is written with all three and no blank; passwords and tokens are.
    private static final Pattern MIXED = Pattern.compile("(?=.*[a-z])(?=.*[A-Z])(?=.*[0-9])[^\\s./]{8,}");
    /** A word of a message, or a part of a path. */
    private static final Pattern WORD = Pattern.compile("[^\\s'\".,;:(){}\\[\\]]+");

    private static final Pattern PLACE =
            Pattern.compile("(^|[._\"-])(credentials?|users|passwords?|secrets?|tokens?|keys?|auth)([._\"\\[-]|$)");

    private Secrets() {}

    /** Whether a secret may stand at a path by mistake: a message there must not repeat the value. */
    static boolean isPlace(String path) {
        return PLACE.matcher(path.toLowerCase(Locale.ROOT)).find();
    }

    /** A message about a value without the value, where that may be a secret. */
    static String concealed(String path, String value, String message) {
        return isPlace(path) ? message.replace("'" + value + "'", MASK) : message;
    }

    /** A message, path or file name in which what looks like a secret is hidden: names of keys reach it, too. */
    static String masked(String text) {
        String masked = RANDOM_TEXT
                .matcher(KEY_OR_PASSWORD.matcher(text).replaceAll(MASK))
                .replaceAll(MASK);
        return WORD.matcher(masked)
                .replaceAll(word -> isMixed(word.group()) ? MASK : Matcher.quoteReplacement(word.group()));
    }

    /** Names that people choose have parts. */
    private static boolean isMixed(String word) {
        return word.indexOf('-') < 0
                && word.indexOf('_') < 0
                && MIXED.matcher(word).matches();
    }

    static boolean isSecretKey(String key) {
        return KEY.matcher(key.toLowerCase(Locale.ROOT)).find();
    }

    /** Whether a value holds an AWS key or a URL's password. */
    static boolean isKeyOrPassword(String value) {
        return KEY_OR_PASSWORD.matcher(value).find();
    }

    /** The value in quotes as a message may show it. */
    static String shown(String value) {
        if (isKeyOrPassword(value)
                || RANDOM_TEXT.matcher(value).find()
                || MIXED.matcher(value).matches()) {
            return MASK;
        }
        String line = value.lines().findFirst().orElse("");
        boolean isWhole = line.equals(value) && line.length() <= LONGEST_SHOWN;
        return "'" + (isWhole ? value : line.substring(0, Math.min(line.length(), LONGEST_SHOWN)) + "…") + "'";
    }
}
