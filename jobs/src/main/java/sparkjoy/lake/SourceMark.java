package sparkjoy.lake;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Up to where bronze is complete for one source: what a failed ingest left can only be in later commits.
 *
 * @param swept when the source was last listed as a whole
 * @param batch the last batch that entered the ledger
 * @param seen version of each table of bronze at that time
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SourceMark(Optional<Instant> swept, Optional<String> batch, Map<String, Long> seen) {

    public SourceMark {
        swept = swept == null ? Optional.empty() : swept;
        batch = batch == null ? Optional.empty() : batch;
        seen = seen == null ? Map.of() : Map.copyOf(seen);
    }

    /** Of a source of which nothing was ever taken in. */
    public static SourceMark ofNothing() {
        return new SourceMark(Optional.empty(), Optional.empty(), Map.of());
    }

    public SourceMark at(Instant time) {
        return new SourceMark(Optional.of(time), batch, seen);
    }

    public SourceMark after(String id, Map<String, Long> versions) {
        return new SourceMark(swept, Optional.of(id), versions);
    }
}
