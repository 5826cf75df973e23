package sparkjoy.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import sparkjoy.spec.LogFormat;

/**
 * Files that stand for all logs under a root, equal for equal logs and seeds: of every source, of its newest days, small
 * files and large ones. The number of requests to list and read them is bounded.
 *
 * @param files to read, in the order in which a run would take them
 * @param listed how many files there are in the listed days
 * @param sourcesThere how many Segment sources there are
 * @param requests an upper bound of what listing took and reading will take; 0 on a local disk
 */
public record LogSample(List<LogFile> files, List<Misplaced> misplaced, long listed, int sourcesThere, int requests) {
    private static final int MOST_LISTINGS = 90;
    private static final int MOST_SOURCES = 30;
    /** A file is looked at before, opened, and looked at afterwards. */
    private static final int PER_FILE = 3;

    /** Lists of the root, with a first look at the storage. */
    private static final int PROBES = 8;

    private static final int KEYS_PER_PAGE = 1_000;
    /** A local disk knows no requests. */
    private static final int MOST_LOCAL_FILES = 1_000;

    /**
     * Lists and chooses.
     *
     * @param days the newest day folders of each source, fewer where there are many sources
     * @param mostRequests to the storage, for listing and reading
     * @throws LogsUnavailable where the root cannot be listed
     */
    public static LogSample of(
            Configuration configuration, String root, LogFormat format, int days, int mostRequests, long seed) {
        List<String> there = sources(configuration, root);
        List<String> chosen = there.stream()
                .sorted(Comparator.comparingLong(id -> mixed(seed, id)))
                .limit(MOST_SOURCES)
                .toList();
        int daysEach = Math.max(1, Math.min(days, (MOST_LISTINGS - 2 - chosen.size()) / Math.max(1, chosen.size())));
        LogListing listing = LogListing.of(
                configuration,
                root,
                LogSelection.everything().ofSources(chosen).newest(daysEach).in(format));
        int listings = PROBES + chosen.size() * (1 + daysEach) + listing.files().size() / KEYS_PER_PAGE;
        boolean isLocal = isLocal(configuration, root);
        int most = isLocal ? MOST_LOCAL_FILES : Math.max(1, (mostRequests - listings) / PER_FILE);
        List<LogFile> files = chosen(listing.files(), most, seed);
        return new LogSample(
                files,
                listing.misplaced(),
                listing.files().size(),
                there.size(),
                isLocal ? 0 : listings + files.size() * PER_FILE);
    }

    /** Takes of each source and day by turns, in each the largest and the smallest alternately, ties by the seed. */
    private static List<LogFile> chosen(List<LogFile> files, int most, long seed) {
        Map<String, List<LogFile>> groups = files.stream()
                .collect(Collectors.groupingBy(
                        file -> file.sourceId() + " " + file.receivedDay(), LinkedHashMap::new, Collectors.toList()));
        groups.replaceAll((group, members) -> byTurns(members, seed));
        List<List<LogFile>> order = inSeededOrder(groups, seed);
        List<LogFile> chosen = new ArrayList<>();
        for (int turn = 0; chosen.size() < Math.min(most, files.size()); turn++) {
            for (List<LogFile> group : order) {
                if (turn < group.size() && chosen.size() < most) {
                    chosen.add(group.get(turn));
                }
            }
        }
        chosen.sort(Comparator.comparing(LogFile::receivedDay).thenComparing(LogFile::path));
        return List.copyOf(chosen);
    }

    private static List<List<LogFile>> inSeededOrder(Map<String, List<LogFile>> groups, long seed) {
        return groups.entrySet().stream()
                .sorted(Comparator.comparingLong(group -> mixed(seed, group.getKey())))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** From thirds of the sizes by turns: large, small, middle; inside a third by the seed. */
    private static List<LogFile> byTurns(Collection<LogFile> files, long seed) {
        List<LogFile> bySize = files.stream()
                .sorted(Comparator.comparingLong(LogFile::size).reversed().thenComparing(LogFile::path))
                .toList();
        int third = (bySize.size() + 2) / 3;
        List<List<LogFile>> thirds = new ArrayList<>();
        for (int from = 0; from < bySize.size(); from += third) {
            thirds.add(bySize.subList(from, Math.min(from + third, bySize.size())).stream()
                    .sorted(Comparator.comparingLong(file -> mixed(seed, file.path())))
                    .toList());
        }
        List<LogFile> turns = new ArrayList<>();
        for (int turn = 0; turn < third; turn++) {
            for (List<LogFile> members : thirds) {
                if (turn < members.size()) {
                    turns.add(members.get(turn));
                }
            }
        }
        return turns;
    }

    private static boolean isLocal(Configuration configuration, String root) {
        try {
            return LogListing.folder(root)
                    .getFileSystem(configuration)
                    .getScheme()
                    .equals("file");
        } catch (IOException failure) {
            throw LogListing.unavailable(root, failure);
        }
    }

    private static List<String> sources(Configuration configuration, String root) {
        try {
            Path logs = LogListing.folder(root);
            return Arrays.stream(logs.getFileSystem(configuration).listStatus(logs))
                    .filter(status -> status.isDirectory() && !Leftovers.include(status))
                    .map(FileStatus::getPath)
                    .map(Path::getName)
                    .toList();
        } catch (IOException | IllegalArgumentException failure) {
            throw LogListing.unavailable(root, failure);
        }
    }

    private static long mixed(long seed, String text) {
        long hash = seed * 0x9E3779B97F4A7C15L;
        for (int index = 0; index < text.length(); index++) {
            hash = (hash ^ text.charAt(index)) * 0x100000001B3L;
        }
        hash ^= hash >>> 32;
        hash *= 0xD6E8FEB86659FD93L;
        return hash ^ (hash >>> 32);
    }
}
