package sparkjoy.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import sparkjoy.spec.LogFormat;

/**
 * What the data source is asked to read and how.
 *
 * @param paths roots to list, empty where files are named
 * @param files exactly these, without listing
 * @param maxLineBytes longer lines are refused
 * @param maxDepth JSON nested deeper is refused
 * @param summaries whether each file ends with a row that counts it
 * @param splitBytes compressed bytes a Spark partition aims at
 * @param limits what a micro-batch of a stream takes at most
 * @param newestDays how many of the newest day folders a stream watches for further files
 */
record LogOptions(
        List<String> paths,
        Optional<List<LogFile>> files,
        LogSelection selection,
        int maxLineBytes,
        int maxDepth,
        boolean summaries,
        long splitBytes,
        FileLimits limits,
        int newestDays) {
    private static final Set<String> KNOWN = Set.of(
            "path",
            "paths",
            "files",
            "sources",
            "from",
            "to",
            "format",
            "maxLineBytes",
            "maxDepth",
            "summaries",
            "splitBytes",
            "maxFilesPerTrigger",
            "maxBytesPerTrigger",
            "newestDays");
    private static final long MOST_LINE_BYTES = 512L << 20;

    /** Raises {@link LogsUnavailable} that lists all problems. */
    static LogOptions of(CaseInsensitiveStringMap given) {
        return new Reading(given, new ArrayList<>()).options();
    }

    /** The options of one read, with the problems found in them. */
    private record Reading(CaseInsensitiveStringMap given, List<String> problems) {
        LogOptions options() {
            refuseUnknown();
            List<String> paths = paths();
            Optional<List<LogFile>> files =
                    Optional.ofNullable(given.get("files")).map(LogFileList::fromJson);
            if (paths.isEmpty() == files.isEmpty()) {
                problems.add("give either 'path' (the folder that holds segment-logs/) or 'files' (a JSON list)");
            }
            LogSelection selection = new LogSelection(
                    list("sources"),
                    day("from").orElse(LocalDate.MIN),
                    day("to").orElse(LocalDate.MAX),
                    Integer.MAX_VALUE,
                    format());
            LogOptions options = new LogOptions(
                    paths,
                    files,
                    selection,
                    (int) number("maxLineBytes", 1 << 20, MOST_LINE_BYTES),
                    (int) number("maxDepth", 512, 1 << 20),
                    flag("summaries"),
                    number("splitBytes", 32 << 20, Long.MAX_VALUE),
                    new FileLimits(
                            (int) number("maxFilesPerTrigger", Integer.MAX_VALUE, Integer.MAX_VALUE),
                            number("maxBytesPerTrigger", Long.MAX_VALUE, Long.MAX_VALUE)),
                    (int) number("newestDays", 7, Integer.MAX_VALUE));
            if (!problems.isEmpty()) {
                throw new LogsUnavailable("Cannot read segment-logs: " + String.join("; ", problems) + ".");
            }
            return options;
        }

        private void refuseUnknown() {
            Set<String> known =
                    KNOWN.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
            given.keySet().stream()
                    .filter(name -> !known.contains(name) && !name.startsWith("fs."))
                    .forEach(name ->
                            problems.add("no option is named '" + name + "', there are " + new TreeSet<>(KNOWN)));
        }

        private List<String> paths() {
            Stream<String> one = Stream.ofNullable(given.get("path"));
            try {
                String[] more = new ObjectMapper().readValue(given.getOrDefault("paths", "[]"), String[].class);
                return Stream.concat(one, Arrays.stream(more)).toList();
            } catch (JsonProcessingException broken) {
                problems.add("'paths' is '" + given.get("paths") + "', write a JSON array of strings");
                return one.toList();
            }
        }

        private List<String> list(String name) {
            return Arrays.stream(given.getOrDefault(name, "").split(",", -1))
                    .map(String::strip)
                    .filter(id -> !id.isEmpty())
                    .toList();
        }

        private LogFormat format() {
            String text = given.getOrDefault("format", "segment");
            Optional<LogFormat> named = Arrays.stream(LogFormat.values())
                    .filter(format -> format.name().equalsIgnoreCase(text))
                    .findFirst();
            if (named.isEmpty()) {
                problems.add("'format' is '" + text + "', write one of "
                        + Arrays.toString(LogFormat.values()).toLowerCase(Locale.ROOT));
            }
            return named.orElse(LogFormat.SEGMENT);
        }

        private Optional<LocalDate> day(String name) {
            try {
                return Optional.ofNullable(given.get(name)).map(LocalDate::parse);
            } catch (DateTimeException broken) {
                problems.add("'" + name + "' is '" + given.get(name) + "', write a day such as 2026-03-01");
                return Optional.empty();
            }
        }

        private long number(String name, long otherwise, long most) {
            String text = given.getOrDefault(name, Long.toString(otherwise));
            try {
                long number = Long.parseLong(text);
                if (number >= 1 && number <= most) {
                    return number;
                }
            } catch (NumberFormatException broken) {
                // told below, as for a number out of range
            }
            problems.add("'" + name + "' is '" + text + "', write a whole number from 1 to " + most);
            return otherwise;
        }

        private boolean flag(String name) {
            String text = given.getOrDefault(name, "false");
            if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
                problems.add("'" + name + "' is '" + text + "', write true or false");
            }
            return Boolean.parseBoolean(text);
        }
    }
}
