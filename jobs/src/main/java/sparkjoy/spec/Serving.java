package sparkjoy.spec;

import java.util.Map;

/** Who may connect to `joy serve`, and what a client may take. */
public record Serving(
        @Explain("user to the name of the environment variable that holds the password; unset: no password"
                        + " is asked for, and only this machine may connect")
                Map<String, String> users,
        @Explain("the heap of the process that computes long and large statements, which is started when it is first"
                        + " needed; the server itself, with a heap of JOY_MEMORY, answers small statements only")
                long memory,
        @Explain("limits per client") ServingLimits limits) {

    public Serving {
        users = Frozen.map(users);
    }
}
