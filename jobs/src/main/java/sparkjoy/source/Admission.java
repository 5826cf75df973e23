package sparkjoy.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.connector.read.streaming.CompositeReadLimit;
import org.apache.spark.sql.connector.read.streaming.ReadLimit;
import org.apache.spark.sql.connector.read.streaming.ReadMaxBytes;
import org.apache.spark.sql.connector.read.streaming.ReadMaxFiles;

/** How much of what is new one micro-batch takes; a file that is larger than allowed goes alone. */
record Admission(int mostFiles, long mostBytes) {
    static final Admission ALL = new Admission(Integer.MAX_VALUE, Long.MAX_VALUE);

    /** What Spark asks for; limits that are not about files or bytes do not apply. */
    static Admission of(ReadLimit limit) {
        if (limit instanceof CompositeReadLimit both) {
            return Arrays.stream(both.getReadLimits()).map(Admission::of).reduce(ALL, Admission::and);
        }
        if (limit instanceof ReadMaxFiles files) {
            return new Admission(files.maxFiles(), Long.MAX_VALUE);
        }
        return limit instanceof ReadMaxBytes bytes ? new Admission(Integer.MAX_VALUE, bytes.maxBytes()) : ALL;
    }

    ReadLimit limit() {
        return ReadLimit.compositeLimit(new ReadLimit[] {ReadLimit.maxFiles(mostFiles), ReadLimit.maxBytes(mostBytes)});
    }

    /** The first files that are within both limits. */
    List<LogFile> of(List<LogFile> files) {
        List<LogFile> admitted = new ArrayList<>();
        long bytes = 0;
        for (LogFile file : files) {
            bytes += file.size();
            boolean isFull = admitted.size() == mostFiles || (bytes > mostBytes && !admitted.isEmpty());
            if (isFull) {
                return admitted;
            }
            admitted.add(file);
        }
        return admitted;
    }

    private Admission and(Admission other) {
        return new Admission(Math.min(mostFiles, other.mostFiles), Math.min(mostBytes, other.mostBytes));
    }
}
