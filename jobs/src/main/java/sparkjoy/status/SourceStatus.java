package sparkjoy.status;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import sparkjoy.run.Elapsed;

/**
 * What one Segment source has delivered.
 *
 * @param source its name in the specification
 * @param sourceId Segment's id; empty where nothing came and the specification lists no ids
 * @param lastFileAt when its newest file landed
 * @param lastReceivedAt when Segment received its newest call
 * @param lag since then
 * @param quarantined entries of bronze.quarantine that are open
 * @param silentAfter the specification's objective
 * @param silent whether it is broken
 */
public record SourceStatus(
        String source,
        Optional<String> sourceId,
        Optional<Instant> lastFileAt,
        Optional<Instant> lastReceivedAt,
        Optional<Duration> lag,
        long files,
        long lines,
        long quarantined,
        Optional<Duration> silentAfter,
        boolean silent) {

    Optional<String> alarm(Instant now) {
        String id = sourceId.map(found -> " (" + found + ")").orElse("");
        String since = lastFileAt
                .map(landed -> "no file for " + Elapsed.text(Duration.between(landed, now)))
                .orElse("no file yet");
        return silentAfter
                .filter(after -> silent)
                .map(after ->
                        "source " + source + id + " is silent: " + since + "; silent_after is " + Elapsed.text(after)
                                + ". `joy doctor` checks whether its logs can be read; if so, ask who sends them");
    }
}
