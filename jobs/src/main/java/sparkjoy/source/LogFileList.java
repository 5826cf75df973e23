package sparkjoy.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The text form of a list of files, as the `files` option takes it: a JSON array with one array of six a file. */
public final class LogFileList {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FIELDS = 6;

    private LogFileList() {}

    public static String toJson(List<LogFile> files) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode(files.size());
        for (LogFile file : files) {
            list.addArray()
                    .add(file.sourceId())
                    .add(file.receivedDay().toString())
                    .add(file.path())
                    .add(file.size())
                    .add(file.version())
                    .add(file.modifiedAt());
        }
        return list.toString();
    }

    /** Raises {@link LogsUnavailable} for a text that {@link #toJson} could not have written. */
    public static List<LogFile> fromJson(String json) {
        List<LogFile> files = new ArrayList<>();
        try {
            JsonNode list = JSON.readTree(json);
            if (!list.isArray()) {
                throw refused("it is not a JSON array", json);
            }
            for (JsonNode fields : list) {
                files.add(file(fields));
            }
        } catch (JsonProcessingException | DateTimeException broken) {
            throw refused(broken.getMessage().lines().findFirst().orElse(""), json);
        }
        return List.copyOf(files);
    }

    private static LogFile file(JsonNode fields) {
        boolean isComplete = fields.isArray()
                && fields.size() == FIELDS
                && fields.get(2).isTextual()
                && fields.get(3).canConvertToLong()
                && fields.get(5).canConvertToLong();
        if (!isComplete) {
            throw refused("an entry is not [source id, day, path, size, version, modified at]", fields.toString());
        }
        return new LogFile(
                fields.get(0).asText(),
                LocalDate.parse(fields.get(1).asText()),
                fields.get(2).asText(),
                fields.get(3).asLong(),
                fields.get(4).asText(),
                fields.get(5).asLong());
    }

    private static LogsUnavailable refused(String why, String value) {
        String shown = value.length() > 100 ? value.substring(0, 100) + "…" : value;
        return new LogsUnavailable("Option 'files' cannot be read: " + why + ", in: " + shown
                + ". Pass what LogFileList.toJson made of a LogListing's files.");
    }
}
