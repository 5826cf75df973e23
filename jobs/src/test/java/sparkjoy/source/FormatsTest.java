package sparkjoy.source;

import static org.assertj.core.api.Assertions.assertThat;
import static sparkjoy.source.Deliveries.call;
import static sparkjoy.source.Deliveries.gzip;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;
import org.apache.spark.sql.Encoders;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.SharedSpark;
import sparkjoy.spec.LogFormat;

/** Copies of the logs in other formats: the same lines at the same places, with the same faults. */
class FormatsTest {
    private static final String TOO_LONG = "x".repeat((1 << 20) + 1);

    @TempDir
    private Path folder;

    @Test
    void plainTextIsReadLikeTheGzipOfIt() {
        String[] lines = {call("m1"), "", "{}", TOO_LONG, call("m2") + "\r", "{\"messageId\":"};
        Deliveries delivered = new Deliveries(folder.resolve("gzip"));
        delivered.put("a.gz", gzip(lines));
        Deliveries copied = new Deliveries(folder.resolve("plain"));
        copied.put("a.json", text(lines));

        ReadBack plain = ReadBack.of(copied, LogFormat.NDJSON);

        int third = call("m1").length() + 2;
        int fifth = third + 3 + TOO_LONG.length() + 1;
        assertThat(plain.outline())
                .containsExactly(
                        "1@0 m1",
                        "3@" + third + " MISSING_MESSAGE_ID",
                        "4@" + (third + 3) + " LINE_TOO_LONG",
                        "5@" + fifth + " m2",
                        "6@" + (fifth + call("m2").length() + 2) + " BROKEN_JSON")
                .isEqualTo(ReadBack.of(delivered).outline());
    }

    @Test
    void filesThatAreNamedAsInAnotherFormatAreToldAndNotRead() {
        Deliveries deliveries = new Deliveries(folder);
        deliveries.put("a.json", text(call("m1")));
        deliveries.put("b.ndjson", text(call("m2")));
        deliveries.put("c.gz", gzip(call("m3")));
        deliveries.put("d.ndjson", new byte[0]);

        ReadBack read = ReadBack.of(deliveries, LogFormat.NDJSON);

        assertThat(read.outlineByFile())
                .containsExactly(
                        "c.gz: null@null MISPLACED_FILE",
                        "a.json: 1@0 m1",
                        "b.ndjson: 1@0 m2",
                        "d.ndjson: null@0 EMPTY_FILE");
        assertThat(read.value(0, Column.FAULT_DETAIL))
                .isEqualTo(UTF8String.fromString(
                        "the files of a source with the format ndjson are named *.json or *.ndjson"));
    }

    @Test
    void aRowOfParquetIsALineAndANullABlankOne() throws IOException {
        Deliveries deliveries = new Deliveries(folder);
        deliveries.put("a.parquet", parquet("payload", call("m1"), null, "{}", TOO_LONG, call("m2")));

        ReadBack read = ReadBack.of(deliveries, LogFormat.PARQUET);

        int third = call("m1").length() + 2;
        assertThat(read.outline())
                .containsExactly(
                        "1@0 m1",
                        "3@" + third + " MISSING_MESSAGE_ID",
                        "4@" + (third + 3) + " LINE_TOO_LONG",
                        "5@" + (third + 3 + TOO_LONG.length() + 1) + " m2");
        assertThat(read.value(3, Column.PAYLOAD)).hasToString(call("m2"));
    }

    @Test
    void whatIsWrongWithAParquetFileIsNamed() throws IOException {
        byte[] sound = parquet("payload", call("m1"), call("m2"));
        byte[] flipped = sound.clone();
        flipped[150] ^= 1;
        Deliveries deliveries = new Deliveries(folder);
        deliveries.put("a.parquet", new byte[0]);
        deliveries.put("b.parquet", text(call("m1")));
        deliveries.put("c.parquet", Arrays.copyOf(sound, sound.length - 1));
        deliveries.put("d.parquet", parquet("line", call("m1")));
        deliveries.put("e.parquet", parquet("payload", call("m1"), "{\n}", call("m2")));
        deliveries.put("f.parquet", flipped);
        deliveries.put("g.parquet", sound);

        ReadBack read = ReadBack.of(deliveries, LogFormat.PARQUET);

        int second = call("m1").length() + 1;
        assertThat(read.outlineByFile())
                .containsExactly(
                        "a.parquet: null@null EMPTY_FILE",
                        "b.parquet: null@null NOT_PARQUET",
                        "c.parquet: null@null NOT_PARQUET",
                        "d.parquet: null@null NO_PAYLOAD",
                        "e.parquet: 1@0 m1",
                        "e.parquet: null@" + second + " NOT_A_LINE",
                        "f.parquet: null@0 CORRUPT_PARQUET",
                        "g.parquet: 1@0 m1",
                        "g.parquet: 2@" + second + " m2");
    }

    /** A file as Spark writes it. */
    private byte[] parquet(String column, String... values) throws IOException {
        Path written = folder.resolve("written-" + UUID.randomUUID());
        SharedSpark.session()
                .createDataset(Arrays.asList(values), Encoders.STRING())
                .toDF(column)
                .coalesce(1)
                .write()
                .parquet(written.toString());
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(written, "part-*.parquet")) {
            return Files.readAllBytes(parts.iterator().next());
        }
    }

    private static byte[] text(String... lines) {
        return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    }
}
