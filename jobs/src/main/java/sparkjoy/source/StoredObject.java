package sparkjoy.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.OpenFileOptions;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.functional.FutureIO;
import sparkjoy.spec.LogFormat;

/** One object in the storage, opened once, and compared before and after with what the listing said of it. */
final class StoredObject {
    private final LogFile file;
    private final Configuration configuration;

    StoredObject(LogFile file, Configuration configuration) {
        this.file = file;
        this.configuration = configuration;
    }

    /** Opens the object for one pass; raises {@link BrokenFile} where it is not the one that was listed. */
    Content content(LogFormat format) throws IOException, BrokenFile {
        FileStatus status = status();
        Optional<BrokenFile> change = change(status, "before it was read");
        if (change.isPresent()) {
            throw change.get();
        }
        return switch (format) {
            case SEGMENT -> new GzipStream(stream(status));
            case NDJSON -> new PlainText(stream(status));
            case PARQUET -> ParquetText.of(status, configuration);
        };
    }

    /**
     * How many bytes of the text may be trusted, found by reading the object to its end once: all unless it was altered.
     */
    long trustedBytes(LogFormat format) throws IOException, BrokenFile {
        return switch (format) {
            case SEGMENT, PARQUET -> verifiedBytes(format);
            case NDJSON -> Long.MAX_VALUE;
        };
    }

    private long verifiedBytes(LogFormat format) throws IOException, BrokenFile {
        byte[] passed = new byte[1 << 16];
        try (Content content = content(format)) {
            try {
                while (content.read(passed, 0, passed.length) >= 0) {}
                return Long.MAX_VALUE;
            } catch (BrokenFile broken) {
                return broken.fault().isAlteration() ? content.verifiedBytes() : Long.MAX_VALUE;
            } catch (IOException failure) {
                raiseIfInterrupted(failure);
                return content.verifiedBytes();
            }
        }
    }

    private InputStream stream(FileStatus status) throws IOException {
        return FutureIO.awaitFuture(storage()
                .openFile(status.getPath())
                .withFileStatus(status)
                .opt(
                        OpenFileOptions.FS_OPTION_OPENFILE_READ_POLICY,
                        OpenFileOptions.FS_OPTION_OPENFILE_READ_POLICY_WHOLE_FILE)
                .optLong(OpenFileOptions.FS_OPTION_OPENFILE_LENGTH, status.getLen())
                .build());
    }

    /** The change since the listing, if there is one now that the object has been read. */
    Optional<BrokenFile> changeAfterReading() {
        try {
            return change(status(), "while it was read");
        } catch (IOException failure) {
            return ReadFailure.reasonOf(failure) == Fault.FILE_VANISHED
                    ? Optional.of(BrokenFile.within(Fault.FILE_VANISHED, "the object vanished while it was read"))
                    : Optional.empty();
        }
    }

    /** What a failure of the storage says about the file; a failure that is not about this file is raised again. */
    static BrokenFile explained(IOException failure) throws IOException {
        raiseIfInterrupted(failure);
        if (ReadFailure.isOfTheStorage(failure)) {
            throw failure;
        }
        return BrokenFile.within(
                ReadFailure.reasonOf(failure), failure.getClass().getSimpleName() + ": " + failure.getMessage());
    }

    private static void raiseIfInterrupted(IOException failure) throws IOException {
        if (failure instanceof ClosedByInterruptException
                || Thread.currentThread().isInterrupted()) {
            throw failure;
        }
    }

    private Optional<BrokenFile> change(FileStatus now, String when) {
        String version = LogFile.versionOf(now);
        if (version.equals(file.version())) {
            return Optional.empty();
        }
        return Optional.of(BrokenFile.within(
                Fault.OBJECT_CHANGED,
                "listed as version " + file.version() + ", replaced by version " + version + " " + when));
    }

    private FileStatus status() throws IOException {
        return storage().getFileStatus(new Path(file.path()));
    }

    private FileSystem storage() throws IOException {
        return new Path(file.path()).getFileSystem(configuration);
    }
}
