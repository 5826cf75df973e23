package sparkjoy.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.zip.GZIPOutputStream;

/** Lays out deliveries as Segment does, in a folder of the test. */
final class Deliveries {
    static final LocalDate DAY = LocalDate.of(2019, 2, 17);

    private final Path root;

    Deliveries(Path root) {
        this.root = root;
    }

    String root() {
        return root.toUri().toString();
    }

    /** Puts bytes as they are into the folder of the source `app` and the day {@link #DAY}. */
    Path put(String name, byte[] bytes) {
        return putInto("segment-logs/app/1550361600000", name, bytes);
    }

    Path putInto(String folder, String name, byte[] bytes) {
        try {
            Path target = root.resolve(folder);
            Files.createDirectories(target);
            return Files.write(target.resolve(name), bytes);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static String uri(Path file) {
        return "file:" + file.toAbsolutePath();
    }

    /** A call that breaks no rule. */
    static String call(String id) {
        return "{\"messageId\":\"" + id + "\",\"type\":\"track\",\"event\":\"Product Clicked\",\"userId\":\"u1\","
                + "\"receivedAt\":\"2019-02-17T09:08:07.123Z\",\"timestamp\":\"2019-02-17T09:08:06.5Z\","
                + "\"properties\":{\"price\":9.5}}";
    }

    /** A call in which one piece of text is replaced. */
    static String call(String id, String part, String replacement) {
        String sound = call(id);
        if (!sound.contains(part)) {
            throw new IllegalArgumentException("no " + part + " in " + sound);
        }
        return sound.replace(part, replacement);
    }

    static byte[] gzip(String... lines) {
        return gzip(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return bytes.toByteArray();
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }
}
