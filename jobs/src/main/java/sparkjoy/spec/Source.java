package sparkjoy.spec;

import java.util.List;

/** One place where Segment delivers. */
public record Source(
        @Explain("the folder that holds `segment-logs/`, local or any Hadoop URI such as `s3a://bucket/prefix`")
                String path,
        @Explain("Segment source ids to read; empty means all that are there") List<String> ids,
        @Explain("longer lines are quarantined") long maxLineBytes,
        @Explain("JSON nested deeper is quarantined") int maxDepth,
        @Explain("what to do when the same key comes again with other content") ChangedObject onChangedObject) {

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
}
