package sparkjoy.lease;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.BulkDelete;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.s3a.RemoteFileChangedException;
import org.apache.hadoop.util.functional.FutureIO;
import sparkjoy.storage.ExclusiveWrite;

/** The objects of one lease, `<generation>.json` in a folder of their own: the highest generation holds, all others count for nothing. */
final class Generations {
    private static final Pattern NAME = Pattern.compile("[0-9]{12}\\.json");

    private final FileSystem storage;
    private final Path folder;

    private Generations(FileSystem storage, Path folder) {
        this.storage = storage;
        this.folder = folder;
    }

    static Generations in(Path folder, Configuration hadoop) throws IOException {
        FileSystem storage = folder.getFileSystem(hadoop);
        // Checksums next to the objects would belong to the earlier content while an object is rewritten.
        return new Generations(storage instanceof LocalFileSystem local ? local.getRaw() : storage, folder);
    }

    /**
     * One taking of a lease.
     *
     * @param claim empty while its content is not whole
     * @param renewed when it was written last, in milliseconds of the storage's clock
     */
    record Generation(long number, Optional<Claim> claim, long renewed) {
        /** Who holds it, for messages. */
        String holder() {
            return claim.map(by -> "run " + by.runId() + " on " + by.host() + " (process " + by.process() + ") since "
                            + by.since().truncatedTo(ChronoUnit.SECONDS))
                    .orElse("a run that is just starting");
        }
    }

    /** The generation that holds; empty where the lease was never taken. */
    Optional<Generation> newest() throws IOException {
        return newest(true);
    }

    private Optional<Generation> newest(boolean asListed) throws IOException {
        List<FileStatus> objects = objects();
        for (FileStatus object : objects) {
            try (FSDataInputStream in = asListed ? asListed(object) : storage.open(object.getPath())) {
                Optional<Claim> claim = Claim.parse(in.readAllBytes());
                return Optional.of(new Generation(number(object.getPath()), claim, object.getModificationTime()));
            } catch (FileNotFoundException | RemoteFileChangedException e) {
                // Swept away by a newer holder since the listing, or given back; or the listing has other ETags than
                // the object.
                return newest(false);
            }
        }
        return Optional.empty();
    }

    /** With what the listing says of the object, so that its length need not be asked for. */
    private FSDataInputStream asListed(FileStatus object) throws IOException {
        return FutureIO.awaitFuture(
                storage.openFile(object.getPath()).withFileStatus(object).build());
    }

    /** Whether this writer made the generation; false where another one was first. */
    boolean create(long number, Claim claim) throws IOException {
        try {
            new ExclusiveWrite(storage).create(path(number), claim.toJson());
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    /** Rewrites the holder's own generation, which is its heartbeat. */
    void renew(long number, Claim claim) throws IOException {
        write(path(number), claim.toJson());
    }

    /** Deletes the generations below one; false where there is a higher one, and nothing is deleted. */
    boolean becomesNewest(long number) throws IOException {
        List<Path> all = objects().stream().map(FileStatus::getPath).toList();
        if (all.stream().anyMatch(object -> number(object) > number)) {
            return false;
        }
        delete(all.stream().filter(object -> number(object) < number).toList());
        return true;
    }

    /** Without asking first whether they are there. */
    private void delete(List<Path> objects) throws IOException {
        try (BulkDelete delete = storage.createBulkDelete(folder)) {
            for (Path object : objects) {
                for (Map.Entry<Path, String> refused : delete.bulkDelete(List.of(object))) {
                    throw new IOException(refused.getKey() + " cannot be deleted: " + refused.getValue());
                }
            }
        }
    }

    /** How long ago a generation was written, by the storage's own clock: those of two machines may differ. */
    Duration age(Generation generation) throws IOException {
        Path mark = new Path(folder, "_now-" + UUID.randomUUID());
        write(mark, new byte[0]);
        try {
            return Duration.ofMillis(storage.getFileStatus(mark).getModificationTime() - generation.renewed());
        } finally {
            delete(List.of(mark));
        }
    }

    private void write(Path path, byte[] content) throws IOException {
        try (FSDataOutputStream out = storage.create(path, true)) {
            out.write(content);
        }
    }

    /** Newest first. */
    private List<FileStatus> objects() throws IOException {
        try {
            return Arrays.stream(storage.listStatus(folder))
                    .filter(object -> NAME.matcher(object.getPath().getName()).matches())
                    .sorted(Comparator.comparing(FileStatus::getPath).reversed())
                    .toList();
        } catch (FileNotFoundException e) {
            return List.of();
        }
    }

    private Path path(long number) {
        return new Path(folder, String.format("%012d.json", number));
    }

    private static long number(Path object) {
        return Long.parseLong(object.getName().substring(0, 12));
    }
}
