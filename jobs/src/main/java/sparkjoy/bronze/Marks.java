package sparkjoy.bronze;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import sparkjoy.lake.Lake;
import sparkjoy.lake.Provenance;
import sparkjoy.lake.SourceMark;

/**
 * The marks of all sources, which every commit of the ledger carries on. Each is moved under the lease of its source
 * only. Where two sources commit at the same moment, one mark may fall back to its state before: what is then looked at
 * again was settled, and a sweep comes twice.
 */
record Marks(Map<String, SourceMark> bySource) {

    static Marks of(Lake lake) {
        return new Marks(
                lake.lastProvenance(Ledger.TABLE).map(Provenance::sources).orElse(Map.of()));
    }

    SourceMark mark(String source) {
        return bySource.getOrDefault(source, SourceMark.ofNothing());
    }

    boolean isSweepDue(String source, Duration every, Instant now) {
        return mark(source)
                .swept()
                .filter(last -> last.plus(every).isAfter(now))
                .isEmpty();
    }

    Marks with(String source, SourceMark mark) {
        Map<String, SourceMark> marks = new HashMap<>(bySource);
        marks.put(source, mark);
        return new Marks(marks);
    }

    /** Commits that a sweep of the source is done: all that it found is in the ledger. */
    static void recordSweep(Lake lake, String source, Instant at, Provenance provenance) {
        Marks marks = Marks.of(lake);
        Marks swept = marks.with(source, marks.mark(source).at(at));
        lake.note(Ledger.TABLE, provenance.ofSources(swept.bySource()));
    }
}
