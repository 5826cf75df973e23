package sparkjoy.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.spark.sql.connector.read.InputPartition;

/** The whole files that one task reads, in the order of the listing, and the misplaced ones that it reports. */
record LogPartition(List<LogFile> files, List<Misplaced> misplaced) implements InputPartition {
    /** What opening a file costs, in compressed bytes. */
    private static final long OPENING_BYTES = 256 * 1024;

    /** Packs files, largest first, into partitions of about a size, but no fewer partitions than asked as long as there are files. */
    static List<LogPartition> packed(LogListing listing, long splitBytes, int atLeast) {
        List<LogFile> files = listing.files();
        long total = files.stream().mapToLong(LogPartition::cost).sum();
        long wanted = Math.max(atLeast, (total + splitBytes - 1) / splitBytes);
        int count = (int) Math.min(files.size(), wanted);
        PriorityQueue<Bin> bins = new PriorityQueue<>(Comparator.comparingLong(Bin::load));
        for (int index = 0; index < count; index++) {
            bins.add(new Bin());
        }
        files.stream()
                .sorted(Comparator.comparingLong(LogPartition::cost).reversed())
                .forEach(file -> {
                    Bin emptiest = bins.remove();
                    emptiest.add(file);
                    bins.add(emptiest);
                });
        List<LogPartition> partitions = new ArrayList<>();
        if (!listing.misplaced().isEmpty()) {
            partitions.add(new LogPartition(List.of(), listing.misplaced()));
        }
        bins.forEach(bin -> partitions.add(new LogPartition(bin.ordered(), List.of())));
        return partitions;
    }

    private static long cost(LogFile file) {
        return file.size() + OPENING_BYTES;
    }

    /** A partition while it is being filled. */
    private static final class Bin {
        private final List<LogFile> files = new ArrayList<>();
        private long load;

        void add(LogFile file) {
            files.add(file);
            load += cost(file);
        }

        long load() {
            return load;
        }

        List<LogFile> ordered() {
            files.sort(Comparator.comparing(LogFile::receivedDay).thenComparing(LogFile::path));
            return new ArrayList<>(files);
        }
    }
}
