package sparkjoy.session;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Asks a storage for a folder before any work starts, so that a wrong key or a dead endpoint is reported at once and in plain words. */
final class StorageProbe {
    private static final Duration PATIENCE = Duration.ofSeconds(12);

    private final Configuration hadoop;
    private final StorageFailure failure;

    StorageProbe(Configuration hadoop) {
        this.hadoop = hadoop;
        this.failure = new StorageFailure(hadoop);
    }

    /** Returns if the storage answers, be the folder there or not. */
    void reach(String uri) {
        Path path = new Path(uri);
        if (!"s3a".equals(path.toUri().getScheme())) {
            return;
        }
        ExecutorService thread = Executors.newSingleThreadExecutor(StorageProbe::daemon);
        Future<Boolean> answer = thread.submit(() -> isThere(path));
        try {
            answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw failure.at(uri, path.toUri().getHost(), e.getCause());
        } catch (TimeoutException e) {
            throw failure.silent(uri, path.toUri().getHost(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while reaching " + uri, e);
        } finally {
            thread.shutdownNow();
        }
    }

    private boolean isThere(Path path) throws IOException {
        // An instance of its own: a cached one may have been made with other credentials.
        try (FileSystem storage = FileSystem.newInstance(path.toUri(), hadoop)) {
            return storage.listStatusIterator(path).hasNext();
        } catch (FileNotFoundException e) {
            if (e.getClass().getSimpleName().equals("UnknownStoreException")) {
                throw e;
            }
            return false;
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "storage-probe");
        thread.setDaemon(true);
        return thread;
    }
}
