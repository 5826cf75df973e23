package sparkjoy.lake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** The commits of one Delta table, read from its log as the open protocol lays it down. */
final class CommitLog {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Configuration hadoop;
    private final Path log;
    private final Map<Path, List<JsonNode>> read;

    CommitLog(Configuration hadoop, Path table) {
        this(hadoop, table, new HashMap<>());
    }

    /** @param read the commits that are read already, to which more are added */
    CommitLog(Configuration hadoop, Path table, Map<Path, List<JsonNode>> read) {
        this.hadoop = hadoop;
        this.log = new Path(table, "_delta_log");
        this.read = read;
    }

    /** The newest provenance up to a version; commits of maintenance carry none and are passed over. */
    Optional<Provenance> lastProvenance(long version) {
        return newestFirst(version)
                .flatMap(actions -> provenance(actions).stream())
                .findFirst();
    }

    /** The provenance of the last commit up to a version that changed rows or names one; empty where that commit names none. */
    Optional<Provenance> provenanceOfRows(long version) {
        return newestFirst(version)
                .dropWhile(actions ->
                        changesNothing(actions) && provenance(actions).isEmpty())
                .findFirst()
                .flatMap(CommitLog::provenance);
    }

    /** The actions of the commits up to a version, as far back as the log goes. */
    private Stream<List<JsonNode>> newestFirst(long version) {
        return LongStream.iterate(version, v -> v >= 0, v -> v - 1)
                .mapToObj(this::actions)
                .takeWhile(Optional::isPresent)
                .map(Optional::orElseThrow);
    }

    /** Provenances of the commits after one version up to another, oldest first; empty where the log of these commits is gone. */
    Optional<List<Provenance>> provenances(long after, long upTo) {
        List<Optional<List<JsonNode>>> commits =
                LongStream.rangeClosed(after + 1, upTo).mapToObj(this::actions).toList();
        return commits.stream().allMatch(Optional::isPresent)
                ? Optional.of(commits.stream()
                        .flatMap(actions -> provenance(actions.orElseThrow()).stream())
                        .toList())
                : Optional.empty();
    }

    /** Whether no commit after one version up to another changed a row; false where the log of these commits is gone. */
    boolean isUnchanged(long after, long upTo) {
        return LongStream.rangeClosed(after + 1, upTo)
                .mapToObj(this::actions)
                .allMatch(actions -> actions.filter(CommitLog::changesNothing).isPresent());
    }

    /**
     * The files that only one of two versions has, by their paths as the log writes them.
     *
     * @param added those that the later one has
     * @param removed those that the earlier one has
     * @param hasSchemaChange whether the columns may differ between the versions
     */
    record Files(Map<String, JsonNode> added, Map<String, JsonNode> removed, boolean hasSchemaChange) {
        private Files with(JsonNode action) {
            String path = file(action).path("path").asText();
            if (action.has("add") && removed.remove(path) == null) {
                added.put(path, action.get("add"));
            } else if (action.has("remove") && added.remove(path) == null) {
                removed.put(path, action.get("remove"));
            }
            return action.has("metaData") ? new Files(added, removed, true) : this;
        }
    }

    /** The files that one version and a later one do not share; empty where the log of the commits between is gone. */
    Optional<Files> unshared(long after, long upTo) {
        Files files = new Files(new HashMap<>(), new HashMap<>(), false);
        for (long version = after + 1; version <= upTo; version++) {
            Optional<List<JsonNode>> actions = actions(version);
            if (actions.isEmpty()) {
                return Optional.empty();
            }
            for (JsonNode action : actions.get()) {
                files = files.with(action);
            }
        }
        return Optional.of(files);
    }

    /**
     * The values of a date partition column whose data changed after one version up to another; empty where the log of
     * these commits is gone, or changed data has no such value.
     */
    Optional<NavigableSet<LocalDate>> changedDays(String column, long after, long upTo) {
        NavigableSet<LocalDate> days = new TreeSet<>();
        for (long version = after + 1; version <= upTo; version++) {
            Optional<List<JsonNode>> actions = actions(version);
            if (actions.isEmpty()) {
                return Optional.empty();
            }
            for (JsonNode action : actions.get()) {
                JsonNode file = file(action);
                JsonNode day = file.path("partitionValues").path(column);
                if (changesData(file) && !day.isTextual()) {
                    return Optional.empty();
                }
                if (changesData(file)) {
                    days.add(LocalDate.parse(day.asText()));
                }
            }
        }
        return Optional.of(days);
    }

    /**
     * The experiments of which the commits after one version up to another changed rows, as their provenance has them; empty
     * where the log of these commits is gone, or one of them does not name its experiments.
     */
    Optional<Set<String>> changedExperiments(long after, long upTo) {
        if (after > upTo) {
            return Optional.empty();
        }
        Set<String> changed = new TreeSet<>();
        for (long version = after + 1; version <= upTo; version++) {
            Optional<List<JsonNode>> actions = actions(version);
            boolean isUnchanged = actions.filter(CommitLog::changesNothing).isPresent();
            Optional<Set<String>> own = actions.flatMap(CommitLog::provenance).flatMap(Provenance::experiments);
            if (!isUnchanged && own.isEmpty()) {
                return Optional.empty();
            }
            changed.addAll(isUnchanged ? Set.of() : own.get());
        }
        return Optional.of(changed);
    }

    private static boolean changesData(JsonNode file) {
        return file.path("dataChange").asBoolean(false);
    }

    private static boolean changesNothing(List<JsonNode> actions) {
        return actions.stream().map(CommitLog::file).noneMatch(CommitLog::changesData);
    }

    private static JsonNode file(JsonNode action) {
        return action.has("add") ? action.get("add") : action.path("remove");
    }

    private static Optional<Provenance> provenance(List<JsonNode> actions) {
        return actions.stream()
                .map(action -> action.path("commitInfo").path("userMetadata"))
                .filter(JsonNode::isTextual)
                .flatMap(metadata -> Provenance.parse(metadata.asText()).stream())
                .findFirst();
    }

    static Path commit(Path log, long version) {
        return new Path(log, String.format("%020d.json", version));
    }

    static Path checksum(Path log, long version) {
        return new Path(log, String.format("%020d.crc", version));
    }

    private Optional<List<JsonNode>> actions(long version) {
        Path commit = commit(log, version);
        if (read.containsKey(commit)) {
            return Optional.of(read.get(commit));
        }
        try (var in = commit.getFileSystem(hadoop).open(commit);
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            List<JsonNode> actions = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                actions.add(JSON.readTree(line));
            }
            read.put(commit, actions);
            return Optional.of(actions);
        } catch (FileNotFoundException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("The commit " + commit + " cannot be read", e);
        }
    }
}
