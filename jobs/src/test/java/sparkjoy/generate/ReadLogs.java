package sparkjoy.generate;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** What is in a folder of raw logs, read from the files alone: each messageId once, the earliest received counts. */
final class ReadLogs {
    private final Map<String, JsonNode> winners = new HashMap<>();
    private final Map<String, Long> malformed = new TreeMap<>();
    private final List<Path> files;
    private long lines;
    private long bytes;
    private long duplicates;
    private long conflicts;

    ReadLogs(Path out) throws IOException {
        files = filesUnder(out.resolve("segment-logs"));
        for (Path file : files) {
            linesOf(file).forEach(this::take);
        }
    }

    static List<Path> filesUnder(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.filter(Files::isRegularFile).sorted().toList();
        }
    }

    static List<byte[]> linesOf(Path file) throws IOException {
        List<byte[]> lines = new ArrayList<>();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            for (byte letter : in.readAllBytes()) {
                if (letter == '\n') {
                    lines.add(line.toByteArray());
                    line.reset();
                } else {
                    line.write(letter);
                }
            }
        }
        return lines;
    }

    Stream<JsonNode> events() {
        return winners.values().stream();
    }

    Map<String, Long> malformed() {
        return malformed;
    }

    List<Path> files() {
        return files;
    }

    long lines() {
        return lines;
    }

    long bytes() {
        return bytes;
    }

    long duplicates() {
        return duplicates;
    }

    long conflicts() {
        return conflicts;
    }

    private void take(byte[] line) {
        lines++;
        bytes += line.length + 1;
        LogLine read = LogLine.of(line);
        read.reason().ifPresent(reason -> malformed.merge(reason, 1L, Long::sum));
        read.call().ifPresent(this::take);
    }

    private void take(JsonNode call) {
        winners.merge(call.path("messageId").asText(), call, this::winner);
    }

    private JsonNode winner(JsonNode one, JsonNode other) {
        if (one.path("properties").equals(other.path("properties"))
                && one.path("traits").equals(other.path("traits"))) {
            duplicates++;
        } else {
            conflicts++;
        }
        String received = "receivedAt";
        return one.path(received).asText().compareTo(other.path(received).asText()) <= 0 ? one : other;
    }
}
