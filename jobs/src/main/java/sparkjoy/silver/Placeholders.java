package sparkjoy.silver;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.unsafe.types.UTF8String;

/** Ids that name nobody, such as null and guest: compared without regard to case and to blanks around them. */
final class Placeholders {
    private final Set<String> ids;
    /** Whether some id has this many bytes and begins with this one: most ids are told from all of them by that. */
    private final boolean[] beginnings;

    private final int longest;

    Placeholders(List<String> ids) {
        this.ids = ids.stream().map(Placeholders::normal).collect(Collectors.toUnmodifiableSet());
        longest = this.ids.stream()
                .mapToInt(id -> UTF8String.fromString(id).numBytes())
                .max()
                .orElse(0);
        beginnings = new boolean[(longest + 1) * 128];
        this.ids.forEach(id -> mark(UTF8String.fromString(id)));
    }

    private void mark(UTF8String id) {
        if (id.numBytes() > 0 && id.getByte(0) >= 0) {
            beginnings[id.numBytes() * 128 + id.getByte(0)] = true;
        }
    }

    /** The id, or {@link Values#UNFIT} for one that names nobody. */
    Object checked(Object id) {
        return id instanceof UTF8String text && has(text) ? Values.UNFIT : id;
    }

    private boolean has(UTF8String id) {
        int bytes = id.numBytes();
        if (ids.isEmpty() || bytes == 0) {
            return false;
        }
        byte first = id.getByte(0);
        boolean isPlain = first > ' ' && id.getByte(bytes - 1) > ' ';
        if (isPlain && (bytes > longest || !beginnings[bytes * 128 + Character.toLowerCase(first)])) {
            return false;
        }
        return ids.contains(normal(id.toString()));
    }

    private static String normal(String id) {
        return id.strip().toLowerCase(Locale.ROOT);
    }
}
