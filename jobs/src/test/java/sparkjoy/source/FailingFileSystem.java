package sparkjoy.source;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * The local disk under the scheme `failing`: names with `denied` may not be opened, those with `flaky` fail half-way, until
 * a file `_mended` lies beside them.
 */
public final class FailingFileSystem extends RawLocalFileSystem {
    private static final URI ROOT = URI.create("failing:///");

    static Configuration configuration() {
        Configuration configuration = new Configuration();
        configuration.set("fs.failing.impl", FailingFileSystem.class.getName());
        return configuration;
    }

    @Override
    public String getScheme() {
        return "failing";
    }

    @Override
    public URI getUri() {
        return ROOT;
    }

    @Override
    public FileStatus[] listStatus(Path folder) throws IOException {
        if (folder.getName().contains("denied")) {
            throw new AccessDeniedException(folder.toString(), null, "Permission denied");
        }
        return super.listStatus(folder);
    }

    @Override
    public FSDataInputStream open(Path path, int bufferSize) throws IOException {
        if (exists(new Path(path.getParent(), "_mended"))) {
            return super.open(path, bufferSize);
        }
        if (path.getName().contains("denied")) {
            throw new AccessDeniedException(path.toString(), null, "403 Forbidden");
        }
        FSDataInputStream whole = super.open(path, bufferSize);
        return path.getName().contains("flaky")
                ? new FSDataInputStream(
                        new HalfStream(whole, getFileStatus(path).getLen() / 2))
                : whole;
    }

    /** Fails once a number of bytes has been read. */
    private static final class HalfStream extends FSInputStream {
        private final InputStream whole;
        private long left;

        HalfStream(InputStream whole, long left) {
            this.whole = whole;
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (left == 0) {
                throw new IOException("connection reset");
            }
            int count = whole.read(into, offset, (int) Math.min(left, length));
            left -= count;
            return count;
        }

        @Override
        public void seek(long position) {
            throw new UnsupportedOperationException("one pass only");
        }

        @Override
        public long getPos() {
            throw new UnsupportedOperationException("one pass only");
        }

        @Override
        public boolean seekToNewSource(long position) {
            return false;
        }

        @Override
        public void close() throws IOException {
            whole.close();
        }
    }
}
