package sparkjoy.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sparkjoy.source.Deliveries.call;
import static sparkjoy.source.Deliveries.gzip;

import org.apache.hadoop.conf.Configuration;
import org.gaul.s3proxy.junit.S3ProxyExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The reader on a real S3 server, through S3A. */
class S3LogsTest {
    private static final String FOLDER = "segment-logs/app/1550361600000/";

    @RegisterExtension
    private final S3ProxyExtension server =
            S3ProxyExtension.builder().withCredentials("key", "secret").build();

    private S3Client client;

    @BeforeEach
    void makeBucket() {
        client = S3Client.builder()
                .endpointOverride(server.getUri())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .build();
        client.createBucket(request -> request.bucket("logs"));
    }

    @Test
    void anObjectIsReadAsItWasListedUnderItsEtag() {
        put("a.gz", gzip(call("m1")));

        LogListing listing = listed("secret");

        assertThat(listing.files()).singleElement().satisfies(file -> {
            assertThat(file.path()).isEqualTo("s3a://logs/" + FOLDER + "a.gz");
            assertThat(file.version()).matches("[0-9a-f]{32}");
        });
        assertThat(ReadBack.of(listing, configuration("secret")).outline()).containsExactly("1@0 m1");
    }

    @Test
    void anObjectReplacedOrDeletedSinceTheListingIsNamedAndTheNextOneGoesOn() {
        put("a.gz", gzip(call("m1")));
        put("b.gz", gzip(call("m2")));
        put("c.gz", gzip(call("m3")));
        LogListing listing = listed("secret");
        put("a.gz", gzip(call("m9")));
        client.deleteObject(request -> request.bucket("logs").key(FOLDER + "b.gz"));

        ReadBack read = ReadBack.of(listing, configuration("secret"));

        assertThat(read.outlineByFile())
                .containsExactly("a.gz: null@null OBJECT_CHANGED", "b.gz: null@null FILE_VANISHED", "c.gz: 1@0 m3");
    }

    @Test
    void aWrongSecretIsToldAtTheListing() {
        put("a.gz", gzip(call("m1")));

        assertThatThrownBy(() -> listed("wrong"))
                .isInstanceOf(LogsUnavailable.class)
                .hasMessageStartingWith("No permission to list 's3a://logs'");
    }

    @Test
    void aWrongSecretAtReadingIsNamedForEachFile() {
        put("a.gz", gzip(call("m1")));
        LogListing listing = listed("secret");

        assertThat(ReadBack.of(listing, configuration("wrong")).outline()).containsExactly("null@null ACCESS_DENIED");
    }

    private void put(String name, byte[] content) {
        client.putObject(request -> request.bucket("logs").key(FOLDER + name), RequestBody.fromBytes(content));
    }

    private LogListing listed(String secret) {
        return LogListing.of(configuration(secret), "s3a://logs", LogSelection.everything());
    }

    private Configuration configuration(String secret) {
        Configuration configuration = new Configuration();
        configuration.set("fs.s3a.endpoint", server.getUri().toString());
        configuration.set("fs.s3a.endpoint.region", "us-east-1");
        configuration.set("fs.s3a.path.style.access", "true");
        configuration.set("fs.s3a.access.key", "key");
        configuration.set("fs.s3a.secret.key", secret);
        configuration.set("fs.s3a.input.stream.type", "classic");
        configuration.set("fs.s3a.impl.disable.cache", "true");
        configuration.set("fs.s3a.attempts.maximum", "1");
        return configuration;
    }
}
