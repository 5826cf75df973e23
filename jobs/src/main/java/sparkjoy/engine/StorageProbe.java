package sparkjoy.engine;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import sparkjoy.error.UserError;

/** Asks a storage for a folder before any work starts, so that a wrong key or a dead endpoint is reported at once and in plain words. */
final class StorageProbe {
    private static final Duration PATIENCE = Duration.ofSeconds(12);

    private static final List<String> VARIABLES = List.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY");

    private final Configuration hadoop;
    private final Map<String, String> environment;
    private final StorageFailure failure;

    /**
     * Takes S3A's settings.
     *
     * @param environment where the provider `environment` looks for keys
     */
    StorageProbe(Configuration hadoop, Map<String, String> environment) {
        this.hadoop = hadoop;
        this.environment = environment;
        this.failure = new StorageFailure(hadoop);
    }

    /** Returns if the storage answers, be the folder there or not. */
    void reach(String uri) {
        Path path = new Path(uri);
        if (!"s3a".equals(path.toUri().getScheme())) {
            return;
        }
        checkVariables(path);
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

    /** Without its variables the provider gives no key, which a storage answers like a wrong one. */
    private void checkVariables(Path path) {
        String common = hadoop.get("fs.s3a.aws.credentials.provider", "");
        String provider = hadoop.get("fs.s3a.bucket." + path.toUri().getHost() + ".aws.credentials.provider", common);
        List<String> missing = VARIABLES.stream()
                .filter(name -> environment.getOrDefault(name, "").isBlank())
                .toList();
        if (provider.endsWith("EnvironmentVariableCredentialsProvider") && !missing.isEmpty()) {
            throw new UserError("The environment variable " + String.join(" and ", missing)
                    + (missing.size() == 1 ? " is" : " are") + " not set, so there is no key for " + path
                    + ": set it, or choose another storage.credentials.provider than environment.");
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
