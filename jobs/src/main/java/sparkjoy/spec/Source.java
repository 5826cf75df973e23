package sparkjoy.spec;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One place where Segment delivers. */
public record Source(
        @Explain("the folder that holds `segment-logs/`, local or any Hadoop URI such as `s3a://bucket/prefix`")
                String path,
        @Explain("Segment source ids to read; empty means all") List<String> ids,
        @Explain("the format of the files") LogFormat format,
        @Explain("longer lines are quarantined") long maxLineBytes,
        @Explain("JSON nested deeper is quarantined") int maxDepth,
        @Explain("how many day folders of each source a run lists, the newest; the others wait for the next sweep")
                int recentDays,
        @Explain("how often a run lists all day folders") Duration sweepEvery,
        @Explain("the most files that are ingested together") int batchFiles,
        @Explain("the most compressed bytes that are ingested together; a larger file is ingested alone")
                long batchBytes,
        @Explain("what to do when the same key is delivered again with different content")
                ChangedObject onChangedObject,
        @Explain("what happens to the valid lines of an object that is truncated or corrupt") BrokenObject onBrokenFile,
        @Explain("`joy status` ends with 3 when a Segment source's newest file landed longer ago than"
                        + " this; unset: never")
                Optional<Duration> silentAfter,
        @Explain("a received day counts as complete this long after its end even if no file of a later day"
                        + " has arrived; unset: only when one has arrived")
                Optional<Duration> settledAfter) {

    public Source {
        ids = List.copyOf(ids);
    }

    /** What to do when the same key comes again with other content. */
    public enum ChangedObject {
        @Explain("the run stops")
        FAIL,
        @Explain("the new content replaces the old rows")
        REPLACE,
        @Explain("the old rows stay, the change is counted")
        KEEP
    }

    /** What becomes of the valid lines of an object that is broken. */
    public enum BrokenObject {
        @Explain("the whole lines of a truncated object are rows; of a corrupt one, those of its earlier"
                + " gzip members whose"
                + " checksums are valid; the run reports the rest and it is in quarantine")
        KEEP,
        @Explain("nothing of the object is published until it is replaced")
        HOLD
    }
}
