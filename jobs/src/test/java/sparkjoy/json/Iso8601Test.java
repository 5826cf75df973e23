package sparkjoy.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Timestamps as clients really write them. */
class Iso8601Test {
    @ParameterizedTest
    @CsvSource({
        "2019-02-17T09:08:07Z, 2019-02-17T09:08:07Z",
        "2019-02-17t09:08:07z, 2019-02-17T09:08:07Z",
        "2019-02-17T09:08:07.1Z, 2019-02-17T09:08:07.1Z",
        "2019-02-17T09:08:07.123456789Z, 2019-02-17T09:08:07.123456Z",
        "2019-02-17T09:08:07.123+02:00, 2019-02-17T07:08:07.123Z",
        "2019-02-17T09:08:07.123+0200, 2019-02-17T07:08:07.123Z",
        "2019-02-17T09:08:07-05, 2019-02-17T14:08:07Z",
        "'2019-02-17T09:08:07,5Z', 2019-02-17T09:08:07.5Z",
        "20190217T090807Z, 2019-02-17T09:08:07Z",
        "20190217T090807.123+0200, 2019-02-17T07:08:07.123Z",
        "20190217T0908Z, 2019-02-17T09:08:00Z",
        "20190217T09:08:07Z, 2019-02-17T09:08:07Z",
        "2019-W07-7T09:08:07Z, 2019-02-17T09:08:07Z",
        "2019W077T090807Z, 2019-02-17T09:08:07Z",
        "2020-W53-5T00:00:00Z, 2021-01-01T00:00:00Z",
        "2019-048T09:08:07Z, 2019-02-17T09:08:07Z",
        "2019048T090807Z, 2019-02-17T09:08:07Z",
        "2019-02-17T09Z, 2019-02-17T09:00:00Z",
        "2019-02-17T09.5Z, 2019-02-17T09:30:00Z",
        "'2019-02-17T09:08,25Z', 2019-02-17T09:08:15Z",
        "2019-02-17T24:00:00Z, 2019-02-18T00:00:00Z",
        "2019-02-17T24:00Z, 2019-02-18T00:00:00Z",
        "2016-12-31T23:59:60Z, 2017-01-01T00:00:00Z",
        "+002019-02-17T09:08:07Z, 2019-02-17T09:08:07Z",
        "2019-02-17T10:08:07+01:00[Europe/Berlin], 2019-02-17T09:08:07Z",
        "2019-02-17 09:08:07 UTC, 2019-02-17T09:08:07Z",
        "2019-02-17 10:08:07 +0100, 2019-02-17T09:08:07Z",
        "2019-02-17T04:08:07\u221205:00, 2019-02-17T09:08:07Z",
        "2019-02-17 09:08:07, 2019-02-17T09:08:07Z",
        "2019-02-17T09:08, 2019-02-17T09:08:00Z",
        "2000-02-29T00:00:00Z, 2000-02-29T00:00:00Z",
        "1969-12-31T23:59:59.999Z, 1969-12-31T23:59:59.999Z",
    })
    void aTimestampIsReadToTheMicrosecond(String text, Instant expected) {
        assertThat(micros(text)).isEqualTo(ChronoUnit.MICROS.between(Instant.EPOCH, expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2019-02-17",
                "1550361600000",
                "2019-02-29T00:00:00Z",
                "1900-02-29T00:00:00Z",
                "2019-13-01T00:00:00Z",
                "2019-00-01T00:00:00Z",
                "2019-02-17T24:00:01Z",
                "2019-02-17T24:00:00.5Z",
                "2019-02-17T25:00:00Z",
                "2019",
                "2019-02",
                "20190217",
                "20190217090807",
                "2019-W07-7",
                "2019-W53-1T00:00:00Z",
                "2019-W07-8T00:00:00Z",
                "2019-366T00:00:00Z",
                "20190229T000000Z",
                "2019-02-17T09:08:07[Europe/Berlin]",
                "2019-02-17T09:08:07 CET",
                "P1D",
                "2019-02-17T09:08:07Z/PT1H",
                "2019-02-17T09:60:00Z",
                "2019-02-17T09:08:61Z",
                "2019-02-17T09:08:07.Z",
                "2019-02-17T09:08:07ZZ",
                "2019-02-17T09:08:07+2",
                "2019-02-17T09:08:07+02:0",
                "2019-02-17T09:08:07+19:00",
                "2019-02-17T09:08:0",
                "2019-02-17T09:08:",
                "2019-02-17X09:08:07Z",
                "+019-02-17T09:08:07Z"
            })
    void whatIsNoTimestampIsToldApart(String text) {
        assertThat(micros(text)).isEqualTo(Iso8601.UNPARSABLE);
    }

    @Test
    void everyDayAgreesWithJavaTime() {
        Random random = new Random(5);
        for (int round = 0; round < 20_000; round++) {
            long micros = random.nextLong(-60_000_000_000_000_000L, 250_000_000_000_000_000L);
            Instant instant = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
            ZoneOffset zone = ZoneOffset.ofTotalSeconds(random.nextInt(-1080, 1081) * 60);

            assertThat(micros(OffsetDateTime.ofInstant(instant, zone).toString()))
                    .isEqualTo(micros);
        }
    }

    private static long micros(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Iso8601.micros(bytes, 0, bytes.length);
    }
}
