package sparkjoy.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Money and counts as they arrive in properties. */
class JsonNumbersTest {
    @ParameterizedTest
    @CsvSource({
        "12, 120000",
        "12.9, 129000",
        "-0.00005, -1",
        "0.00004, 0",
        "12.34567, 123457",
        "1.5e3, 15000000",
        "99999999999999.9999, 999999999999999999",
        "-99999999999999.9999, -999999999999999999",
    })
    void decimalsAreRoundedHalfUpToTheirScale(String text, long expected) {
        assertThat(decimal(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                ".",
                "1.",
                ".5",
                "12,99",
                "1e",
                "0x1",
                "100000000000000",
                "1e999999999",
                "1e300",
                "NaN",
                "--1",
                "1 "
            })
    void whatDoesNotFitADecimalIsToldApart(String text) {
        assertThat(decimal(text)).isEqualTo(JsonNumbers.NONE);
    }

    @Test
    void onlyWholeNumbersAreLongs() {
        assertThat(whole("9223372036854775807")).isEqualTo(Long.MAX_VALUE);
        assertThat(whole("-17")).isEqualTo(-17);
        assertThat(whole("1.0")).isEqualTo(JsonNumbers.NONE);
        assertThat(whole("9223372036854775808")).isEqualTo(JsonNumbers.NONE);
    }

    private static long decimal(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return JsonNumbers.toDecimal(bytes, 0, bytes.length, 4);
    }

    private static long whole(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return JsonNumbers.toLong(bytes, 0, bytes.length);
    }
}
