package sparkjoy.engine;

import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import sparkjoy.error.UserError;

/**
 * Says in one sentence that S3 cannot be used, whichever layer the failure came through: Hadoop, Delta, a task of Spark or
 * a stream. No other class knows these exceptions.
 */
public final class StorageFailure {
    private static final int MOST_CAUSES = 50;
    private static final Pattern PLACE = Pattern.compile("s3a://([^\\s/,:;'\"()]+)[^\\s,:;'\"()]*");
    private static final String CONNECTOR = "org.apache.hadoop.fs.s3a.";
    private static final String CLIENT = "software.amazon.awssdk.";
    private static final String MISSING = "UnknownStoreException";
    private static final List<String> SILENT = List.of(
            "NoHttpResponseException",
            "HttpChannelEOFException",
            "ApiCallTimeoutException",
            "ApiCallAttemptTimeoutException",
            "ConnectException",
            "ConnectTimeoutException",
            "UnknownHostException",
            "NoRouteToHostException",
            "SocketTimeoutException");
    private static final List<String> FAILING = List.of("AWSStatus500Exception", "AWSServiceThrottledException");

    private final Configuration hadoop;

    StorageFailure(Configuration hadoop) {
        this.hadoop = hadoop;
    }

    /** What a command says that failed because S3 could not be used; empty where it failed for another reason. */
    public static Optional<StorageUnavailable> in(Throwable failure) {
        return known(failure).or(() -> new StorageFailure(settings())
                .sentence(failure)
                .map(sentence -> new StorageUnavailable(
                        sentence.getMessage() + " What was committed stays; rerun when the storage can be used.",
                        failure)));
    }

    /** The same, only where S3 does not answer. */
    public static Optional<StorageUnavailable> silentIn(Throwable failure) {
        return isSilent(failure) ? in(failure) : Optional.empty();
    }

    private static Optional<StorageUnavailable> known(Throwable failure) {
        return causes(failure)
                .filter(StorageUnavailable.class::isInstance)
                .map(StorageUnavailable.class::cast)
                .findFirst();
    }

    /** The sentence for a failure of reading; one that has its own message is kept, unless S3 does not answer. */
    Optional<StorageUnavailable> ofReading(RuntimeException failure) {
        return failure instanceof UserError && !isSilent(failure)
                ? Optional.empty()
                : known(failure).or(() -> sentence(failure));
    }

    /** The sentence for a place that was asked for. */
    StorageUnavailable at(String place, String bucket, Throwable failure) {
        String endpoint = endpoint(bucket);
        if (has(failure, cause -> isNamed(cause, MISSING))) {
            return new StorageUnavailable(
                    "There is no bucket " + bucket + " at " + endpoint + ": check the bucket's name in " + place
                            + " and storage.endpoint.",
                    failure);
        }
        if (has(failure, AccessDeniedException.class::isInstance)) {
            return new StorageUnavailable(
                    "The storage at " + endpoint + " refuses the credentials for " + place
                            + ": check the access key and secret that storage.credentials names (wrong secret, expired"
                            + " token, or no right to list the bucket; docs/s3.md has the policy that a run needs).",
                    failure);
        }
        return isSilent(failure)
                ? silent(place, bucket, failure)
                : new StorageUnavailable(
                        "The storage at " + endpoint + " cannot be used for " + place + ": " + failure.getMessage(),
                        failure);
    }

    StorageUnavailable silent(String place, String bucket, Throwable failure) {
        return new StorageUnavailable(
                "The endpoint " + endpoint(bucket) + " does not answer for " + place
                        + ": check storage.endpoint, the network and that the server runs.",
                failure);
    }

    private Optional<StorageUnavailable> sentence(Throwable failure) {
        boolean isKnown = isSilent(failure)
                || has(failure, AccessDeniedException.class::isInstance)
                || has(failure, cause -> isNamed(cause, MISSING))
                || has(failure, cause -> FAILING.stream().anyMatch(name -> isNamed(cause, name)));
        if (!isKnown || !isOfS3(failure)) {
            return Optional.empty();
        }
        Optional<Matcher> named = causes(failure)
                .map(cause -> PLACE.matcher(String.valueOf(cause.getMessage())))
                .filter(Matcher::find)
                .findFirst();
        String place = named.map(Matcher::group)
                .map(found -> found.endsWith(".") ? found.substring(0, found.length() - 1) : found)
                .orElse("this run");
        return Optional.of(at(place, named.map(found -> found.group(1)).orElse(""), failure));
    }

    private String endpoint(String bucket) {
        String common = hadoop.getTrimmed("fs.s3a.endpoint", "");
        String own = hadoop.getTrimmed("fs.s3a.bucket." + bucket + ".endpoint", common);
        return own.isEmpty() ? "of AWS" : own;
    }

    /** Settings of the session that the command had opened. */
    private static Configuration settings() {
        var session = SparkSession.getDefaultSession();
        return session.isDefined() ? session.get().sparkContext().hadoopConfiguration() : new Configuration();
    }

    private static boolean isOfS3(Throwable failure) {
        return has(
                failure,
                cause -> cause.getClass().getName().startsWith(CONNECTOR)
                        || cause.getClass().getName().startsWith(CLIENT)
                        || String.valueOf(cause.getMessage()).contains("s3a")
                        || Arrays.stream(cause.getStackTrace())
                                .anyMatch(frame -> frame.getClassName().startsWith(CONNECTOR)));
    }

    private static boolean isSilent(Throwable failure) {
        return has(
                failure,
                cause -> cause instanceof SocketException
                        || cause instanceof SocketTimeoutException
                        || cause instanceof UnknownHostException
                        || cause instanceof SSLException
                        || SILENT.stream().anyMatch(name -> isNamed(cause, name)));
    }

    /** By its class; or in the text of a task's failure, which may have come from another machine without its cause. */
    private static boolean isNamed(Throwable cause, String name) {
        return cause.getClass().getSimpleName().equals(name)
                || (cause.getCause() == null
                        && String.valueOf(cause.getMessage()).contains("." + name + ":"));
    }

    private static boolean has(Throwable failure, Predicate<Throwable> wanted) {
        return causes(failure).anyMatch(wanted);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(MOST_CAUSES);
    }
}
