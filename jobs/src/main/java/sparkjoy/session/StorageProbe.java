package sparkjoy.session;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.AccessDeniedException;
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
import sparkjoy.UserError;

/** Asks a storage for a folder before any work starts, so that a wrong key or a dead endpoint is told at once and in plain words. */
final class StorageProbe {
    private static final Duration PATIENCE = Duration.ofSeconds(12);

    private final Configuration hadoop;

    StorageProbe(Configuration hadoop) {
        this.hadoop = hadoop;
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
            throw explained(path, e.getCause());
        } catch (TimeoutException e) {
            throw unreachable(path, e);
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

    private UserError explained(Path path, Throwable cause) {
        String bucket = path.toUri().getHost();
        if (cause.getClass().getSimpleName().equals("UnknownStoreException")) {
            return new UserError(
                    "There is no bucket " + bucket + " at " + endpoint(bucket) + ": check the bucket's name in " + path
                            + " and storage.endpoint.",
                    cause);
        }
        if (cause instanceof AccessDeniedException) {
            return new UserError(
                    "The storage at " + endpoint(bucket) + " refuses the credentials for " + path
                            + ": check the access key and secret that storage.credentials names (wrong secret, expired"
                            + " token, or no right to list the bucket).",
                    cause);
        }
        for (Throwable reason = cause; reason != null; reason = reason.getCause()) {
            boolean isDead = reason instanceof ConnectException
                    || reason instanceof java.net.UnknownHostException
                    || reason instanceof java.net.SocketTimeoutException;
            if (isDead) {
                return unreachable(path, cause);
            }
        }
        return new UserError(
                "The storage at " + endpoint(bucket) + " cannot be used for " + path + ": " + cause.getMessage(),
                cause);
    }

    private UserError unreachable(Path path, Throwable cause) {
        return new UserError(
                "The endpoint " + endpoint(path.toUri().getHost()) + " does not answer for " + path
                        + ": check storage.endpoint, the network and that the server runs.",
                cause);
    }

    private String endpoint(String bucket) {
        String common = hadoop.get("fs.s3a.endpoint", "AWS");
        return hadoop.get("fs.s3a.bucket." + bucket + ".endpoint", common);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "storage-probe");
        thread.setDaemon(true);
        return thread;
    }
}
