package sparkjoy.generate;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Lays lines into the files of the slots in which Segment receives them. */
final class Delivery implements Closeable {
    private final Path folder;
    private final Recipe recipe;
    private final Calendar calendar;
    private final Compressors compressors;
    private final Volume volume;
    private final Pending pending;
    private final Map<Long, SlotWriter> open = new TreeMap<>();
    private int now;

    Delivery(Path out, Recipe recipe, Calendar calendar, Compressors compressors, Volume volume) {
        this.folder = out.resolve("segment-logs");
        this.recipe = recipe;
        this.calendar = calendar;
        this.compressors = compressors;
        this.volume = volume;
        pending = new Pending(out.resolve(".pending"));
    }

    /** Lays a line into the current slot or a later one. */
    void put(int source, int slot, byte[] line, int length) throws IOException {
        long key = key(source, slot);
        if (slot <= now + 1) {
            writer(key).append(line, length);
        } else {
            pending.put(key, line, length);
        }
    }

    /** Goes on to the slot: nothing more is received in those before. */
    void advance(int slot) throws IOException {
        now = slot;
        finishBefore(key(0, slot));
    }

    @Override
    public void close() throws IOException {
        finishBefore(Long.MAX_VALUE);
        pending.remove();
    }

    private void finishBefore(long limit) throws IOException {
        TreeSet<Long> keys = new TreeSet<>(open.keySet());
        keys.addAll(pending.keys());
        for (long key : new ArrayList<>(keys.headSet(limit))) {
            pending.drain(key, (line, length) -> writer(key).append(line, length));
            writer(key).close();
            open.remove(key);
        }
    }

    private SlotWriter writer(long key) {
        return open.computeIfAbsent(key, unseen -> {
            int sources = recipe.sourceIds().size();
            long start = calendar.startOf((int) (key / sources));
            return new SlotWriter(folder, recipe, (int) (key % sources), start, compressors, volume);
        });
    }

    private long key(int source, int slot) {
        return (long) slot * recipe.sourceIds().size() + source;
    }
}
