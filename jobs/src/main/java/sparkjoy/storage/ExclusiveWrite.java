package sparkjoy.storage;

import static org.apache.hadoop.fs.Options.CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.s3a.AWSServiceIOException;

/**
 * Writes an object only where none is: of several writers of one path exactly one succeeds. On S3 by a conditional PUT
 * (`If-None-Match: *`), elsewhere by the file system's own exclusive create.
 */
public record ExclusiveWrite(FileSystem storage) {
    private static final int CONFLICT = 409;
    private static final int ATTEMPTS = 10;
    private static final int PAUSE_MILLIS = 50;

    /**
     * Writes the object whole. No two writers may write the same bytes to one path: equal bytes are taken for one's own.
     *
     * @throws FileAlreadyExistsException where another writer's object lies at the path
     */
    public void create(Path path, byte[] content) throws IOException {
        switch (storage.getUri().getScheme()) {
            case "s3a" -> put(path, content);
            case "file" -> createLocally(path, content);
            default -> createIn(storage, path, content);
        }
    }

    private void put(Path path, byte[] content) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                putIfAbsent(path, content);
                return;
            } catch (AWSServiceIOException e) {
                // The server saw two writers at once and decided for neither.
                if (e.statusCode() != CONFLICT || attempt == ATTEMPTS) {
                    settle(path, content, e);
                    return;
                }
                pause(attempt);
            } catch (IOException e) {
                settle(path, content, e);
                return;
            }
        }
    }

    private void putIfAbsent(Path path, byte[] content) throws IOException {
        FSDataOutputStreamBuilder<?, ?> builder = storage.createFile(path);
        builder.recursive().overwrite(true).must(FS_OPTION_CREATE_CONDITIONAL_OVERWRITE, true);
        try (FSDataOutputStream out = builder.build()) {
            out.write(content);
        }
    }

    /** What is at the path decides: a PUT whose answer was lost is repeated, and then refused because of itself. */
    private void settle(Path path, byte[] content, IOException refusal) throws IOException {
        byte[] winner;
        try (FSDataInputStream in = storage.open(path)) {
            winner = in.readAllBytes();
        } catch (IOException e) {
            if (!(e instanceof FileNotFoundException)) {
                refusal.addSuppressed(e);
            }
            throw refusal;
        }
        if (!Arrays.equals(winner, content)) {
            FileAlreadyExistsException lost = new FileAlreadyExistsException(path.toString());
            lost.initCause(refusal);
            throw lost;
        }
    }

    /** Hadoop's local file system looks first and creates then, which is not exclusive. */
    private static void createLocally(Path path, byte[] content) throws IOException {
        java.nio.file.Path file = java.nio.file.Path.of(path.toUri().getPath());
        Files.createDirectories(file.getParent());
        new WholeFile(file).create(unseen -> Files.write(unseen, content));
    }

    private static void createIn(FileSystem storage, Path path, byte[] content) throws IOException {
        try (FSDataOutputStream out = storage.create(path, false)) {
            out.write(content);
        } catch (org.apache.hadoop.fs.FileAlreadyExistsException e) {
            FileAlreadyExistsException lost = new FileAlreadyExistsException(path.toString());
            lost.initCause(e);
            throw lost;
        }
    }

    private static void pause(int attempt) throws InterruptedIOException {
        try {
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(PAUSE_MILLIS * attempt));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted between two attempts of a conditional PUT");
        }
    }
}
