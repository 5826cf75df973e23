package sparkjoy.storage;

import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.s3a.S3AFileStatus;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** The last bytes of an object: all of a small one, and the footer of a large Parquet file. */
final class ObjectEnd {
    /** Most files of a delivery are smaller, and most footers of large files. */
    static final int MOST_BYTES = 512 * 1024;

    private final S3AFileStatus status;
    private final byte[] bytes;

    /** Takes a status with the size of the whole object. */
    private ObjectEnd(S3AFileStatus status, byte[] bytes) {
        this.status = status;
        this.bytes = bytes;
    }

    static ObjectEnd read(Path path, ResponseBytes<GetObjectResponse> answer, long blockSize, String owner) {
        GetObjectResponse object = answer.response();
        String range = object.contentRange();
        // bytes 100-199/200; a server that ignores the range answers with the whole object and no range.
        long size = range == null ? object.contentLength() : Long.parseLong(range.substring(range.indexOf('/') + 1));
        S3AFileStatus status = new S3AFileStatus(
                size, object.lastModified().toEpochMilli(), path, blockSize, owner, object.eTag(), object.versionId());
        return new ObjectEnd(status, answer.asByteArrayUnsafe());
    }

    /** An object that this process has written just now. */
    static ObjectEnd written(Path path, byte[] content, long blockSize, String owner) {
        long now = System.currentTimeMillis();
        return new ObjectEnd(new S3AFileStatus(content.length, now, path, blockSize, owner, null, null), content);
    }

    S3AFileStatus status() {
        return status;
    }

    int length() {
        return bytes.length;
    }

    /** Copies bytes from a position in the whole object on, which these bytes hold. */
    void copy(long position, byte[] into, int from, int length) {
        System.arraycopy(bytes, (int) (position - first()), into, from, length);
    }

    boolean isWhole() {
        return bytes.length == status.getLen();
    }

    /** The position of the first of these bytes in the object. */
    long first() {
        return status.getLen() - bytes.length;
    }
}
