package sparkjoy.storage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/** Objects that were read or written last, up to a number of bytes in memory. */
final class RecentObjects {
    private static final long MOST_BYTES = 64L * 1024 * 1024;

    private final Map<Path, ObjectEnd> byLastUse = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    synchronized Optional<ObjectEnd> get(Path path) {
        return Optional.ofNullable(byLastUse.get(path));
    }

    synchronized void put(Path path, ObjectEnd object) {
        remove(path);
        byLastUse.put(path, object);
        bytes += object.length();
        while (bytes > MOST_BYTES) {
            remove(byLastUse.keySet().iterator().next());
        }
    }

    /** Removes what lies at a path, a file or all files of a folder. */
    synchronized void removeAt(Path path) {
        String folder = path + "/";
        List.copyOf(byLastUse.keySet()).stream()
                .filter(file -> file.equals(path) || file.toString().startsWith(folder))
                .forEach(this::remove);
    }

    private void remove(Path path) {
        ObjectEnd former = byLastUse.remove(path);
        bytes -= former == null ? 0 : former.length();
    }
}
