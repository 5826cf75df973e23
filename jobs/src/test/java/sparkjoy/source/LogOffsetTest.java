package sparkjoy.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.connector.read.streaming.ReadLimit;
import org.junit.jupiter.api.Test;

/** What lies between two offsets of a stream is what came, once each, and the offsets do not grow with history. */
class LogOffsetTest {
    private static final int NEWEST_DAYS = 2;

    @Test
    void anOffsetIsTheSameAfterItWasWrittenDown() {
        LogListing listing = new LogListing(
                List.of(file(1, "a"), file(2, "b")),
                List.of(new Misplaced("x", "app", Fault.MISPLACED_FILE, "a \"file\"")));
        LogOffset offset = LogOffset.START.after(listing, NEWEST_DAYS, FileLimits.ALL);

        LogOffset read = LogOffset.of(offset.json());

        assertThat(read).isEqualTo(offset);
        assertThat(read.since(LogOffset.START)).isEqualTo(listing);
        assertThat(LogOffset.of(LogOffset.START.json())).isEqualTo(LogOffset.START);
    }

    @Test
    void nothingNewIsTheSameOffset() {
        LogOffset offset = LogOffset.START.after(files(file(1, "a")), NEWEST_DAYS, FileLimits.ALL);

        assertThat(offset.after(files(file(1, "a")), NEWEST_DAYS, FileLimits.ALL))
                .isSameAs(offset);
    }

    @Test
    void oldestDaysComeFirstWithinTheLimits() {
        LogListing listing = files(file(3, "c"), file(1, "a"), file(2, "b"));

        LogOffset first = LogOffset.START.after(listing, NEWEST_DAYS, new FileLimits(2, Long.MAX_VALUE));
        LogOffset second = first.after(listing, NEWEST_DAYS, new FileLimits(9, 1));

        assertThat(first.since(LogOffset.START).files()).containsExactly(file(1, "a"), file(2, "b"));
        assertThat(second.since(first).files())
                .as("larger than allowed, so alone")
                .containsExactly(file(3, "c"));
    }

    @Test
    void filesOfDaysThatAreNoLongerWatchedAreForgottenAndPassedOver() {
        LogOffset first = LogOffset.START.after(files(file(1, "a"), file(2, "b")), NEWEST_DAYS, FileLimits.ALL);
        LogOffset second = first.after(files(file(1, "a"), file(2, "b"), file(3, "c")), NEWEST_DAYS, FileLimits.ALL);
        LogOffset third = second.after(
                files(file(1, "late"), file(2, "late"), file(3, "c"), file(4, "d")), NEWEST_DAYS, FileLimits.ALL);

        assertThat(second.watchedFrom(NEWEST_DAYS)).isEqualTo(day(2));
        assertThat(third.since(second).files()).containsExactly(file(2, "late"), file(4, "d"));
        assertThat(third.json()).doesNotContain("\"a\"").doesNotContain(day(1).toString());
    }

    @Test
    void aFolderOfTheFutureHidesNoDayThatComesBeforeIt() {
        LogOffset first = LogOffset.START.after(files(file(1, "a"), file(900, "x")), NEWEST_DAYS, FileLimits.ALL);

        LogOffset second = first.after(files(file(1, "b"), file(2, "c")), NEWEST_DAYS, FileLimits.ALL);

        assertThat(second.since(first).files()).containsExactly(file(1, "b"), file(2, "c"));
    }

    @Test
    void anObjectWithOtherContentIsHandedOutAgain() {
        LogFile mended = new LogFile("app", day(1), "a", 11, "v2", 0);
        LogOffset first = LogOffset.START.after(files(file(1, "a")), NEWEST_DAYS, FileLimits.ALL);

        LogOffset second = first.after(files(mended), NEWEST_DAYS, FileLimits.ALL);

        assertThat(second.since(first).files()).containsExactly(mended);
    }

    @Test
    void sparksLimitsAreUnderstoodAloneAndTogether() {
        ReadLimit both = ReadLimit.compositeLimit(new ReadLimit[] {ReadLimit.maxFiles(3), ReadLimit.maxBytes(1000)});

        assertThat(FileLimits.of(both)).isEqualTo(new FileLimits(3, 1000));
        assertThat(FileLimits.of(new FileLimits(5, 7).limit())).isEqualTo(new FileLimits(5, 7));
        assertThat(FileLimits.of(ReadLimit.maxFiles(3))).isEqualTo(new FileLimits(3, Long.MAX_VALUE));
        assertThat(FileLimits.of(ReadLimit.allAvailable())).isEqualTo(FileLimits.ALL);
    }

    @Test
    void aCheckpointThatIsNoOffsetIsTold() {
        assertThatThrownBy(() -> LogOffset.of("{\"files\":[],\"misplaced\":[[1]]}"))
                .isInstanceOf(LogsUnavailable.class)
                .hasMessageContaining("Give the stream another checkpoint folder");
        assertThatThrownBy(() -> LogOffset.of("{"))
                .isInstanceOf(LogsUnavailable.class)
                .hasMessageContaining("cannot be read");
    }

    private static LogListing files(LogFile... files) {
        return new LogListing(Stream.of(files).toList(), List.of());
    }

    private static LogFile file(int day, String name) {
        return new LogFile("app", day(day), name, 10, "v1", 0);
    }

    private static LocalDate day(int day) {
        return LocalDate.of(2026, 3, 1).plusDays(day - 1L);
    }
}
