package sparkjoy.bronze;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import sparkjoy.lake.Lake;
import sparkjoy.lake.Provenance;

/** When each source was last listed as a whole. Every commit of the ledger carries it on; a sweep that ends is a commit of its own. */
record Sweeps(Lake lake, Map<String, Instant> times) {

    static Sweeps of(Lake lake) {
        Optional<Provenance> last = lake.exists(Ledger.TABLE) ? lake.lastProvenance(Ledger.TABLE) : Optional.empty();
        return new Sweeps(lake, last.map(Provenance::sweeps).orElse(Map.of()));
    }

    boolean isDue(String source, Duration every, Instant now) {
        return !times.containsKey(source) || !times.get(source).plus(every).isAfter(now);
    }

    /** Commits that a sweep of the source is done: all that it found is in the ledger. */
    static void record(Lake lake, String source, Instant at, Provenance provenance) {
        Provenance unchanged = Ledger.unchanged(lake, provenance);
        Map<String, Instant> times = new HashMap<>(unchanged.sweeps());
        times.put(source, at);
        lake.append(Ledger.TABLE, lake.read(Ledger.TABLE).limit(0), unchanged.ofSweeps(times));
    }
}
