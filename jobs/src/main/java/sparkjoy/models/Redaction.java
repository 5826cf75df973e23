package sparkjoy.models;

import java.util.regex.Pattern;

/** Keeps secrets out of the graph: nothing that looks like one is stored, shown or logged. */
final class Redaction {
    static final String HIDDEN = "(hidden)";

    private static final int LONGEST = 2000;
    private static final Pattern SECRET_NAME =
            Pattern.compile("(?i).*(KEY|SECRET|TOKEN|PASSWORD|PASSWD|CREDENTIAL|_PWD).*");
    /** A key of S3 may hold slashes. */
    private static final Pattern USER_INFO =
            Pattern.compile("(?<=://)[^/@\\s\"']*@|(?<=\\bs3[an]?://)[^@\\s\"'?:]*:[^@\\s\"'?]*@");

    private static final Pattern IMAGE_USER = Pattern.compile("^[^/@\\s]+@(?=[\\w.-]+(:\\d+)?/)");
    private static final Pattern QUERY = Pattern.compile("(?<=\\w://)([^\\s?\"']*)\\?[^\\s\"']*");
    private static final Pattern ASSIGNED = Pattern.compile(
            "(?i)((?:secret|token|passw(?:or)?d|api[_-]?key|access[_-]?key)\\w*\\s*[=:]\\s*|bearer\\s+)(?!\\(hidden\\))[^\\s,;)\\]]+");
    private static final Pattern KEYS = Pattern.compile("(AKIA|ASIA)[A-Z0-9]{12,}|gh[pousr]_[A-Za-z0-9]{20,}"
            + "|eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]+|-----BEGIN [A-Z ]*PRIVATE"
            + " KEY-----[\\s\\S]*");

    private Redaction() {}

    /** Whether a name says that its value is a secret. */
    static boolean isSecretName(String name) {
        return SECRET_NAME.matcher(name).matches();
    }

    /** A value as it may be stored: of a secret's name nothing is left. */
    static String value(String name, String value) {
        return isSecretName(name) ? HIDDEN : text(value);
    }

    /** A container image without the user and password of its registry. */
    static String image(String text) {
        return IMAGE_USER.matcher(text(text.trim())).replaceFirst("");
    }

    /** A text without users and passwords of URLs, their queries (signed URLs), keys and what is assigned to a secret's name. */
    static String text(String text) {
        String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
        String plain = USER_INFO.matcher(cut).replaceAll(HIDDEN + "@");
        plain = QUERY.matcher(plain).replaceAll("$1");
        plain = ASSIGNED.matcher(plain).replaceAll("$1" + HIDDEN);
        return KEYS.matcher(plain).replaceAll(HIDDEN);
    }
}
