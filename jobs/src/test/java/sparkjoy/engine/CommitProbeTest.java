package sparkjoy.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import sparkjoy.S3Detour;
import sparkjoy.S3Server;
import sparkjoy.error.UserError;

/** The probe on a real S3 server, and on the way to it without the header that it relies on. */
class CommitProbeTest {
    private static S3Server server;

    @BeforeAll
    static void startServer() {
        server = S3Server.startOpen();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Test
    void aServerThatRefusesTheSecondPutIsTrustedAndNothingIsLeft() {
        String bucket = server.newBucket("lake");

        new CommitProbe(S3Server.hadoop(server.endpoint())).check("s3a://" + bucket + "/joy");

        assertThat(server.keys(bucket, "")).noneMatch(key -> key.contains("_probe"));
    }

    @Test
    void aServerThatIgnoresTheConditionIsRefusedWithTheKeyToSet() throws IOException {
        String bucket = server.newBucket("lake");
        try (S3Detour deaf = S3Detour.withoutHeader(server.endpoint(), "If-None-Match")) {
            CommitProbe probe = new CommitProbe(S3Server.hadoop(deaf.endpoint()));

            assertThatThrownBy(() -> probe.check("s3a://" + bucket + "/joy"))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("s3a://" + bucket + "/joy ignores If-None-Match")
                    .hasMessageContaining("storage.commits to single_driver");
        }

        assertThat(server.keys(bucket, "")).noneMatch(key -> key.contains("_probe"));
    }
}
