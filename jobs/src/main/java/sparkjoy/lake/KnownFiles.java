package sparkjoy.lake;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.VersionChecksum;
import org.apache.spark.sql.delta.actions.AddFile;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The files of one state of a table. A commit's checksum names them where they are few. For a table with more of them Delta
 * computes the state from its log once per process; later states follow from the commits since.
 *
 * @param table id of the table: another table may come to lie at the same place
 */
record KnownFiles(String table, long version, Map<String, AddFile> byPath) {
    /** A table with more files is read by Delta's own path, which keeps them out of the driver. */
    private static final long MOST_FILES = 20_000;

    private static final int MOST_TABLES = 50;

    /** To read more commits takes longer than to let Delta find an earlier version. */
    private static final long MOST_COMMITS = 100;

    private static final Map<String, KnownFiles> BY_LOCATION = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, KnownFiles> eldest) {
            return size() > MOST_TABLES;
        }
    };

    /** The files; empty where they are very many, or rows of a file are marked as deleted. */
    static Optional<List<AddFile>> of(Snapshot snapshot) {
        Option<VersionChecksum> checksum = snapshot.checksumOpt();
        Option<Seq<AddFile>> named = checksum.flatMap(VersionChecksum::allFiles);
        Optional<List<AddFile>> files = named.isDefined()
                ? Optional.of(CollectionConverters.asJava(named.get()))
                : isSmall(checksum) ? known(snapshot) : Optional.empty();
        return files.filter(all -> all.stream().allMatch(file -> Objects.isNull(file.deletionVector())));
    }

    /** The files of an earlier version; empty where they do not follow from the newest ones and the commits since. */
    static Optional<List<AddFile>> earlier(Snapshot newest, long version, CommitLog commits) {
        if (newest.version() - version > MOST_COMMITS) {
            return Optional.empty();
        }
        return commits.unshared(version, newest.version())
                .filter(files -> !files.hasSchemaChange() && areDescribed(files))
                .flatMap(files -> of(newest).map(all -> before(files, all)));
    }

    private static List<AddFile> before(CommitLog.Files files, List<AddFile> newest) {
        Stream<AddFile> stayed = newest.stream().filter(file -> !files.added().containsKey(file.path()));
        Stream<AddFile> removed = files.removed().values().stream().map(NamedFiles::file);
        return Stream.concat(stayed, removed).toList();
    }

    private static boolean areDescribed(CommitLog.Files files) {
        return Stream.of(files.added(), files.removed())
                .flatMap(changed -> changed.values().stream())
                .allMatch(file -> file.has("partitionValues") && file.has("size") && !hasDeletedRows(file));
    }

    private static boolean isSmall(Option<VersionChecksum> checksum) {
        return checksum.isDefined() && checksum.get().numFiles() <= MOST_FILES;
    }

    private static Optional<List<AddFile>> known(Snapshot snapshot) {
        String location = snapshot.path().toString();
        Optional<KnownFiles> before;
        synchronized (BY_LOCATION) {
            before = Optional.ofNullable(BY_LOCATION.get(location));
        }
        KnownFiles now = before.filter(
                        files -> files.table().equals(snapshot.metadata().id()))
                .flatMap(files -> files.at(snapshot))
                .orElseGet(() -> computed(snapshot));
        synchronized (BY_LOCATION) {
            BY_LOCATION.merge(location, now, (one, other) -> one.version() > other.version() ? one : other);
        }
        return Optional.of(List.copyOf(now.byPath().values()));
    }

    /** As of a later state; empty as of an earlier one, or where the log cannot be followed. */
    private Optional<KnownFiles> at(Snapshot later) {
        if (later.version() <= version) {
            return Optional.of(this).filter(same -> later.version() == version);
        }
        CommitLog commits = new CommitLog(
                later.deltaLog().newDeltaHadoopConf(), later.deltaLog().dataPath());
        return commits.unshared(version, later.version())
                .filter(files -> files.added().values().stream().noneMatch(KnownFiles::hasDeletedRows))
                .map(files -> with(files, later.version()));
    }

    private KnownFiles with(CommitLog.Files files, long later) {
        Map<String, AddFile> all = new LinkedHashMap<>(byPath);
        all.keySet().removeAll(files.removed().keySet());
        files.added().forEach((path, action) -> all.put(path, NamedFiles.file(action)));
        return new KnownFiles(table, later, all);
    }

    private static boolean hasDeletedRows(JsonNode action) {
        return action.hasNonNull("deletionVector");
    }

    private static KnownFiles computed(Snapshot snapshot) {
        List<AddFile> files = new ArrayList<>(snapshot.allFiles().collectAsList());
        return new KnownFiles(
                snapshot.metadata().id(),
                snapshot.version(),
                files.stream()
                        .collect(Collectors.toMap(
                                AddFile::path, file -> file, (one, other) -> one, LinkedHashMap::new)));
    }
}
