package sparkjoy.serve;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import sparkjoy.error.UserError;

/** Who may connect: users and digests of their passwords; with no users everybody may. */
public final class Users {
    private static final byte[] NOBODYS = digest("");

    /** In parts, as no password that a machine makes is. */
    private static final Pattern VARIABLE = Pattern.compile("[A-Z][A-Z0-9]*(_[A-Z0-9]+)+");

    private final Map<String, byte[]> digests = new LinkedHashMap<>();
    private final Optional<byte[]> shared;

    private Users(Map<String, String> passwords, Optional<String> shared) {
        this.shared = shared.map(Users::digest);
        passwords.forEach((user, password) -> digests.put(user, digest(password)));
    }

    /**
     * Reads the passwords from the environment.
     *
     * @param variables user to the name of the variable that holds the password
     * @throws UserError for a variable that is not set or empty; what does not look like the name of a variable is not
     *     repeated, for that may be a password by mistake
     */
    public static Users of(Map<String, String> variables, Map<String, String> environment) {
        Map<String, String> passwords = new LinkedHashMap<>();
        variables.forEach((user, variable) -> {
            String password = environment.getOrDefault(variable, "");
            if (password.isEmpty()) {
                throw new UserError((VARIABLE.matcher(variable).matches()
                                ? variable + " is not set; serve.users." + user + " names it: "
                                : "serve.users." + user
                                        + " names a variable of the environment that is not set or empty: ")
                        + "put the password of " + user + " into it.");
            }
            passwords.put(user, password);
        });
        return new Users(passwords, Optional.empty());
    }

    /** Whoever knows this secret, under any name. */
    public static Users withSecret(String secret) {
        return new Users(Map.of(), Optional.of(secret));
    }

    public boolean isEmpty() {
        return digests.isEmpty() && shared.isEmpty();
    }

    /** Whether this is a user's password; takes as long for a wrong one, and for somebody unknown. */
    boolean accepts(String user, String password) {
        byte[] expected = shared.orElse(digests.getOrDefault(user, NOBODYS));
        boolean isRight = MessageDigest.isEqual(expected, digest(password));
        return isEmpty() || (isRight && (shared.isPresent() || digests.containsKey(user)));
    }

    private static byte[] digest(String password) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(password.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
