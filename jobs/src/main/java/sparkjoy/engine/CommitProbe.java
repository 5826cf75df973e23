package sparkjoy.engine;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.s3a.AWSServiceIOException;
import sparkjoy.error.UserError;
import sparkjoy.storage.ExclusiveWrite;

/** Tries whether the S3 server of a lake refuses a second conditional PUT of one object; one that does not would lose commits. */
final class CommitProbe {
    private static final int NOT_IMPLEMENTED = 501;

    private final Configuration hadoop;

    CommitProbe(Configuration hadoop) {
        this.hadoop = hadoop;
    }

    /** Returns if the server can be trusted, or the lake is not on S3; leaves nothing behind. */
    void check(String lake) {
        Path object = new Path(lake, "ops/_leases/_probe-" + UUID.randomUUID());
        if (!"s3a".equals(object.toUri().getScheme())) {
            return;
        }
        try {
            FileSystem storage = object.getFileSystem(hadoop);
            try {
                putTwice(storage, object, lake);
            } finally {
                storage.delete(object, false);
            }
        } catch (IOException e) {
            throw new UserError(
                    "The lake " + lake + " cannot be written: " + e.getMessage()
                            + ". Check that the credentials of storage.credentials may put and delete objects there.",
                    e);
        }
    }

    private static void putTwice(FileSystem storage, Path object, String lake) throws IOException {
        ExclusiveWrite write = new ExclusiveWrite(storage);
        try {
            write.create(object, new byte[] {1});
            write.create(object, new byte[] {2});
        } catch (FileAlreadyExistsException e) {
            return;
        } catch (AWSServiceIOException e) {
            if (e.statusCode() == NOT_IMPLEMENTED) {
                throw new UserError(untrusted(lake, "does not know conditional PUT (501)"), e);
            }
            throw e;
        }
        throw new UserError(untrusted(lake, "ignores If-None-Match: it wrote one object twice"));
    }

    private static String untrusted(String lake, String why) {
        return "The S3 server of the lake " + lake + " " + why + ". Two drivers would lose commits on it: set"
                + " storage.commits to single_driver, which lets one run write at a time, or use a server with"
                + " conditional PUT.";
    }
}
