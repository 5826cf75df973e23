package sparkjoy.source;

import java.io.IOException;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * One delivered object as it was listed.
 *
 * @param path the full URI as the file system lists it
 * @param size compressed bytes
 * @param version the ETag where the storage has one, else size and modification time
 * @param modifiedAt epoch milliseconds
 */
public record LogFile(String sourceId, LocalDate receivedDay, String path, long size, String version, long modifiedAt)
        implements Serializable {

    /** The version of an object: two statuses of one path with equal versions mean the same content. */
    public static String versionOf(FileStatus status) {
        if (status instanceof EtagSource tagged) {
            String etag = tagged.getEtag();
            if (etag != null && !etag.isEmpty()) {
                return etag.replace("\"", "");
            }
        }
        return status.getLen() + "-" + status.getModificationTime();
    }

    /** The object as it lies at a path now; empty where it is gone or may not be read. */
    public static Optional<LogFile> at(
            Configuration configuration, String sourceId, LocalDate receivedDay, String path) {
        try {
            return Optional.of(of(sourceId, receivedDay, status(configuration, path)));
        } catch (IOException failure) {
            if (ReadFailure.reasonOf(failure) == Fault.READ_FAILED) {
                throw new LogsUnavailable(
                        "Cannot look at '" + path + "': " + failure.getMessage() + ". Check the storage.", failure);
            }
            return Optional.empty();
        }
    }

    /** Whether nothing lies at a path any more; not where that may not be asked. */
    public static boolean isGone(Configuration configuration, String path) {
        try {
            status(configuration, path);
            return false;
        } catch (IOException failure) {
            return ReadFailure.reasonOf(failure) == Fault.FILE_VANISHED;
        }
    }

    private static FileStatus status(Configuration configuration, String path) throws IOException {
        Path place = new Path(path);
        return place.getFileSystem(configuration).getFileStatus(place);
    }

    static LogFile of(String sourceId, LocalDate receivedDay, FileStatus status) {
        return new LogFile(
                sourceId,
                receivedDay,
                status.getPath().toString(),
                status.getLen(),
                versionOf(status),
                status.getModificationTime());
    }
}
