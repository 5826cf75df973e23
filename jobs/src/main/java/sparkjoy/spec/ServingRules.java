package sparkjoy.spec;

import java.util.regex.Pattern;

/** Passwords are in variables of the environment, which the specification names; limits are numbers that can be met. */
final class ServingRules {
    private static final int DEEPEST_STATEMENT = 1_000;
    private static final long LEAST_MEMORY = 512L << 20;
    private static final long MOST_BYTES = 1L << 40;
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
        serve.at("memory")
                .value(Long.class)
                .filter(bytes -> bytes < LEAST_MEMORY || bytes > MOST_BYTES)
                .ifPresent(bytes -> serve.at("memory")
                        .complain(bytes + " bytes is out of range; write a size from 512MiB to 1024GiB"));
        Place limits = serve.at("limits");
        LimitRules.checkPositive(limits.at("query_time"));
        LimitRules.checkRange(limits.at("rows"), Integer.MAX_VALUE);
        LimitRules.checkRange(limits.at("queries_per_user"), Integer.MAX_VALUE);
        LimitRules.checkRange(limits.at("depth"), DEEPEST_STATEMENT);
        limits.at("bytes")
                .value(Long.class)
                .filter(bytes -> bytes < 1 || bytes > MOST_BYTES)
                .ifPresent(bytes ->
                        limits.at("bytes").complain(bytes + " bytes is out of range; write a size from 1 to 1024GiB"));
    }
}
