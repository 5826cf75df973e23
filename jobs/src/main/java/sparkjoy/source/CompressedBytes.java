package sparkjoy.source;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** A file's bytes as stored, through one buffer that the inflater reads from directly. */
final class CompressedBytes implements Closeable {
    private static final int BUFFER_BYTES = 128 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int limit;
    private int lastWord;

    CompressedBytes(InputStream in) {
        this.in = in;
    }

    /** The next byte, or -1 at the end. */
    int next() throws IOException {
        return position < limit || fill() ? buffer[position++] & 0xff : -1;
    }

    /** Replaces the buffer's content by what follows; false at the end. */
    boolean fill() throws IOException {
        position = 0;
        limit = 0;
        int count = in.read(buffer, 0, buffer.length);
        limit = Math.max(count, 0);
        for (int index = Math.max(0, limit - Integer.BYTES); index < limit; index++) {
            lastWord = (lastWord >>> Byte.SIZE) | (buffer[index] << (3 * Byte.SIZE));
        }
        return count > 0;
    }

    /** The last four bytes that were read from the file, as the unsigned number that ends a gzip member. */
    long lastWord() {
        return lastWord & 0xffffffffL;
    }

    /** Leaves only so many bytes at the buffer's end unread. */
    void keepLast(int remaining) {
        position = limit - remaining;
    }

    byte[] buffer() {
        return buffer;
    }

    int position() {
        return position;
    }

    int available() {
        return limit - position;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
