package sparkjoy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.gaul.s3proxy.junit.S3ProxyExtension;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A real S3 server on the loopback interface, for tests and for programs beside them; it stops when it is closed. */
public final class S3Server implements AutoCloseable {
    private final S3ProxyExtension server;
    private final S3Client client;

    private S3Server(S3ProxyExtension server) {
        this.server = server;
        this.client = S3Client.builder()
                .endpointOverride(server.getUri())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .build();
    }

    /** A server that wants signed requests. */
    public static S3Server start() {
        return started(
                S3ProxyExtension.builder().withCredentials("key", "secret").build());
    }

    /** A server that lets everybody in. */
    public static S3Server startOpen() {
        return started(S3ProxyExtension.builder().build());
    }

    private static S3Server started(S3ProxyExtension server) {
        try {
            server.beforeEach(null);
        } catch (Exception e) {
            throw new IllegalStateException("The S3 server does not start", e);
        }
        return new S3Server(server);
    }

    public URI endpoint() {
        return server.getUri();
    }

    /** Makes a bucket of a new name: Hadoop keeps a file system by the name of its bucket. */
    public String newBucket(String purpose) {
        String name = purpose + "-" + UUID.randomUUID().toString().substring(0, 8);
        makeBucket(name);
        return name;
    }

    public void makeBucket(String name) {
        client.createBucket(request -> request.bucket(name));
    }

    public void put(String bucket, String key, byte[] content) {
        client.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromBytes(content));
    }

    /** Makes a bucket with the objects of another. */
    public String copyOf(String bucket, String purpose) {
        String copy = newBucket(purpose);
        keys(bucket, "")
                .forEach(key -> client.copyObject(request -> request.sourceBucket(bucket)
                        .sourceKey(key)
                        .destinationBucket(copy)
                        .destinationKey(key)));
        return copy;
    }

    public String text(String bucket, String key) {
        return new String(
                client.getObjectAsBytes(request -> request.bucket(bucket).key(key))
                        .asByteArray(),
                StandardCharsets.UTF_8);
    }

    /** The keys below a prefix, in order. */
    public List<String> keys(String bucket, String prefix) {
        Stream<S3Object> objects =
                client.listObjectsV2Paginator(request -> request.bucket(bucket).prefix(prefix)).contents().stream();
        return objects.map(S3Object::key).toList();
    }

    /** Values of a specification that reach it; the key is in a file of a folder. */
    public List<String> specification(Path folder) throws IOException {
        Path keys = Files.writeString(folder.resolve("s3.properties"), "access_key=key\nsecret_key=secret\n");
        return List.of(
                "storage.endpoint=" + endpoint(),
                "storage.region=us-east-1",
                "storage.path_style=true",
                "storage.credentials={provider: file, file: " + keys + "}");
    }

    /** Hadoop's settings for reaching it at an endpoint: its own, or that of something before it. */
    public static Configuration hadoop(URI endpoint) {
        Configuration hadoop = new Configuration();
        hadoop.set("fs.s3a.endpoint", endpoint.toString());
        hadoop.set("fs.s3a.endpoint.region", "us-east-1");
        hadoop.set("fs.s3a.path.style.access", "true");
        hadoop.set("fs.s3a.connection.ssl.enabled", "false");
        hadoop.set("fs.s3a.access.key", "key");
        hadoop.set("fs.s3a.secret.key", "secret");
        hadoop.set("fs.s3a.input.stream.type", "classic");
        hadoop.set("fs.s3a.retry.interval", "50ms");
        return hadoop;
    }

    @Override
    public void close() {
        client.close();
        server.afterEach(null);
    }
}
