package sparkjoy.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import sparkjoy.error.UserError;
import sparkjoy.spec.Storage;
import sparkjoy.storage.ExclusiveWrite;

/** A specification's storages as a run would use them, without a Spark session. */
public final class StorageAccess {
    private final Configuration hadoop = new Configuration();
    private final Map<String, String> environment;

    public StorageAccess(Storage storage, Map<String, String> environment) {
        S3Settings.of(storage).forEach(hadoop::set);
        this.environment = environment;
    }

    /** Settings of Hadoop's file systems. */
    public Configuration settings() {
        return hadoop;
    }

    /** Returns if the storage answers. Raises UserError with the reason if it does not. */
    public void reach(String uri) {
        new StorageProbe(hadoop, environment).reach(uri);
    }

    /** What work with these settings returns. Raises StorageUnavailable if the storage stops answering meanwhile. */
    public <T> T read(Function<Configuration, T> work) {
        try {
            return work.apply(hadoop);
        } catch (UserError | UncheckedIOException failure) {
            throw new StorageFailure(hadoop)
                    .ofReading(failure)
                    .<RuntimeException>map(unavailable -> unavailable)
                    .orElse(failure);
        }
    }

    /** Returns if a lake's S3 server supports conditional PUT, or the lake is not on S3. Raises UserError if not. */
    public void requireConditionalPut(String lake) {
        new CommitProbe(hadoop).check(lake);
    }

    /** How far the storage's clock is ahead of this machine's, in steps of a second; leaves nothing behind. */
    public Duration clockSkew(String lake, Clock clock) throws IOException {
        Path object = new Path(lake, "ops/_leases/_probe-" + UUID.randomUUID());
        FileSystem storage = object.getFileSystem(hadoop);
        try {
            Instant before = clock.instant();
            new ExclusiveWrite(storage).create(object, new byte[] {1});
            Instant between =
                    before.plus(Duration.between(before, clock.instant()).dividedBy(2));
            Instant written = Instant.ofEpochMilli(storage.getFileStatus(object).getModificationTime());
            return Duration.ofSeconds(Duration.between(between, written).toSeconds());
        } finally {
            storage.delete(object, false);
        }
    }
}
