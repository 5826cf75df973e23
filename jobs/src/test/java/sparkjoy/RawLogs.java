package sparkjoy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** A folder into which a test delivers as Segment does. */
record RawLogs(Path root) {
    /** The folder of source `app` and 2 March 2026, relative to the root. */
    static final String DAY = "segment-logs/app/1772409600000";

    Path put(String path, byte[] bytes) {
        try {
            Path file = root.resolve(path);
            Files.createDirectories(file.getParent());
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Delivers files of other logs under the same relative paths. */
    void copy(Path from, List<Path> files) {
        for (Path file : files) {
            put(from.relativize(file).toString(), bytes(file));
        }
    }

    /** Delivers texts: each `name.ndjson` as `name.gz`. */
    void zip(Path from) {
        for (Path file : files(from)) {
            put(DAY + "/" + file.getFileName().toString().replace(".ndjson", ".gz"), gzip(bytes(file)));
        }
    }

    static List<Path> files(Path folder) {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.filter(Files::isRegularFile)
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines of a gzip file. */
    static List<String> lines(Path file) throws IOException {
        try (var in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    static byte[] gzip(String... lines) {
        return gzip(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A call that breaks no rule, received on the day of {@link #DAY}. */
    static String call(String id) {
        return "{\"messageId\":\"" + id + "\",\"type\":\"track\",\"event\":\"Product Added\",\"userId\":\"u1\","
                + "\"receivedAt\":\"2026-03-02T10:00:00.000Z\",\"timestamp\":\"2026-03-02T09:59:58.000Z\","
                + "\"context\":{\"sessionId\":\"s1\"},\"properties\":{\"quantity\":1}}";
    }
}
