package sparkjoy.lake;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.delta.Snapshot;

/**
 * The states of tables as the jobs of one run see them: each is asked of the storage once, and again after a write of their own.
 * To ask takes several requests on an object store. Commits never change, so each is read once.
 */
final class TableStates {
    private final Map<String, Snapshot> byLocation = new ConcurrentHashMap<>();
    private final Map<Path, List<JsonNode>> commits = new ConcurrentHashMap<>();

    Snapshot newest(String location, Supplier<Snapshot> ask) {
        return byLocation.computeIfAbsent(location, asked -> ask.get());
    }

    /** A table was written, or may have been. */
    void forget(String location) {
        byLocation.remove(location);
    }

    /** Somebody else wrote. */
    void forgetAll() {
        byLocation.clear();
    }

    /** Somebody else may have written the others. */
    void forgetAllBut(Set<String> locations) {
        byLocation.keySet().retainAll(locations);
    }

    Map<Path, List<JsonNode>> commits() {
        return commits;
    }
}
