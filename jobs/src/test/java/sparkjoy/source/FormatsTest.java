package sparkjoy.source;

import static org.assertj.core.api.Assertions.assertThat;
import static sparkjoy.source.Deliveries.call;
import static sparkjoy.source.Deliveries.gzip;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

    private static byte[] text(String... lines) {
        return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    }
}
