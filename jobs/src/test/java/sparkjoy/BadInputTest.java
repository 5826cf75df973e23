package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;
import static sparkjoy.RawLogs.DAY;
import static sparkjoy.RawLogs.call;
import static sparkjoy.RawLogs.gzip;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.cli.ExitCode;

/** A delivery with everything that can be wrong in it: each lands in quarantine by place and reason, the rest goes on. */
class BadInputTest {
    private static final String SOUND = call("ok") + "\n";
    private static final int NEXT = SOUND.length();

    /**
     * A bad object beside good ones.
     *
     * @param path below the root of the logs
     * @param rows message ids that are in bronze
     * @param refused reason, line and byte offset of each refusal
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Bad(String path, byte[] bytes, List<String> rows, List<String> refused) {}

    static final List<Bad> CASES = List.of(
            file("empty", new byte[0], ""),
            file("empty-gzip", gzip(""), ""),
            file("truncated", cut(gzip(call("t1") + "\n" + call("t2")), 10), "t1", "TRUNCATED_GZIP null null"),
            file("checksum", flipped(gzip(call("c1"), call("c2"))), "", "BAD_CHECKSUM null " + (2 * NEXT - 1)),
            file(
                    "second-member",
                    joined(gzip(call("s1") + "\n[]\n"), flipped(gzip("{\n" + call("s2")))),
                    "s1",
                    "NOT_AN_OBJECT 2 " + NEXT,
                    "BAD_CHECKSUM null " + (2 * NEXT + 4)),
            file(
                    "many-refusals",
                    joined(gzip(call("v1") + "\n{\n"), flipped(gzip("{\n".repeat(30) + call("v2")))),
                    "v1",
                    "BROKEN_JSON 2 " + NEXT,
                    "BAD_CHECKSUM null " + (2 * NEXT + 61)),
            file("_leading", gzip(call("e1")), "e1"),
            file(".leading", gzip(call("e2")), "e2"),
            file("zstd", latin("(\u00b5/\u00fd$"), "", "NOT_GZIP null 0"),
            file("gzip-in-gzip", gzip(gzip(call("z1"))), "", "NOT_LINES null null"),
            file("basic-time", gzip(call("w1").replace("2026-03-02T10:00:00.000", "20260302T100000")), "w1"),
            file("plain", bytes(call("p1")), "", "NOT_GZIP null 0"),
            file("garbage", joined(gzip(call("g1")), bytes("garbage")), "g1", "TRAILING_GARBAGE null " + (NEXT - 1)),
            file("members", joined(gzip(call("n1") + "\n"), gzip(call("n2") + "\n")), "n1 n2"),
            file("no-newline", gzip(call("l1")), "l1"),
            file("blank-lines", gzip("", "  ", call("b1"), "", "[]"), "b1", "NOT_AN_OBJECT 5 " + (NEXT + 5)),
            file("crlf", gzip(call("r1") + "\r\n" + call("r2") + "\r\n"), "r1 r2"),
            file("bom", gzip("\ufeff" + call("m1"), call("m2")), "m1 m2"),
            second("utf8", latin(call("x").replace("Product", "caf\u00e9")), "INVALID_UTF8"),
            second("nul", call("x").replace("Product", "\0"), "NUL_BYTE"),
            second("long-line", call("x").replace("Product", "x".repeat(20_000)), "LINE_TOO_LONG"),
            second("array", "[1]", "NOT_AN_OBJECT"),
            second("broken", call("x").substring(0, 50), "BROKEN_JSON"),
            second("deep", call("x").replace(":1}", ":" + "[".repeat(9_000) + "]".repeat(9_000) + "}"), "TOO_DEEP"),
            second("number", call("x").replace(":1}", ":1e999}"), "NUMBER_OUT_OF_RANGE"),
            second("no-id", call("x").replace("\"messageId\":\"x\",", ""), "MISSING_MESSAGE_ID"),
            second("null-id", call("x").replace(":\"x\"", ":null"), "MISSING_MESSAGE_ID"),
            second("long-id", call("i".repeat(101)), "LONG_MESSAGE_ID"),
            second("no-user", call("x").replace(":\"u1\"", ":null"), "MISSING_IDENTITY"),
            second("no-type", call("x").replace(":\"track\"", ":null"), "MISSING_TYPE"),
            second("bad-time", call("x").replace("2026-03-02T10", "yesterday"), "UNPARSABLE_TIMESTAMP"),
            second("no-time", call("x").replace("receivedAt", "received"), "MISSING_TIMESTAMP"),
            second("1970", call("x").replace("2026-03-02T10", "1970-01-01T10"), "TIMESTAMP_OUT_OF_RANGE"),
            second("2099", call("x").replace("2026-03-02T10", "2099-01-01T10"), "TIMESTAMP_OUT_OF_RANGE"),
            new Bad("segment-logs/app/2026-03-02/f.gz", gzip(call("f1")), List.of(), List.of()),
            new Bad("segment-logs/app/1772409600001/f.gz", gzip(call("f2")), List.of(), List.of()),
            new Bad("segment-logs/app/stray.gz", gzip(call("f3")), List.of(), List.of()));

    @TempDir
    private static Path folder;

    private static TestPipeline pipeline;
    private static Answer answer;

    @BeforeAll
    static void run() {
        RawLogs logs = new RawLogs(folder.resolve("logs"));
        CASES.forEach(bad -> logs.put(bad.path(), bad.bytes()));
        logs.put(DAY + "/good.gz", gzip(call("good1"), call("good2")));
        logs.put(DAY + "/_SUCCESS", bytes("{}"));
        logs.put("segment-logs/dummy-object.txt", bytes("test"));
        pipeline = TestPipeline.of(logs.root(), folder.resolve("lake"))
                .with("sources.app.max_line_bytes=19KiB", "thresholds.refused_file_share=0.9");
        answer = pipeline.run("ingest", "clean");
    }

    @Test
    void theRunGoesOnAndSaysThatItIsPartial() {
        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.PARTIAL);
        assertThat(pipeline.rows("ops.runs", "status")).containsExactly("PARTIAL");
    }

    @Test
    void aCorruptObjectIsNamedWithTheLinesThatAreHeld() {
        assertThat(answer.err())
                .contains(
                        "nothing of file:" + folder + "/logs/" + DAY + "/checksum.gz is published:"
                                + " it is corrupt (BAD_CHECKSUM), deliver it again",
                        "/many-refusals.gz nothing after line 2 is published");
    }

    @Test
    void eachRefusalIsInQuarantineWithItsPlaceAndReason() {
        List<String> refused = pipeline.rows(
                "bronze.quarantine", name() + " AS name", "reason", "line_number", offset() + " AS byte_offset");

        assertThat(refused)
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                CASES.stream()
                                        .flatMap(bad -> bad.refused().stream().map(place -> name(bad) + " " + place)),
                                Stream.of(
                                        "2026-03-02 BAD_DAY_FOLDER null null",
                                        "1772409600001 BAD_DAY_FOLDER null null",
                                        "stray.gz MISPLACED_FILE null null"))
                        .toList());
    }

    @Test
    void everySoundLineIsInBronzeAndInSilver() {
        List<String> expected = Stream.concat(
                        CASES.stream().flatMap(bad -> bad.rows().stream()), Stream.of("good1", "good2"))
                .distinct()
                .toList();

        assertThat(pipeline.rows("silver.events", "message_id")).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(pipeline.rows("bronze.segment_logs", name(), "message_id"))
                .containsAll(CASES.stream()
                        .flatMap(bad -> bad.rows().stream().map(id -> name(bad) + " " + id))
                        .toList());
    }

    @Test
    void theLedgerTellsWhatBecameOfEachObject() {
        List<String> expected = CASES.stream().map(BadInputTest::entry).collect(Collectors.toList());
        expected.add("good.gz COMMITTED 2 0");

        assertThat(pipeline.rows("bronze.files", name(), "status", "rows", "quarantined_lines"))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void aRefusedLineIsKeptAsItCameWithItsDigest() {
        assertThat(pipeline.rows(
                        "bronze.quarantine", "cast(raw AS STRING)", "raw_sha256 = sha2(raw, 256)", "status", "reason"))
                .contains("[1] true OPEN NOT_AN_OBJECT");
        assertThat(pipeline.table("bronze.quarantine")
                        .filter("reason = 'LINE_TOO_LONG' AND length(raw) = 4096")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void theLinesAreConservedByDay() {
        long lines = pipeline.table("bronze.segment_logs").count()
                + pipeline.table("bronze.quarantine")
                        .filter("line_number IS NOT NULL")
                        .count();

        assertThat(pipeline.rows(
                        "ops.reconciliation", "source_id", "day", "int(left)", "int(right)", "is_balanced", "equation"))
                .contains("app 2026-03-02 " + lines + " " + lines
                        + " true lines in files = rows in bronze.segment_logs + lines in bronze.quarantine");
    }

    private static Bad file(String name, byte[] bytes, String rows, String... refused) {
        List<String> ids =
                Arrays.stream(rows.split(" ", -1)).filter(id -> !id.isEmpty()).toList();
        return new Bad(DAY + "/" + name + ".gz", bytes, ids, List.of(refused));
    }

    /** A sound line, the bad one and another sound one. */
    private static Bad second(String name, String line, String reason) {
        return second(name, bytes(line), reason);
    }

    private static Bad second(String name, byte[] line, String reason) {
        byte[] content = joined(bytes(call(name + "-1") + "\n"), line, bytes("\n" + call(name + "-3")));
        int offset = call(name + "-1").length() + 1;
        return file(name, gzip(content), name + "-1 " + name + "-3", reason + " 2 " + offset);
    }

    private static String entry(Bad bad) {
        String counts = bad.rows().size() + " "
                + bad.refused().stream()
                        .filter(place -> !place.contains("null"))
                        .count();
        boolean isRefused = bad.rows().isEmpty() && !bad.path().contains("empty");
        return name(bad) + " " + (isRefused ? "QUARANTINED" : bad.refused().isEmpty() ? "COMMITTED" : "PARTIAL") + " "
                + counts;
    }

    /** The file's name; for a folder that is refused as a whole, the folder's. */
    private static String name(Bad bad) {
        String[] parts = bad.path().split("/", -1);
        boolean isInDay = bad.path().startsWith(DAY + "/") || parts.length == 3;
        return isInDay ? parts[parts.length - 1] : parts[parts.length - 2];
    }

    private static String name() {
        return "element_at(split(path, '/'), -1)";
    }

    /** How far a decoder gets into a truncated file is its own affair, and so are the bytes of another gzip. */
    private static String offset() {
        return "if(reason IN ('TRUNCATED_GZIP', 'NOT_LINES'), null, byte_offset)";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] cut(byte[] bytes, int less) {
        return Arrays.copyOf(bytes, bytes.length - less);
    }

    /** One bit of the checksum in the trailer is another. */
    private static byte[] flipped(byte[] gzip) {
        gzip[gzip.length - 8] ^= 1;
        return gzip;
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }
}
