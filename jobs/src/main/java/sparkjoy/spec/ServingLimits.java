package sparkjoy.spec;

import java.time.Duration;

/** What one client of `joy serve` may take, so that the others get their answers. */
public record ServingLimits(
        @Explain("how long a statement may compute; then it ends with a message") Duration queryTime,
        @Explain("the most rows of an answer; a statement with more ends with a message") int rows,
        @Explain("the most bytes of an answer; a statement with more ends with a message") long bytes,
        @Explain("how many statements of a user compute at once, or of a connection if no users are"
                        + " declared; the others wait")
                int queriesPerUser,
        @Explain("how deep the brackets of a statement may be nested") int depth) {}
