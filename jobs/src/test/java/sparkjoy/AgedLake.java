package sparkjoy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.delta.DeltaLog;

/** Lets time pass for a local lake: its files and what its commits say of time become older. */
final class AgedLake {
    private static final Pattern TIME = Pattern.compile("\"(timestamp|modificationTime|deletionTimestamp)\":(\\d{13})");

    private AgedLake() {}

    static void by(Duration age, Path lake) {
        try (Stream<Path> tree = Files.walk(lake)) {
            List<Path> files = tree.filter(Files::isRegularFile).toList();
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (name.endsWith(".crc")) {
                    // Checksums are optional, and these are of commits before the change.
                    Files.delete(file);
                    continue;
                }
                FileTime time = Files.getLastModifiedTime(file);
                if (name.endsWith(".json")) {
                    Files.writeString(file, older(Files.readString(file), age));
                }
                Files.setLastModifiedTime(file, FileTime.from(time.toInstant().minus(age)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        DeltaLog.clearCache();
    }

    private static String older(String commit, Duration age) {
        return TIME.matcher(commit)
                .replaceAll(found -> "\"" + found.group(1) + "\":" + (Long.parseLong(found.group(2)) - age.toMillis()));
    }
}
