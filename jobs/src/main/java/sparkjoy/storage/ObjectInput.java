package sparkjoy.storage;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSExceptionMessages;
import org.apache.hadoop.fs.FSInputStream;
import org.apache.hadoop.fs.FileRange;

/** Reads an object from its end, which is in memory, and opens it only for what lies before. */
final class ObjectInput extends FSInputStream {

    /** Opens the whole object. */
    interface Whole {
        FSDataInputStream open() throws IOException;
    }

    private final ObjectEnd end;
    private final Whole whole;
    private FSDataInputStream opened;
    private long position;
    private boolean isClosed;

    ObjectInput(ObjectEnd end, Whole whole) {
        this.end = end;
        this.whole = whole;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        checkOpen();
        int count = length == 0 ? 0 : readAt(position, into, from, length);
        position += Math.max(0, count);
        return count;
    }

    @Override
    public int read(long at, byte[] into, int from, int length) throws IOException {
        checkOpen();
        validatePositionedReadArgs(at, into, from, length);
        return length == 0 ? 0 : readAt(at, into, from, length);
    }

    /** Where an object is large, S3A reads several ranges at once. */
    @Override
    public void readVectored(List<? extends FileRange> ranges, IntFunction<ByteBuffer> allocate) throws IOException {
        checkOpen();
        if (end.isWhole()) {
            super.readVectored(ranges, allocate);
        } else {
            opened().readVectored(ranges, allocate);
        }
    }

    @Override
    public void seek(long to) throws IOException {
        checkOpen();
        if (to < 0) {
            throw new EOFException(FSExceptionMessages.NEGATIVE_SEEK + " " + to);
        }
        if (to > end.status().getLen()) {
            throw new EOFException(FSExceptionMessages.CANNOT_SEEK_PAST_EOF + " " + to);
        }
        position = to;
    }

    @Override
    public long getPos() {
        return position;
    }

    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, end.status().getLen() - position);
    }

    @Override
    public boolean seekToNewSource(long target) {
        return false;
    }

    @Override
    public void close() throws IOException {
        isClosed = true;
        if (opened != null) {
            opened.close();
        }
    }

    private int readAt(long at, byte[] into, int from, int length) throws IOException {
        long left = end.status().getLen() - at;
        if (left <= 0) {
            return -1;
        }
        if (at < end.first()) {
            return opened().read(at, into, from, length);
        }
        int count = (int) Math.min(length, left);
        end.copy(at, into, from, count);
        return count;
    }

    private FSDataInputStream opened() throws IOException {
        if (opened == null) {
            opened = whole.open();
        }
        return opened;
    }

    private void checkOpen() throws IOException {
        if (isClosed) {
            throw new IOException(
                    FSExceptionMessages.STREAM_IS_CLOSED + " " + end.status().getPath());
        }
    }
}
