package sparkjoy.init;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sparkjoy.source.Fault;
import sparkjoy.source.LogFile;
import sparkjoy.source.LogSample;
import sparkjoy.spec.LogFormat;

/** Where no call was read, the message counts the files with the most frequent reason only. */
class NoSampleTest {
    @ParameterizedTest
    @CsvSource({
        "ACCESS_DENIED, No permission to read 2 of 3 files in logs. Next: allow reading them",
        "READ_FAILED, The storage failed while joy read 2 of 3 files in logs. Next: check the storage and the network",
    })
    void ofThreeFilesTheTwoWithTheReasonAreCounted(Fault reason, String said) {
        assertThatThrownBy(() -> NoSample.refuse(target(), sample(Map.of(reason, 2L, Fault.EMPTY_FILE, 1L))))
                .isInstanceOf(NoSample.class)
                .hasMessageStartingWith(said)
                .hasMessageEndingWith("bin/joy init logs.");
    }

    @Test
    void anotherReasonIsNamed() {
        assertThatThrownBy(() -> NoSample.refuse(target(), sample(Map.of(Fault.ACCESS_DENIED, 1L, Fault.NOT_GZIP, 2L))))
                .isInstanceOf(NoSample.class)
                .hasMessageStartingWith(
                        "No line of 3 files in logs is a Segment call; the most frequent reason is NOT_GZIP");
    }

    private static Target target() {
        return new Target("logs", LogFormat.SEGMENT, "lake", Usual.spec().storage());
    }

    private static Sample sample(Map<Fault, Long> refused) {
        List<LogFile> files = IntStream.range(0, 3)
                .mapToObj(number -> new LogFile("app", LocalDate.of(2026, 3, 2), "logs/" + number + ".gz", 9, "1", 0))
                .toList();
        return new Sample(new LogSample(files, List.of(), 3, 1, 0), List.of(), refused, 0);
    }
}
