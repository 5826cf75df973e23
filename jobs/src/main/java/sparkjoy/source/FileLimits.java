package sparkjoy.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.connector.read.streaming.CompositeReadLimit;
import org.apache.spark.sql.connector.read.streaming.ReadLimit;
import org.apache.spark.sql.connector.read.streaming.ReadMaxBytes;
import org.apache.spark.sql.connector.read.streaming.ReadMaxFiles;

/**
 * How much one batch takes at most; a file that is larger than allowed goes alone.
 *
 * @param mostBytes compressed bytes
 */
public record FileLimits(int mostFiles, long mostBytes) {
    static final FileLimits ALL = new FileLimits(Integer.MAX_VALUE, Long.MAX_VALUE);

    /** What Spark asks for; limits that are not about files or bytes do not apply. */
    static FileLimits of(ReadLimit limit) {
        if (limit instanceof CompositeReadLimit both) {
            return Arrays.stream(both.getReadLimits()).map(FileLimits::of).reduce(ALL, FileLimits::and);
        }
        if (limit instanceof ReadMaxFiles files) {
            return new FileLimits(files.maxFiles(), Long.MAX_VALUE);
        }
        return limit instanceof ReadMaxBytes bytes ? new FileLimits(Integer.MAX_VALUE, bytes.maxBytes()) : ALL;
    }

    ReadLimit limit() {
        return ReadLimit.compositeLimit(new ReadLimit[] {ReadLimit.maxFiles(mostFiles), ReadLimit.maxBytes(mostBytes)});
    }

    /** Cuts files, in their order, where a batch would have too many or too many bytes. */
    public Stream<List<LogFile>> cut(List<LogFile> files) {
        List<List<LogFile>> batches = new ArrayList<>();
        long bytes = 0;
        for (LogFile file : files) {
            bytes += file.size();
            boolean isFull = batches.isEmpty() || last(batches).size() == mostFiles || bytes > mostBytes;
            if (isFull) {
                batches.add(new ArrayList<>());
                bytes = file.size();
            }
            last(batches).add(file);
        }
        return batches.stream();
    }

    /** The first batch of files; empty where there are none. */
    List<LogFile> first(List<LogFile> files) {
        return cut(files).findFirst().orElse(List.of());
    }

    private static List<LogFile> last(List<List<LogFile>> batches) {
        return batches.get(batches.size() - 1);
    }

    private FileLimits and(FileLimits other) {
        return new FileLimits(Math.min(mostFiles, other.mostFiles), Math.min(mostBytes, other.mostBytes));
    }
}
