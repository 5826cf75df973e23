package sparkjoy.source;

import static org.assertj.core.api.Assertions.assertThat;
import static sparkjoy.source.Deliveries.call;
import static sparkjoy.source.Deliveries.gzip;
import static sparkjoy.source.Deliveries.joined;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sparkjoy.spec.LogFormat;

/** Damaged gzip files: no row is a line that was not written, and the account says which lines count. */
class GzipDamageTest {
    private static final Configuration HADOOP = new Configuration();
    private static final int LINES = 120;
    private static final int SUMMARY_COLUMN = at(Column.FILE);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noFlippedByteBringsALineThatWasNotWritten(long seed) {
        Random random = new Random(seed);
        byte[] first = member(random, "a");
        byte[] second = member(random, "b");
        byte[] file = joined(first, second);
        Map<Long, String> written = new HashMap<>(lines("a"));
        lines("b").forEach((number, line) -> written.put(number + LINES, line));
        for (int place : places(random, first.length, file.length)) {
            byte[] damaged = file.clone();
            damaged[place] ^= (byte) (1 << random.nextInt(8));

            Map<Long, String> read = read(damaged);

            String damage = "byte " + place + " of " + first.length + " + " + second.length;
            read.forEach((number, line) -> assertThat(line).as(damage).isEqualTo(written.get(number)));
            assertThat(read).as(damage).hasSizeGreaterThanOrEqualTo(place < first.length ? 0 : LINES);
        }
    }

    @Test
    void aCorruptMemberIsHeldAndTheOnesBeforeItAreNot() {
        Random random = new Random(7);
        byte[] first = member(random, "a");
        byte[] second = member(random, "b");
        byte[] file = joined(first, second, member(random, "c"));
        file[first.length + second.length / 2] ^= 4;

        List<InternalRow> rows = rows(file, false);

        assertThat(read(file)).isEqualTo(lines("a"));
        InternalRow fault = rows.get(rows.size() - 1);
        assertThat(fault.getUTF8String(at(Column.FAULT_DETAIL)).toString())
                .endsWith("; its lines after line " + LINES + " are not published");
    }

    @Test
    void aTailOfZerosIsNotText() {
        byte[] file = member(new Random(9), "a");
        byte[] zeroed = Arrays.copyOf(Arrays.copyOf(file, 2 * file.length / 3), file.length);

        assertThat(read(zeroed)).isEmpty();
    }

    @Test
    void whatIsOnlyCutKeepsItsWholeLines() {
        byte[] file = member(new Random(11), "a");
        for (int length = file.length / 2; length < file.length; length += 7) {
            byte[] cut = Arrays.copyOf(file, length);

            List<InternalRow> rows = rows(cut, false);

            assertThat(rows.get(rows.size() - 1)
                            .getUTF8String(at(Column.FAULT_REASON))
                            .toString())
                    .isEqualTo("TRUNCATED_GZIP");
            assertThat(read(cut)).isNotEmpty();
            assertThat(lines("a").entrySet()).containsAll(read(cut).entrySet());
        }
    }

    @Test
    void aLineThatEndsInACorruptMemberIsNotTrusted() {
        byte[] file = joined(gzip(call("m1") + "\n" + call("m2")), gzip("\n" + call("m3")));
        file[file.length - 1] ^= 1;

        assertThat(read(file)).containsOnlyKeys(1L);
    }

    @ParameterizedTest
    @CsvSource({
        "28b52ffd2401, zstd",
        "504b0304140000, a zip archive",
        "425a6839314159265359, bzip2",
        "fd377a585a000004, xz",
        "04224d186440a7, lz4",
        "02214c18a7, lz4",
        "894c5a4f000d0a1a0a, lzo",
        "789ccb48cdc9c9, zlib",
        "ff060000734e61507059, framed snappy",
        "5041523115041500, Parquet",
        "377abcaf271c0004, a 7z archive",
        "53616c7465645f5f0011, encrypted by openssl",
    })
    void anotherCompressionIsNamedOutsideAndInsideGzip(String start, String name) {
        byte[] other = joined(HexFormat.of().parseHex(start), new byte[300]);

        assertThat(detail(rows(other, false))).startsWith("NOT_GZIP: the object is " + name + ", not gzip. ");
        assertThat(detail(rows(gzip(other), false))).startsWith("NOT_LINES: the object holds " + name + " instead");
    }

    @Test
    void aGzipInAGzipAndATarInAGzipAreNamed() {
        byte[] tar = new byte[1024];
        byte[] name = "logs/a.json".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(name, 0, tar, 0, name.length);
        System.arraycopy("ustar".getBytes(StandardCharsets.US_ASCII), 0, tar, 257, 5);

        assertThat(detail(rows(gzip(gzip(call("m1"))), false)))
                .startsWith("NOT_LINES: the object holds another gzip instead of lines. Decompress it once");
        assertThat(detail(rows(gzip(tar), false))).startsWith("NOT_LINES: the object holds a tar archive");
    }

    @Test
    void aGzipUnderTheNameOfATextIsNamed() {
        Deliveries deliveries = new Deliveries(folder);
        deliveries.put("a.json", gzip(call("m1")));

        assertThat(detail(ReadBack.of(deliveries, LogFormat.NDJSON).rows()))
                .isEqualTo("NOT_LINES: the object is gzip, not text. Set the source's format to segment");
    }

    /** The rows of a file by line, read in both ways, of which the account of one must agree with the other. */
    private Map<Long, String> read(byte[] bytes) {
        Map<Long, String> checkedFirst = payloads(rows(bytes, false), Long.MAX_VALUE);
        List<InternalRow> accounted = rows(bytes, true);
        InternalRow account = accounted.get(accounted.size() - 1).getStruct(SUMMARY_COLUMN, Summary.TYPE.size());
        Map<Long, String> counted = payloads(accounted, account.getLong(Summary.TYPE.fieldIndex("last_line")));
        assertThat(counted).isEqualTo(checkedFirst);
        assertThat(account.getLong(Summary.TYPE.fieldIndex("rows"))).isEqualTo(counted.size());
        assertThat(account.getLong(Summary.TYPE.fieldIndex("withdrawn")))
                .isEqualTo(payloads(accounted, Long.MAX_VALUE).size() - counted.size());
        return checkedFirst;
    }

    private List<InternalRow> rows(byte[] bytes, boolean summaries) {
        Deliveries deliveries = new Deliveries(folder);
        deliveries.put("a.gz", bytes);
        LogListing listing = LogListing.of(HADOOP, deliveries.root(), LogSelection.everything());
        return ReadBack.of(listing, HADOOP, LogFormat.SEGMENT, summaries).rows();
    }

    private static Map<Long, String> payloads(List<InternalRow> rows, long lastLine) {
        return rows.stream()
                .filter(row -> !row.isNullAt(at(Column.PAYLOAD)))
                .filter(row -> row.getLong(at(Column.LINE_NUMBER)) <= lastLine)
                .collect(Collectors.toMap(
                        row -> row.getLong(at(Column.LINE_NUMBER)),
                        row -> row.getUTF8String(at(Column.PAYLOAD)).toString(),
                        (one, other) -> other,
                        TreeMap::new));
    }

    private static String detail(List<InternalRow> rows) {
        InternalRow fault = rows.get(0);
        UTF8String reason = fault.getUTF8String(at(Column.FAULT_REASON));
        return reason + ": " + fault.getUTF8String(at(Column.FAULT_DETAIL));
    }

    /** Places in header, data and trailer of both members. */
    private static List<Integer> places(Random random, int first, int length) {
        List<Integer> places = new ArrayList<>(IntStream.range(0, 24).boxed().toList());
        IntStream.range(first - 24, first + 24).forEach(places::add);
        IntStream.range(length - 24, length).forEach(places::add);
        random.ints(200, 0, length).forEach(places::add);
        return places;
    }

    private static byte[] member(Random random, String id) {
        byte[] member = gzip(lines(id).values().stream().collect(Collectors.joining("\n", "", "\n")));
        member[4] = (byte) random.nextInt(256);
        return member;
    }

    /** Lines that differ enough for a compressor to have work. */
    private static Map<Long, String> lines(String id) {
        Map<Long, String> lines = new TreeMap<>();
        for (long number = 1; number <= LINES; number++) {
            CRC32 digits = new CRC32();
            digits.update((id + number).getBytes(StandardCharsets.US_ASCII));
            lines.put(number, call(id + number, "9.5", "\"" + Long.toString(digits.getValue() * 7919, 36) + "\""));
        }
        return lines;
    }

    private static int at(Column column) {
        return Column.SCHEMA.fieldIndex(column.columnName());
    }
}
