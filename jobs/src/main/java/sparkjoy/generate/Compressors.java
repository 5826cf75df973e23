package sparkjoy.generate;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;

/** Compresses buffers into gzip members on all cores, and lends the same few buffers again and again. */
final class Compressors implements AutoCloseable {
    private static final int LEVEL = 1;

    private final ExecutorService threads =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    private final Deque<JsonBuffer> free = new ConcurrentLinkedDeque<>();

    /** An empty buffer, to be compressed or given back. */
    JsonBuffer lend() {
        JsonBuffer buffer = free.pollFirst();
        return buffer == null ? new JsonBuffer() : buffer.clear();
    }

    void giveBack(JsonBuffer unused) {
        free.addFirst(unused);
    }

    /** One gzip member with the buffer's content. */
    CompletableFuture<byte[]> compress(JsonBuffer content) {
        return CompletableFuture.supplyAsync(
                () -> {
                    byte[] member = compressed(content);
                    giveBack(content);
                    return member;
                },
                threads);
    }

    @Override
    public void close() {
        threads.shutdown();
    }

    private static byte[] compressed(JsonBuffer content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(content.size() / 6);
        try (OutputStream gzip = new Member(bytes)) {
            content.writeTo(gzip);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** One gzip member; its header holds no time. */
    private static final class Member extends GZIPOutputStream {
        Member(OutputStream out) throws IOException {
            super(out, 65_536);
            def.setLevel(LEVEL);
        }
    }
}
