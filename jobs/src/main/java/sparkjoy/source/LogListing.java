package sparkjoy.source;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What lies under `segment-logs/`: one listing call for the root, one a source and one a selected day.
 *
 * @param files ordered by received day, then path
 * @param misplaced what lies where Segment puts nothing, ordered by path
 */
public record LogListing(List<LogFile> files, List<Misplaced> misplaced) {
    private static final String FOLDER = "segment-logs";

    public LogListing {
        files = files.stream()
                .sorted(Comparator.comparing(LogFile::receivedDay).thenComparing(LogFile::path))
                .toList();
        misplaced =
                misplaced.stream().sorted(Comparator.comparing(Misplaced::path)).toList();
    }

    /**
     * Lists a root: the folder that holds `segment-logs/`, or that folder itself.
     *
     * @throws LogsUnavailable where the root cannot be listed
     */
    public static LogListing of(Configuration configuration, String root, LogSelection selection) {
        try {
            Path logs = folder(root);
            return new Walk(logs.getFileSystem(configuration), selection).of(logs);
        } catch (IOException | IllegalArgumentException failure) {
            throw unavailable(root, failure);
        }
    }

    /** The folder of all sources. */
    static Path folder(String root) {
        Path given = new Path(root);
        return given.getName().equals(FOLDER) ? given : new Path(given, FOLDER);
    }

    static LogsUnavailable unavailable(String root, Exception failure) {
        return new LogsUnavailable(explained(root, failure), failure);
    }

    private static String explained(String root, Exception failure) {
        if (failure instanceof FileNotFoundException) {
            return "No Segment logs at '" + root + "': there is no folder '" + FOLDER
                    + "'. Name the folder that holds it; Segment creates it with the first delivery.";
        }
        if (ReadFailure.reasonOf(failure) == Fault.ACCESS_DENIED) {
            return "No permission to list '" + root + "': " + failure.getMessage()
                    + ". Check who may read the folder; of a bucket, check key, secret and the right to list it.";
        }
        return "Cannot list '" + root + "': " + failure.getMessage() + ". Check the address and its settings.";
    }

    /** The collecting walk through one root. */
    private record Walk(FileSystem storage, LogSelection selection, List<LogFile> files, List<Misplaced> misplaced) {
        Walk(FileSystem storage, LogSelection selection) {
            this(storage, selection, new ArrayList<>(), new ArrayList<>());
        }

        LogListing of(Path logs) throws IOException {
            for (FileStatus source : visible(logs)) {
                String id = source.getPath().getName();
                if (source.isFile()) {
                    misplace(
                            source,
                            "",
                            Fault.MISPLACED_FILE,
                            "a file where only folders named by source ids are expected");
                } else if (selection.sources().isEmpty() || selection.sources().contains(id)) {
                    walkSource(id, source.getPath());
                }
            }
            return new LogListing(files, misplaced);
        }

        private void walkSource(String id, Path folder) throws IOException {
            NavigableMap<LocalDate, Path> days = new TreeMap<>(Comparator.reverseOrder());
            for (FileStatus day : visible(folder)) {
                Optional<LocalDate> received = DayFolder.dayOf(day.getPath().getName());
                if (day.isFile()) {
                    misplace(day, id, Fault.MISPLACED_FILE, "a file where only folders named by days are expected");
                } else if (received.isEmpty()) {
                    misplace(day, id, Fault.BAD_DAY_FOLDER, Fault.BAD_DAY_FOLDER.meaning());
                } else if (selection.includes(received.get())) {
                    days.put(received.get(), day.getPath());
                }
            }
            for (Map.Entry<LocalDate, Path> day :
                    days.entrySet().stream().limit(selection.newest()).toList()) {
                walkDay(id, day.getKey(), day.getValue());
            }
        }

        private void walkDay(String id, LocalDate received, Path folder) throws IOException {
            for (FileStatus file : visible(folder)) {
                if (file.isFile() && !selection.format().takes(file.getPath().getName())) {
                    misplace(file, id, Fault.MISPLACED_FILE, otherName());
                } else if (file.isFile()) {
                    files.add(LogFile.of(id, received, file));
                } else {
                    misplace(file, id, Fault.MISPLACED_FILE, "a folder where only files are expected");
                }
            }
        }

        private String otherName() {
            String format = selection.format().name().toLowerCase(Locale.ROOT);
            return "the files of a source with the format " + format + " are named "
                    + selection.format().names();
        }

        /** An object of no bytes is nothing that could be missed. */
        private void misplace(FileStatus status, String id, Fault fault, String detail) {
            if (status.isFile() && status.getLen() == 0) {
                return;
            }
            misplaced.add(new Misplaced(status.getPath().toString(), id, fault, detail));
        }

        private List<FileStatus> visible(Path folder) throws IOException {
            return Arrays.stream(storage.listStatus(folder))
                    .filter(status -> !Leftovers.include(status))
                    .toList();
        }
    }
}
