package sparkjoy.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delta.storage.LogStore;
import io.delta.storage.S3SingleDriverLogStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sparkjoy.S3Detour;
import sparkjoy.S3Server;

/** Delta's log on a real S3 server, written through the store and looked at beside it. */
class ConditionalLogStoreTest {
    private static final int DRIVERS = 4;
    private static final int COMMITS = 25;

    private static S3Server server;

    private String bucket;
    private Configuration hadoop;
    private LogStore store;

    @BeforeAll
    static void startServer() {
        server = S3Server.startOpen();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void makeBucket() {
        bucket = server.newBucket("log");
        hadoop = S3Server.hadoop(server.endpoint());
        store = new ConditionalLogStore(hadoop);
    }

    @Test
    void aSecondWriterOfAVersionIsToldAndTheFirstOnesCommitStays() throws IOException {
        store.write(commit(7), List.of("first").iterator(), false, hadoop);

        assertThatThrownBy(() -> store.write(commit(7), List.of("second").iterator(), false, hadoop))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("00000000000000000007.json");

        assertThat(server.text(bucket, key(7))).isEqualTo("first\n");
    }

    @Test
    void overwritingReplacesTheContent() throws IOException {
        store.write(commit(7), List.of("first").iterator(), true, hadoop);

        store.write(commit(7), List.of("second", "third").iterator(), true, hadoop);

        assertThat(server.text(bucket, key(7))).isEqualTo("second\nthird\n");
    }

    @Test
    void aCommitWhoseAnswerWasLostIsKnownForOnesOwn() throws IOException {
        try (S3Detour detour = S3Detour.losingAnswers(server.endpoint(), 1)) {
            Configuration lossy = S3Server.hadoop(detour.endpoint());

            store.write(commit(7), List.of("mine").iterator(), false, lossy);
        }

        assertThat(server.text(bucket, key(7))).isEqualTo("mine\n");
    }

    @Test
    void aListingStartsAtItsVersionAndLeavesOutWhatIsBeingWritten() throws IOException {
        for (int version : List.of(8, 9, 10, 11)) {
            put(key(version), "{}");
        }
        put(key(12) + "-0f8fad5b-d9cb-469f-a165-70867728950e", "{");
        put("table/_delta_log/_sidecars/a.parquet", "{");
        put("table/_delta_log/_last_checkpoint", "{}");

        List<String> listed = new ArrayList<>();
        store.listFrom(commit(10), hadoop)
                .forEachRemaining(object -> listed.add(object.getPath().getName()));

        assertThat(listed)
                .containsExactly(
                        "00000000000000000010.json", "00000000000000000011.json", "_last_checkpoint", "_sidecars");
    }

    @Test
    void aListingOfNoLogSaysSo() {
        assertThatThrownBy(() -> store.listFrom(commit(0), hadoop)).isInstanceOf(FileNotFoundException.class);
    }

    @Test
    void noCommitOfManyDriversIsLost() throws Exception {
        LogRace race = new LogRace(server, bucket, DRIVERS, COMMITS);

        List<String> lost = race.lostWith(ConditionalLogStore.class);

        assertThat(lost).isEmpty();
    }

    /** The proof that the race is one: it shows the loss that there is without the conditional PUT. */
    @Test
    void deltasOwnStoreLosesCommitsOfManyDrivers() throws Exception {
        LogRace race = new LogRace(server, bucket, DRIVERS, COMMITS);

        List<String> lost = race.lostWith(S3SingleDriverLogStore.class);

        assertThat(lost).isNotEmpty();
    }

    private void put(String key, String text) {
        server.put(bucket, key, text.getBytes(StandardCharsets.UTF_8));
    }

    private Path commit(int version) {
        return new Path("s3a://" + bucket + "/" + key(version));
    }

    private static String key(int version) {
        return String.format("table/_delta_log/%020d.json", version);
    }
}
