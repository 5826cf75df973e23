package sparkjoy.generate;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A gzip file of lines, made of one member for each so many bytes; the members are compressed in the background.
 *
 * <p>Where members end depends on the lines alone, so that the same lines give the same bytes on any number of cores.
 */
final class GzipFile implements Closeable {
    private static final int MEMBERS_UNDER_WAY = 2;

    private final OutputStream out;
    private final Compressors compressors;
    private final int memberBytes;
    private final Deque<CompletableFuture<byte[]>> underWay = new ArrayDeque<>();
    private JsonBuffer member;
    private long bytesWritten;
    private long bytesTaken;
    private long lines;

    GzipFile(Path path, int memberBytes, Compressors compressors) throws IOException {
        this.out = Files.newOutputStream(path);
        this.memberBytes = memberBytes;
        this.compressors = compressors;
        member = compressors.lend();
    }

    void append(byte[] line, int length) throws IOException {
        member.add(line, length).add("\n");
        lines++;
        bytesTaken += length + 1L;
        if (member.size() >= memberBytes) {
            compress();
        }
    }

    long lines() {
        return lines;
    }

    long bytesTaken() {
        return bytesTaken;
    }

    /** Compressed bytes in the file; up to two members more are on their way. */
    long bytesWritten() {
        return bytesWritten;
    }

    @Override
    public void close() throws IOException {
        try (out) {
            if (member.size() > 0) {
                compress();
            }
            compressors.giveBack(member);
            while (!underWay.isEmpty()) {
                writeFirst();
            }
        }
    }

    private void compress() throws IOException {
        underWay.add(compressors.compress(member));
        member = compressors.lend();
        while (underWay.size() > MEMBERS_UNDER_WAY) {
            writeFirst();
        }
    }

    private void writeFirst() throws IOException {
        try {
            byte[] bytes = underWay.remove().join();
            out.write(bytes);
            bytesWritten += bytes.length;
        } catch (CompletionException failed) {
            throw new IOException("a member could not be compressed", failed.getCause());
        }
    }
}
