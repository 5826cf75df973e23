package sparkjoy.spec;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** How `s3a://` is reached: defaults for every bucket, and what differs for a named bucket. */
public record Storage(
        @Explain("URL of an S3-compatible service; unset: AWS") Optional<String> endpoint,
        @Explain("region of the buckets; unset: the AWS default") Optional<String> region,
        @Explain("`http://host/bucket` instead of `http://bucket.host`, which MinIO and Ceph need") boolean pathStyle,
        @Explain("where the access key comes from; never the key itself") Credentials credentials,
        @Explain("how concurrent Delta commits to a lake on S3 are kept apart") Commits commits,
        @Explain("how long to wait for a connection or an answer") Duration timeout,
        @Explain("settings of single buckets, by the bucket's name") Map<String, Bucket> buckets) {

    public Storage {
        buckets = Frozen.map(buckets);
    }

    /** What differs from the defaults for one bucket. */
    public record Bucket(
            @Explain("URL of the bucket's service") Optional<String> endpoint,
            @Explain("region of the bucket") Optional<String> region,
            @Explain("path style for the bucket") Optional<Boolean> pathStyle,
            @Explain("credentials of the bucket") Optional<Credentials> credentials) {}

    /** How Delta's commits to a lake on S3 are kept apart. */
    public enum Commits {
        @Explain("by the server's conditional PUT: any number of drivers at once")
        CONDITIONAL,
        @Explain("for a server without conditional PUT: one driver at a time, a second one is refused")
        SINGLE_DRIVER
    }

    /** Where the access key comes from. */
    public enum Provider {
        @Explain("AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN")
        ENVIRONMENT,
        @Explain("a properties file with access_key, secret_key and, optionally, session_token")
        FILE,
        @Explain("the AWS default chain: environment, profile, web identity, container, instance profile")
        CHAIN,
        @Explain("an assumed role on top of the chain")
        ASSUMED_ROLE
    }

    /** The provider and what it needs: `file` for FILE, `role_arn` for ASSUMED_ROLE. */
    public record Credentials(
            @Explain("where the access key comes from") Provider provider,
            @Explain("the properties file that `file` reads") Optional<String> file,
            @Explain("the role that `assumed_role` takes on") Optional<String> roleArn) {}
}
