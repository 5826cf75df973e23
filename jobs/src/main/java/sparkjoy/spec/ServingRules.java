package sparkjoy.spec;

import java.util.regex.Pattern;

/** Passwords of users stand in variables of the environment: the specification names these, by names that no password has. */
final class ServingRules {
    private static final Pattern VARIABLE = Pattern.compile("[A-Z][A-Z0-9_]*");

    private ServingRules() {}

    static void check(Place serve) {
        serve.at("users").entries().values().forEach(variable -> {
            if (variable.text()
                    .filter(name -> !VARIABLE.matcher(name).matches())
                    .isPresent()) {
                variable.complain("is not the name of an environment variable; write it without ${}, like"
                        + " ANALYST_PASSWORD: the password itself does not belong in the specification");
            }
        });
    }
}
