package sparkjoy.generate;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Lines whose time of receipt is still to come, kept in files next to the output so that memory stays flat. */
final class Pending {
    private static final int BUFFER = 16_384;

    private final Path folder;
    private final Map<Long, JsonBuffer> buffers = new TreeMap<>();
    private final Set<Long> spilled = new HashSet<>();

    /** Takes the lines of one key back. */
    @FunctionalInterface
    interface Taker {
        void take(byte[] line, int length) throws IOException;
    }

    Pending(Path folder) {
        this.folder = folder;
    }

    void put(long key, byte[] line, int length) throws IOException {
        JsonBuffer buffer = buffers.computeIfAbsent(key, unseen -> new JsonBuffer());
        buffer.word(length).add(line, length);
        if (buffer.size() > BUFFER) {
            Files.createDirectories(folder);
            try (OutputStream out =
                    Files.newOutputStream(file(key), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                buffer.writeTo(out);
            }
            spilled.add(key);
            buffer.clear();
        }
    }

    /** The keys that have lines, in order. */
    Set<Long> keys() {
        return buffers.keySet();
    }

    void drain(long key, Taker taker) throws IOException {
        JsonBuffer rest = buffers.remove(key);
        if (rest == null) {
            return;
        }
        if (spilled.remove(key)) {
            try (DataInputStream in =
                    new DataInputStream(new BufferedInputStream(Files.newInputStream(file(key)), BUFFER))) {
                drain(in, taker);
            }
            Files.delete(file(key));
        }
        drain(new DataInputStream(new ByteArrayInputStream(rest.toBytes())), taker);
    }

    /** Removes the folder, which is empty once all is drained. */
    void remove() throws IOException {
        Files.deleteIfExists(folder);
    }

    private static void drain(DataInputStream in, Taker taker) throws IOException {
        byte[] line = {};
        while (true) {
            int length;
            try {
                length = in.readInt();
            } catch (EOFException end) {
                return;
            }
            line = line.length < length ? new byte[length * 2] : line;
            in.readFully(line, 0, length);
            taker.take(line, length);
        }
    }

    private Path file(long key) {
        return folder.resolve(Long.toString(key));
    }
}
