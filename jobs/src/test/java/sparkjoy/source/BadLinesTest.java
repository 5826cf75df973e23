package sparkjoy.source;

import static org.assertj.core.api.Assertions.assertThat;
import static sparkjoy.source.Deliveries.call;
import static sparkjoy.source.Deliveries.gzip;
import static sparkjoy.source.Deliveries.joined;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Lines that are refused, each named by line, offset and reason, between lines that are not. */
class BadLinesTest {
    private static final String RECEIVED = "\"receivedAt\":\"2019-02-17T09:08:07.123Z\"";
    private static final String HAPPENED = "\"timestamp\":\"2019-02-17T09:08:06.5Z\"";

    @TempDir
    private Path folder;

    static Stream<Arguments> badLines() {
        return Stream.of(
                Arguments.of("BROKEN_JSON", "{\"messageId\":"),
                Arguments.of("BROKEN_JSON", "hello"),
                Arguments.of("BROKEN_JSON", call("m1") + " {}"),
                Arguments.of("NOT_AN_OBJECT", "[1, 2]"),
                Arguments.of("NOT_AN_OBJECT", "null"),
                Arguments.of("NOT_AN_OBJECT", "\"text\""),
                Arguments.of("TOO_DEEP", "[".repeat(10_000) + "]".repeat(10_000)),
                Arguments.of("TOO_DEEP", "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000)),
                Arguments.of("NUMBER_OUT_OF_RANGE", call("m1", "9.5", "1e400")),
                Arguments.of("NUMBER_OUT_OF_RANGE", call("m1", "9.5", "-" + "9".repeat(400))),
                Arguments.of("NUL_BYTE", call("m1", "Clicked", "Clic\0ked")),
                Arguments.of("NUL_BYTE", call("m1", ",", ",\0")),
                Arguments.of("MISSING_MESSAGE_ID", "{}"),
                Arguments.of("MISSING_MESSAGE_ID", call("m1", "\"m1\"", "null")),
                Arguments.of("MISSING_MESSAGE_ID", call("m1", "\"m1\"", "\"\"")),
                Arguments.of("MISSING_MESSAGE_ID", call("m1", "\"m1\"", "17")),
                Arguments.of("LONG_MESSAGE_ID", call("m".repeat(101))),
                Arguments.of("MISSING_TYPE", call("m1", "\"track\"", "null")),
                Arguments.of("MISSING_IDENTITY", call("m1", "\"u1\"", "null")),
                Arguments.of("MISSING_IDENTITY", call("m1", "\"u1\"", "\"\",\"anonymousId\":null")),
                Arguments.of("MISSING_TIMESTAMP", call("m1", RECEIVED + ",", "")),
                Arguments.of("MISSING_TIMESTAMP", call("m1", HAPPENED, "\"originalTimestamp\":null")),
                Arguments.of("UNPARSABLE_TIMESTAMP", call("m1", HAPPENED, "\"timestamp\":\"yesterday\"")),
                Arguments.of("UNPARSABLE_TIMESTAMP", call("m1", HAPPENED, "\"timestamp\":1550361600000")),
                Arguments.of("UNPARSABLE_TIMESTAMP", call("m1", RECEIVED, "\"receivedAt\":\"2019-02-30T00:00:00Z\"")),
                Arguments.of("TIMESTAMP_OUT_OF_RANGE", call("m1", HAPPENED, "\"timestamp\":\"1970-01-01T00:00:00Z\"")),
                Arguments.of("TIMESTAMP_OUT_OF_RANGE", call("m1", HAPPENED, "\"timestamp\":\"2099-01-01T00:00:00Z\"")),
                Arguments.of(
                        "TIMESTAMP_OUT_OF_RANGE", call("m1", RECEIVED, "\"receivedAt\":\"2099-01-01T00:00:00Z\"")));
    }

    @ParameterizedTest
    @MethodSource("badLines")
    void aBadLineIsNamedAndItsNeighboursGoOn(String reason, String bad) {
        Deliveries deliveries = new Deliveries(folder);
        deliveries.put("a.gz", gzip(call("before"), bad, call("after")));

        ReadBack read = ReadBack.of(deliveries);

        int second = call("before").length() + 1;
        int third = second + bad.getBytes(StandardCharsets.UTF_8).length + 1;
        assertThat(read.outline()).containsExactly("1@0 before", "2@" + second + " " + reason, "3@" + third + " after");
    }

    @Test
    void invalidUtf8IsRefused() {
        Deliveries deliveries = new Deliveries(folder);
        byte[][] sequences = {
            {(byte) 0xff},
            {(byte) 0xc0, (byte) 0xaf},
            {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
            {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
            {(byte) 0xe2, (byte) 0x82}
        };
        byte[] newline = {'\n'};
        byte[] lines = {};
        for (byte[] sequence : sequences) {
            lines = joined(
                    lines,
                    "{\"a\":\"".getBytes(StandardCharsets.UTF_8),
                    sequence,
                    "\"}".getBytes(StandardCharsets.UTF_8),
                    newline);
        }
        deliveries.put("a.gz", gzip(lines));

        ReadBack read = ReadBack.of(deliveries);

        assertThat(read.outline()).hasSize(sequences.length).allSatisfy(row -> assertThat(row)
                .endsWith("INVALID_UTF8"));
    }

    @Test
    void aRefusedLineKeepsItsFirstBytesAndTheDigestOfAll() throws Exception {
        Deliveries deliveries = new Deliveries(folder);
        String bad = "x".repeat(10_000);
        deliveries.put("a.gz", gzip(call("m1"), bad + "\r"));

        ReadBack read = ReadBack.of(deliveries);

        byte[] digest = MessageDigest.getInstance("SHA-256").digest(bad.getBytes(StandardCharsets.UTF_8));
        assertThat((byte[]) read.value(1, Column.RAW)).asString().isEqualTo(bad.substring(0, 4096));
        assertThat(read.value(1, Column.RAW_SHA256)).hasToString(HexFormat.of().formatHex(digest));
        assertThat(read.value(1, Column.FAULT_NUMBER)).isEqualTo(1L);
        assertThat(read.value(1, Column.PAYLOAD)).isNull();
    }

    @Test
    void whatLooksOddButBreaksNoRuleIsKept() {
        Deliveries deliveries = new Deliveries(folder);
        deliveries.put(
                "a.gz",
                gzip(
                        call("number", "\"u1\"", "17"),
                        call("anonymous", "\"u1\"", "null,\"anonymousId\":\"a1\""),
                        call("first", "\"type\"", "\"messageId\":\"last\",\"type\""),
                        call("escaped", "messageId", "message\\u0049d"),
                        call("case", "\"type\"", "\"MessageID\":\"other\",\"type\""),
                        call("original", HAPPENED, "\"originalTimestamp\":\"2019-02-17 09:08:06\""),
                        call("nul", "Clicked", "\\u0000"),
                        call("d\ud83d\ude00".repeat(50), "9.5", "[1E+3, -0.0, 1e-999]")));

        ReadBack read = ReadBack.of(deliveries);

        assertThat(read.rows().stream().map(row -> row.getUTF8String(5).toString()))
                .containsExactly(
                        "number",
                        "anonymous",
                        "last",
                        "escaped",
                        "case",
                        "original",
                        "nul",
                        "d\ud83d\ude00".repeat(50));
    }
}
