package sparkjoy.serve;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** The bytes that a client sends, and whether it is still there while nobody reads them. Used by one thread. */
final class Peer extends InputStream {
    private static final int MOST_AHEAD = 1 << 16;

    private final Socket socket;
    private final InputStream bytes;
    private final byte[] ahead = new byte[MOST_AHEAD];
    private int from;
    private int to;

    Peer(Socket socket) throws IOException {
        this.socket = socket;
        this.bytes = socket.getInputStream();
    }

    /** Whether the client has closed its end or was killed; what it sent before is kept to be read. */
    boolean isGone() {
        try {
            if (from == to) {
                from = 0;
                to = 0;
            }
            socket.setSoTimeout(1);
            while (to < MOST_AHEAD) {
                int more = bytes.read(ahead, to, MOST_AHEAD - to);
                if (more < 0) {
                    return true;
                }
                to += more;
            }
            return false;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        } finally {
            endPeeking();
        }
    }

    OutputStream output() throws IOException {
        return socket.getOutputStream();
    }

    @Override
    public int read() throws IOException {
        return from < to ? Byte.toUnsignedInt(ahead[from++]) : bytes.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (from == to) {
            return bytes.read(target, offset, length);
        }
        int number = Math.min(length, to - from);
        System.arraycopy(ahead, from, target, offset, number);
        from += number;
        return number;
    }

    private void endPeeking() {
        try {
            socket.setSoTimeout(0);
        } catch (IOException e) {
            // The next read says so.
        }
    }
}
