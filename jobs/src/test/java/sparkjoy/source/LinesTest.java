package sparkjoy.source;

import static org.assertj.core.api.Assertions.assertThat;
import static sparkjoy.source.Deliveries.call;
import static sparkjoy.source.Deliveries.gzip;
import static sparkjoy.source.Deliveries.joined;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where lines begin and end, and that no line makes the reader hold more than twice the longest line allowed. */
class LinesTest {
    private static final int MEBIBYTE = 1 << 20;

    @TempDir
    private Path folder;

    @Test
    void blankLinesCountAsPhysicalLinesOnly() {
        Deliveries deliveries = new Deliveries(folder);
        deliveries.put("a.gz", gzip("", "  \r", call("m1"), "\t", call("m2"), "", ""));

        ReadBack read = ReadBack.of(deliveries);

        int second = 5 + call("m1").length() + 1 + 2;
        assertThat(read.outline()).containsExactly("3@5 m1", "5@" + second + " m2");
    }

    @Test
    void carriageReturnsAreNoPartOfALine() {
        Deliveries deliveries = new Deliveries(folder);
        deliveries.put("a.gz", gzip(call("m1") + "\r", call("m2") + "\r"));

        ReadBack read = ReadBack.of(deliveries);

        assertThat(read.outline()).containsExactly("1@0 m1", "2@" + (call("m1").length() + 2) + " m2");
        assertThat(read.value(0, Column.PAYLOAD)).hasToString(call("m1"));
        assertThat(read.value(1, Column.PAYLOAD)).hasToString(call("m2"));
    }

    @Test
    void aByteOrderMarkAtTheStartIsSkipped() {
        Deliveries deliveries = new Deliveries(folder);
        deliveries.put("a.gz", gzip("\ufeff" + call("m1"), "\ufeff" + call("m2")));

        ReadBack read = ReadBack.of(deliveries);

        assertThat(read.outline()).containsExactly("1@3 m1", "2@" + (call("m1").length() + 4) + " BROKEN_JSON");
        assertThat(read.value(0, Column.PAYLOAD)).hasToString(call("m1"));
    }

    @Test
    void aLineMaySpanGzipMembers() {
        Deliveries deliveries = new Deliveries(folder);
        String line = call("m1");
        deliveries.put(
                "a.gz",
                joined(
                        gzip(line.substring(0, 20)),
                        gzip(new byte[0]),
                        gzip(line.substring(20) + "\n"),
                        gzip(call("m2"))));

        ReadBack read = ReadBack.of(deliveries);

        assertThat(read.outline()).containsExactly("1@0 m1", "2@" + (line.length() + 1) + " m2");
    }

    @Test
    void zerosThatPadTheFileAreTolerated() {
        Deliveries deliveries = new Deliveries(folder);
        deliveries.put("a.gz", joined(gzip(call("m1")), new byte[1000]));

        assertThat(ReadBack.of(deliveries).outline()).containsExactly("1@0 m1");
    }

    @Test
    void aLineOfOneGibibyteIsRefusedAndTheNextOneGoesOn() {
        Deliveries deliveries = new Deliveries(folder);
        byte[] mebibyte = gzip("a".repeat(MEBIBYTE));
        byte[] gibibyte = joined(Collections.nCopies(1024, mebibyte).toArray(byte[][]::new));
        deliveries.put("a.gz", joined(gzip(call("m1") + "\n"), gibibyte, gzip("\n" + call("m2"))));

        ReadBack read = ReadBack.of(deliveries);

        long second = call("m1").length() + 1L;
        long third = second + 1024L * MEBIBYTE + 1;
        assertThat(read.outline()).containsExactly("1@0 m1", "2@" + second + " LINE_TOO_LONG", "3@" + third + " m2");
        assertThat(read.value(1, Column.FAULT_DETAIL)).hasToString("the line has 1073741824 bytes");
    }

    @Test
    void theBufferDoesNotGrowWithTheLine() throws Exception {
        InputStream endless = new SequenceInputStream(
                Collections.enumeration(Collections.nCopies(64, gzip("a".repeat(MEBIBYTE))).stream()
                        .map(ByteArrayInputStream::new)
                        .toList()));
        Lines lines = new Lines(new GzipStream(endless), 100_000);

        boolean isLine = lines.next();

        assertThat(isLine).isTrue();
        assertThat(lines.tooLong().orElseThrow().length()).isEqualTo(64L * MEBIBYTE);
        assertThat(lines.buffer()).hasSizeLessThanOrEqualTo(200_002);
        assertThat(lines.next()).isFalse();
    }

    @Test
    void theLongestLineAllowedIsNotTooLong() throws Exception {
        String longest = "x".repeat(100_000);
        Lines lines = new Lines(
                new GzipStream(new ByteArrayInputStream(gzip(longest + "\r", longest + "y", longest))), 100_000);

        List<Boolean> tooLong = new ArrayList<>();
        while (lines.next()) {
            tooLong.add(lines.tooLong().isPresent());
        }

        assertThat(tooLong).containsExactly(false, true, false);
    }

    @Test
    void linesOfAnyLengthAreCutWhereJavaCutsThem() throws Exception {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            StringBuilder content = new StringBuilder();
            for (int line = random.nextInt(40); line > 0; line--) {
                content.append("z".repeat(random.nextInt(400))).append(random.nextInt(4) == 0 ? "\r\n" : "\n");
            }
            String text = content + "z".repeat(random.nextInt(5));
            Lines lines = new Lines(new GzipStream(new ByteArrayInputStream(gzip(text))), 300);

            List<Integer> lengths = new ArrayList<>();
            while (lines.next()) {
                lengths.add(lines.tooLong().map(line -> (int) line.length()).orElse(lines.end() - lines.start()));
                assertThat(text.getBytes(StandardCharsets.UTF_8)[(int) lines.offset()])
                        .isEqualTo((byte) 'z');
            }

            assertThat(lengths)
                    .isEqualTo(text.lines()
                            .map(String::length)
                            .filter(length -> length > 0)
                            .toList());
        }
    }
}
