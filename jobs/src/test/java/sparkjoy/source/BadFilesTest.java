package sparkjoy.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sparkjoy.source.Deliveries.call;
import static sparkjoy.source.Deliveries.gzip;
import static sparkjoy.source.Deliveries.joined;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.spec.LogFormat;

/** Files that cannot be read to their end, each named by reason and offset, with the lines kept that can be trusted. */
class BadFilesTest {
    @TempDir
    private Path folder;

    @Test
    void anEmptyFileIsAFaultAndAnEmptyGzipIsNot() {
        Deliveries deliveries = new Deliveries(folder);
        deliveries.put("a.gz", new byte[0]);
        deliveries.put("b.gz", gzip(""));
        deliveries.put("c.gz", gzip(call("m1")));

        assertThat(ReadBack.of(deliveries).outlineByFile()).containsExactly("a.gz: null@0 EMPTY_FILE", "c.gz: 1@0 m1");
    }

    @Test
    void whatIsNoGzipIsRefusedAndTheNextFileGoesOn() {
        Deliveries deliveries = new Deliveries(folder);
        deliveries.put("a.gz", call("m1").getBytes(StandardCharsets.UTF_8));
        deliveries.put("b.gz", gzip(call("m2")));

        assertThat(ReadBack.of(deliveries).outlineByFile()).containsExactly("a.gz: null@0 NOT_GZIP", "b.gz: 1@0 m2");
    }

    @Test
    void everyTruncationKeepsTheWholeLinesBeforeIt() {
        byte[] sound = gzip(call("m1"), call("m2"), "");
        for (int length = 1; length < sound.length; length++) {
            Deliveries deliveries = new Deliveries(folder.resolve("cut-at-" + length));
            deliveries.put("a.gz", Arrays.copyOf(sound, length));

            List<String> outline = ReadBack.of(deliveries).outline();

            assertThat(outline.get(outline.size() - 1)).endsWith("TRUNCATED_GZIP");
            assertThat(outline.subList(0, outline.size() - 1))
                    .isSubsetOf("1@0 m1", "2@" + (call("m1").length() + 1) + " m2");
        }
    }

    @Test
    void aBreakInsideTheDataIsNamedWithTheOffsetThatWasReached() {
        Deliveries deliveries = new Deliveries(folder);
        byte[] content = (call("m1") + "\n" + call("m2")).getBytes(StandardCharsets.UTF_8);
        byte[] header = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0};
        byte[] storedBlock = {0, (byte) content.length, (byte) (content.length >> 8), 0, 0};
        storedBlock[3] = (byte) ~storedBlock[1];
        storedBlock[4] = (byte) ~storedBlock[2];
        byte[] blockOfNoKnownType = {7};
        deliveries.put("a.gz", joined(header, storedBlock, content, blockOfNoKnownType));

        assertThat(ReadBack.of(deliveries).outline()).containsExactly("null@" + content.length + " CORRUPT_GZIP");
    }

    @Test
    void aBadChecksumOrLengthRefusesTheFileWithItsLines() {
        Deliveries deliveries = new Deliveries(folder);
        byte[] checksum = gzip(call("m1"), call("m2"));
        checksum[checksum.length - 8] ^= 1;
        byte[] length = gzip(call("m3"));
        length[length.length - 1] ^= 1;
        deliveries.put("a.gz", checksum);
        deliveries.put("b.gz", length);

        int size = call("m1").length();
        assertThat(ReadBack.of(deliveries).outlineByFile())
                .containsExactly(
                        "a.gz: null@" + (2 * size + 1) + " BAD_CHECKSUM", "b.gz: null@" + size + " BAD_CHECKSUM");
    }

    @Test
    void garbageAfterAMemberIsNamed() {
        Deliveries deliveries = new Deliveries(folder);
        deliveries.put("a.gz", joined(gzip(call("m1")), "garbage".getBytes(StandardCharsets.UTF_8)));

        assertThat(ReadBack.of(deliveries).outline())
                .containsExactly("1@0 m1", "null@" + call("m1").length() + " TRAILING_GARBAGE");
    }

    @Test
    void anObjectReplacedSinceTheListingIsNotRead() throws IOException {
        Deliveries deliveries = new Deliveries(folder);
        Path file = deliveries.put("a.gz", gzip(call("m1")));
        LogListing listing = listed(deliveries);
        Files.write(file, gzip(call("m1"), call("m2")));

        assertThat(ReadBack.of(listing).outline()).containsExactly("null@null OBJECT_CHANGED");
    }

    @Test
    void anObjectReplacedWhileItIsReadIsNamedAfterItsLines() throws IOException {
        Deliveries deliveries = new Deliveries(folder);
        Path file = deliveries.put("a.gz", gzip(call("m1")));
        try (LogReader reader = ReadBack.reader(listed(deliveries), new Configuration(), LogFormat.SEGMENT)) {
            boolean hasLine = reader.next();
            Files.write(file, gzip(call("m1"), call("m2")));
            boolean hasFault = reader.next();

            assertThat(hasLine && hasFault).isTrue();
            assertThat(reader.get().getUTF8String(10)).hasToString("OBJECT_CHANGED");
        }
    }

    @Test
    void aFileThatVanishedIsNamedAndTheNextOneGoesOn() throws IOException {
        Deliveries deliveries = new Deliveries(folder);
        Path file = deliveries.put("a.gz", gzip(call("m1")));
        deliveries.put("b.gz", gzip(call("m2")));
        LogListing listing = listed(deliveries);
        Files.delete(file);

        assertThat(ReadBack.of(listing).outlineByFile())
                .containsExactly("a.gz: null@null FILE_VANISHED", "b.gz: 1@0 m2");
    }

    @Test
    void aFileThatMayNotBeReadIsNamedAndTheNextOneGoesOn() {
        Deliveries deliveries = new Deliveries(folder);
        deliveries.put("a-denied.gz", gzip(call("m1")));
        deliveries.put("b.gz", gzip(call("m2")));

        assertThat(ReadBack.of(failing(deliveries)).outlineByFile())
                .containsExactly("a-denied.gz: null@null ACCESS_DENIED", "b.gz: 1@0 m2");
    }

    @Test
    void aFolderThatMayNotBeListedIsNamed() {
        Deliveries deliveries = new Deliveries(folder);
        deliveries.putInto("segment-logs/denied/1550361600000", "a.gz", gzip(call("m1")));

        assertThatThrownBy(() -> failing(deliveries))
                .isInstanceOf(LogsUnavailable.class)
                .hasMessageStartingWith("No permission to list 'failing:")
                .hasMessageContaining("/segment-logs/denied")
                .hasMessageEndingWith("right to list it.");
    }

    @Test
    void aStorageThatFailsHalfWayIsNamedAndTheNextFileGoesOn() {
        Deliveries deliveries = new Deliveries(folder);
        byte[] members = joined(gzip(call("m1") + "\n"), gzip(call("m2") + "\n"));
        deliveries.put("a-flaky.gz", members);
        deliveries.put("b.gz", gzip(call("m3")));

        List<String> outline = ReadBack.of(failing(deliveries)).outlineByFile();

        assertThat(outline.get(0)).isEqualTo("a-flaky.gz: 1@0 m1");
        assertThat(outline.get(1)).startsWith("a-flaky.gz: null@").endsWith("READ_FAILED");
        assertThat(outline.get(2)).isEqualTo("b.gz: 1@0 m3");
    }

    @Test
    void whatOtherToolsLeaveBehindIsPassedOverAndNothingElse() {
        Deliveries deliveries = new Deliveries(folder);
        for (String name : List.of(
                "_SUCCESS",
                "1550361600000_$folder$",
                ".a.gz.crc",
                "a.gz._COPYING_",
                ".a.gz.Xy12Z9",
                ".DS_Store",
                "._a.gz",
                "_committed_123",
                "dummy-object.txt")) {
            deliveries.put(name, "x".getBytes(StandardCharsets.UTF_8));
            deliveries.putInto("segment-logs", name, "x".getBytes(StandardCharsets.UTF_8));
        }
        deliveries.put(".none", new byte[0]);
        deliveries.putInto("segment-logs/app", "none", new byte[0]);
        deliveries.put("_a.gz", gzip(call("m1")));
        deliveries.put(".b.gz", gzip(call("m2")));
        deliveries.put("_committed", gzip(call("m3")));
        deliveries.put(".env", "SECRET=1".getBytes(StandardCharsets.UTF_8));
        deliveries.putInto("segment-logs/_app/1550361600000", "c.gz", gzip(call("m4")));
        deliveries.putInto("segment-logs/app/_1550361600000", "d.gz", gzip(call("m5")));

        assertThat(ReadBack.of(deliveries).outlineByFile())
                .containsExactlyInAnyOrder(
                        "_a.gz: 1@0 m1",
                        ".b.gz: 1@0 m2",
                        "_committed: 1@0 m3",
                        ".env: null@0 NOT_GZIP",
                        "c.gz: 1@0 m4",
                        "_1550361600000: null@null BAD_DAY_FOLDER");
    }

    @Test
    void whatLiesWhereNothingShouldIsNamed() {
        Deliveries deliveries = new Deliveries(folder);
        deliveries.put("a.gz", gzip(call("m1")));
        deliveries.putInto("segment-logs/app/2019-02-17", "b.gz", gzip(call("m2")));
        deliveries.putInto("segment-logs/app/1550361600001", "c.gz", gzip(call("m3")));
        deliveries.putInto("segment-logs/app/1550361600000/deeper", "d.gz", gzip(call("m4")));
        deliveries.putInto("segment-logs/app", "e.gz", gzip(call("m5")));
        deliveries.putInto("segment-logs", "f.gz", gzip(call("m6")));

        assertThat(ReadBack.of(deliveries).outlineByFile())
                .containsExactlyInAnyOrder(
                        "2019-02-17: null@null BAD_DAY_FOLDER",
                        "1550361600001: null@null BAD_DAY_FOLDER",
                        "deeper: null@null MISPLACED_FILE",
                        "e.gz: null@null MISPLACED_FILE",
                        "f.gz: null@null MISPLACED_FILE",
                        "a.gz: 1@0 m1");
    }

    private static LogListing listed(Deliveries deliveries) {
        return LogListing.of(new Configuration(), deliveries.root(), LogSelection.everything());
    }

    private static LogListing failing(Deliveries deliveries) {
        String root = deliveries.root().replace("file:", "failing:");
        return LogListing.of(FailingFileSystem.configuration(), root, LogSelection.everything());
    }
}
