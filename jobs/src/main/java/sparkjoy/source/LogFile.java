package sparkjoy.source;

import java.io.Serializable;
import java.time.LocalDate;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FileStatus;

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
