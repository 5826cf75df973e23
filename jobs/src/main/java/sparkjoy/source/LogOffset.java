package sparkjoy.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.connector.read.streaming.Offset;

/**
 * How far a stream has come: the files of the newest days that it has handed out, and all that it found out of place.
 *
 * <p>It needs no separate log: what lies between two offsets is what the later one has and the earlier one has not.
 */
final class LogOffset extends Offset {
    static final LogOffset START = new LogOffset(List.of(), List.of());
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MISPLACED_FIELDS = 4;

    private final LogListing seen;

    LogOffset(List<LogFile> files, List<Misplaced> misplaced) {
        seen = new LogListing(files, misplaced);
    }

    /**
     * The first day whose folder is looked at again: the oldest of so many days with files; the first of all days
     * where there were none.
     */
    LocalDate watchedFrom(int newestDays) {
        return seen.files().stream()
                .map(LogFile::receivedDay)
                .distinct()
                .sorted(Comparator.reverseOrder())
                .limit(newestDays)
                .reduce((newer, older) -> older)
                .orElse(LocalDate.MIN);
    }

    /**
     * The offset after new files of a listing, the oldest days first.
     *
     * @param newestDays files of earlier days are forgotten, and passed over where they come late
     */
    LogOffset after(LogListing listing, int newestDays, FileLimits limits) {
        LocalDate from = watchedFrom(newestDays);
        LogListing unseen = unseen(listing, from);
        List<LogFile> added = limits.first(unseen.files());
        if (added.isEmpty() && unseen.misplaced().isEmpty()) {
            return this;
        }
        Stream<LogFile> watched = seen.files().stream().filter(file -> isFrom(file, from));
        return new LogOffset(
                Stream.concat(watched, added.stream()).toList(),
                Stream.concat(seen.misplaced().stream(), unseen.misplaced().stream())
                        .toList());
    }

    /** What an earlier offset did not have. */
    LogListing since(LogOffset earlier) {
        return earlier.unseen(seen, LocalDate.MIN);
    }

    private LogListing unseen(LogListing listing, LocalDate from) {
        Set<LogFile> files = Set.copyOf(seen.files());
        Set<Misplaced> misplaced = Set.copyOf(seen.misplaced());
        return new LogListing(
                listing.files().stream()
                        .filter(file -> isFrom(file, from) && !files.contains(file))
                        .toList(),
                listing.misplaced().stream()
                        .filter(object -> !misplaced.contains(object))
                        .toList());
    }

    private static boolean isFrom(LogFile file, LocalDate day) {
        return !file.receivedDay().isBefore(day);
    }

    @Override
    public String json() {
        ObjectNode offset = JSON.createObjectNode();
        offset.set("files", tree(LogFileList.toJson(seen.files())));
        ArrayNode misplaced = offset.putArray("misplaced");
        seen.misplaced().forEach(object -> misplaced
                .addArray()
                .add(object.path())
                .add(object.sourceId())
                .add(object.fault().name())
                .add(object.detail()));
        return offset.toString();
    }

    /** Raises {@link LogsUnavailable} for a text that {@link #json} could not have written. */
    static LogOffset of(String json) {
        JsonNode offset = tree(json);
        List<Misplaced> misplaced = new ArrayList<>();
        for (JsonNode fields : offset.path("misplaced")) {
            if (fields.size() != MISPLACED_FIELDS) {
                throw refused("an entry is not [path, source id, fault, detail]: " + fields, null);
            }
            misplaced.add(new Misplaced(
                    fields.get(0).asText(),
                    fields.get(1).asText(),
                    Fault.valueOf(fields.get(2).asText()),
                    fields.get(3).asText()));
        }
        return new LogOffset(LogFileList.fromJson(offset.path("files").toString()), misplaced);
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException broken) {
            throw refused(broken.getOriginalMessage(), broken);
        }
    }

    private static LogsUnavailable refused(String why, Exception cause) {
        return new LogsUnavailable(
                "The stream's checkpoint holds an offset of segment-logs that cannot be read: " + why
                        + ". Give the stream another checkpoint folder.",
                cause);
    }
}
