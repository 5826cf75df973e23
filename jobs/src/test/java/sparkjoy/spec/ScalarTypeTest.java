package sparkjoy.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Durations, sizes and numbers as people write them. */
final class ScalarTypeTest {

    @ParameterizedTest
    @CsvSource({"10s,PT10S", "40 minutes,PT40M", "1 minute,PT1M", "2h,PT2H", "30d,PT720H", "1 week,PT168H", "0s,PT0S"})
    void aDurationIsANumberAndAUnit(String text, Duration duration) {
        assertThat(ScalarType.of(Duration.class).parse(text)).contains(duration);
    }

    @ParameterizedTest
    @CsvSource({"4096,4096", "1MiB,1048576", "2 KiB,2048", "1GiB,1073741824", "5B,5"})
    void aSizeIsBytesOrAPowerOf1024(String text, long bytes) {
        assertThat(ScalarType.of(long.class).parse(text)).contains(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999999999999999999", "9999999999GiB", "1MB", "-1", ""})
    void whatIsNoSizeOrTooLargeForOneIsNone(String text) {
        assertThat(ScalarType.of(long.class).parse(text)).isEmpty();
    }

    @Test
    void notANumberIsNoNumber() {
        assertThat(ScalarType.of(double.class).parse("NaN")).isEmpty();
    }
}
