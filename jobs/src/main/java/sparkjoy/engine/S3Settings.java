package sparkjoy.engine;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import sparkjoy.error.UserError;
import sparkjoy.spec.Storage;
import sparkjoy.spec.Storage.Credentials;
import sparkjoy.storage.LakeObjects;

/** The specification's storage as settings of Hadoop's S3A connector. */
final class S3Settings {
    private static final String PREFIX = "fs.s3a.";
    private static final String SDK = "software.amazon.awssdk.auth.credentials.";

    private S3Settings() {}

    static Map<String, String> of(Storage storage) {
        Map<String, String> settings = new LinkedHashMap<>(reliability(storage));
        settings.putAll(place(PREFIX, storage.endpoint(), storage.region(), Optional.of(storage.pathStyle())));
        settings.putAll(credentials(PREFIX, storage.credentials()));
        storage.buckets().forEach((name, bucket) -> {
            String prefix = PREFIX + "bucket." + name + ".";
            settings.putAll(place(prefix, bucket.endpoint(), bucket.region(), bucket.pathStyle()));
            bucket.credentials().ifPresent(own -> settings.putAll(credentials(prefix, own)));
        });
        return settings;
    }

    /**
     * The classic stream reports an object that changed under the reader; the default of Hadoop 3.5 does not. A dead
     * endpoint is reported in seconds: the SDK and S3A each retry, so both are bounded. Objects are written under names
     * of their own or on a condition, so S3A need not ask before each write and delete what lies there: two requests
     * less for each.
     */
    private static Map<String, String> reliability(Storage storage) {
        String timeout = storage.timeout().toMillis() + "ms";
        return Map.of(
                PREFIX + "impl", LakeObjects.class.getName(),
                PREFIX + "input.stream.type", "classic",
                PREFIX + "attempts.maximum", "3",
                PREFIX + "retry.limit", "3",
                PREFIX + "retry.interval", "200ms",
                PREFIX + "connection.establish.timeout", timeout,
                PREFIX + "connection.timeout", "60s",
                PREFIX + "performance.flags", "create,delete,mkdir");
    }

    private static Map<String, String> place(
            String prefix, Optional<String> endpoint, Optional<String> region, Optional<Boolean> pathStyle) {
        Map<String, String> settings = new LinkedHashMap<>();
        endpoint.ifPresent(url -> {
            settings.put(prefix + "endpoint", url);
            settings.put(prefix + "connection.ssl.enabled", String.valueOf(!url.startsWith("http://")));
        });
        region.ifPresent(name -> settings.put(prefix + "endpoint.region", name));
        pathStyle.ifPresent(is -> settings.put(prefix + "path.style.access", String.valueOf(is)));
        return settings;
    }

    private static Map<String, String> credentials(String prefix, Credentials credentials) {
        String provider = prefix + "aws.credentials.provider";
        return switch (credentials.provider()) {
            case ENVIRONMENT -> Map.of(provider, SDK + "EnvironmentVariableCredentialsProvider");
            case CHAIN -> Map.of(provider, SDK + "DefaultCredentialsProvider");
            case ASSUMED_ROLE ->
                Map.of(
                        provider,
                        "org.apache.hadoop.fs.s3a.auth.AssumedRoleCredentialProvider",
                        prefix + "assumed.role.arn",
                        credentials.roleArn().orElseThrow(),
                        prefix + "assumed.role.credentials.provider",
                        SDK + "DefaultCredentialsProvider");
            case FILE -> ofFile(prefix, Path.of(credentials.file().orElseThrow()));
        };
    }

    private static Map<String, String> ofFile(String prefix, Path file) {
        Properties keys = new Properties();
        try (Reader text = Files.newBufferedReader(file)) {
            keys.load(text);
        } catch (IOException e) {
            throw new UserError(
                    "storage.credentials.file: " + file + " cannot be read: give a readable properties file with"
                            + " access_key and secret_key.",
                    e);
        }
        if (!keys.containsKey("access_key") || !keys.containsKey("secret_key")) {
            throw new UserError(
                    "storage.credentials.file: " + file + " lacks access_key or secret_key: it needs both.");
        }
        boolean isTemporary = keys.containsKey("session_token");
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(
                prefix + "aws.credentials.provider",
                "org.apache.hadoop.fs.s3a." + (isTemporary ? "Temporary" : "Simple") + "AWSCredentialsProvider");
        settings.put(prefix + "access.key", keys.getProperty("access_key"));
        settings.put(prefix + "secret.key", keys.getProperty("secret_key"));
        if (isTemporary) {
            settings.put(prefix + "session.token", keys.getProperty("session_token"));
        }
        return settings;
    }
}
