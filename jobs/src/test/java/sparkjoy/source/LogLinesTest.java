package sparkjoy.source;

import static org.assertj.core.api.Assertions.assertThat;
import static sparkjoy.source.Deliveries.call;
import static sparkjoy.source.Deliveries.gzip;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sparkjoy.spec.LogFormat;

/** A file is read up to a number of bytes, whatever is in it. */
class LogLinesTest {
    private static final int MOST = 1_000_000;
    private static final int TIMES = 40_000;

    @TempDir
    private Path folder;

    private int calls;
    private int refused;

    private final LogLines.Taker counting = new LogLines.Taker() {
        @Override
        public void call(String type, Optional<String> event, byte[] payload) {
            calls++;
        }

        @Override
        public void refused(Fault fault) {
            refused++;
        }
    };

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not a call, again and again, and far more than a sample should read\n",
                "a line without an end, ",
                "\n"
            })
    void noMoreIsReadThanAskedForWhereNothingIsACall(String text) throws IOException {
        deliver("a.gz", gzip(text.repeat(MOST * 3 / text.length()).getBytes(StandardCharsets.UTF_8)));

        assertThat(read(LogFormat.SEGMENT)).isEqualTo(MOST);
        assertThat(calls).isZero();
        assertThat(refused).isLessThanOrEqualTo(MOST / text.length());
    }

    @Test
    void theLineAtTheEndOfWhatIsReadIsLeftOut() throws IOException {
        List<String> lines = Collections.nCopies(TIMES, call("m1"));
        deliver("a.gz", gzip(lines.toArray(String[]::new)));

        assertThat(read(LogFormat.SEGMENT)).isEqualTo(MOST);
        assertThat(calls).isEqualTo(MOST / (call("m1").length() + 1));
        assertThat(refused).isZero();
    }

    @Test
    void aFileWithLessIsReadToItsEnd() throws IOException {
        deliver("a.gz", gzip(call("m1"), "broken", call("m2")));

        assertThat(read(LogFormat.SEGMENT)).isEqualTo(2L * call("m1").length() + "broken".length() + 2);
        assertThat(calls).isEqualTo(2);
        assertThat(refused).isEqualTo(1);
    }

    @Test
    void theStorageIsAskedForNoMoreEither() throws IOException {
        deliver("a.ndjson", (call("m1") + "\n").repeat(TIMES).getBytes(StandardCharsets.UTF_8));
        long before = bytesFromDisk();

        read(LogFormat.NDJSON);

        assertThat(bytesFromDisk() - before).isEqualTo(MOST);
    }

    private static long bytesFromDisk() throws IOException {
        FileSystem.getLocal(new Configuration());
        return FileSystem.getGlobalStorageStatistics().get("file").getLong("bytesRead");
    }

    private void deliver(String name, byte[] content) {
        new Deliveries(folder).put(name, content);
    }

    private long read(LogFormat format) throws IOException {
        Configuration configuration = new Configuration();
        LogListing listing = LogListing.of(
                configuration, folder.toString(), LogSelection.everything().in(format));
        return LogLines.read(listing.files().get(0), format, configuration, MOST, counting);
    }
}
