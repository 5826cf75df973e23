package sparkjoy.init;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import sparkjoy.source.Fault;
import sparkjoy.source.LogFile;
import sparkjoy.source.LogLines;
import sparkjoy.source.LogSample;
import sparkjoy.spec.LogFormat;

/**
 * Calls from some of the files under a root, held in memory and written nowhere.
 *
 * @param refused lines and files that a run would refuse, by reason
 * @param bytes of text that were read
 */
public record Sample(LogSample chosen, List<Call> calls, Map<Fault, Long> refused, long bytes) {

    /**
     * One valid call.
     *
     * @param name the event's name; of other calls their type in brackets, such as `(page)`
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    public record Call(String name, boolean isTrack, byte[] payload) {}

    /**
     * Reads a sample.
     *
     * @throws sparkjoy.source.LogsUnavailable where the root cannot be listed
     */
    public static Sample of(Configuration configuration, String root, LogFormat format, Bounds bounds) {
        LogSample chosen = LogSample.of(configuration, root, format, bounds.days(), bounds.requests(), bounds.seed());
        Reading reading = new Reading(new ArrayList<>(), new TreeMap<>(), new HashMap<>());
        long bytes = 0;
        int left = chosen.files().size();
        // The smallest first, so that what they leave of their share goes to larger ones.
        List<LogFile> smallestFirst = chosen.files().stream()
                .sorted(Comparator.comparingLong(LogFile::size).thenComparing(LogFile::path))
                .toList();
        for (LogFile file : smallestFirst) {
            long share = (bounds.bytes() - bytes) / left--;
            try {
                bytes += LogLines.read(file, format, configuration, share, reading);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read " + file.path() + ": " + e.getMessage(), e);
            }
        }
        return new Sample(chosen, reading.calls(), reading.refused(), bytes);
    }

    /** Lines that were valid or refused. */
    public long lines() {
        return calls.size() + refusedLines();
    }

    /** Lines that a run would refuse. */
    public long refusedLines() {
        return refused.entrySet().stream()
                .filter(reason -> !reason.getKey().isAboutFile())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private record Reading(List<Call> calls, Map<Fault, Long> refused, Map<String, String> names)
            implements LogLines.Taker {
        @Override
        public void call(String type, Optional<String> event, byte[] payload) {
            String name = names.computeIfAbsent(event.orElse("(" + type + ")"), known -> known);
            calls.add(new Call(name, event.isPresent(), payload));
        }

        @Override
        public void refused(Fault fault) {
            refused.merge(fault, 1L, Long::sum);
        }
    }
}
