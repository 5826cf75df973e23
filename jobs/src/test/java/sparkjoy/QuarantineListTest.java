package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;
import static sparkjoy.RawLogs.DAY;
import static sparkjoy.RawLogs.call;
import static sparkjoy.RawLogs.gzip;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sparkjoy.cli.ExitCode;

/** What was refused is found by reason, source, day and file, and shown without harm to the terminal. */
class QuarantineListTest {
    private static final String NEXT_DAY = "segment-logs/app/1772496000000";
    private static final String HOSTILE = "\u001b]0;owned\u0007 caf\u00e9";

    @TempDir
    private static Path folder;

    private static TestPipeline pipeline;

    @BeforeAll
    static void refuse() {
        RawLogs logs = new RawLogs(folder.resolve("logs"));
        logs.put(DAY + "/a.gz", gzip(call("a1"), "[]", "{"));
        logs.put(DAY + "/raw.gz", gzip(HOSTILE.getBytes(StandardCharsets.ISO_8859_1)));
        logs.put(NEXT_DAY + "/b.gz", gzip(call("b1"), "[1]"));
        logs.put(NEXT_DAY + "/plain.gz", "plain".getBytes(StandardCharsets.UTF_8));
        pipeline = TestPipeline.of(logs.root(), folder.resolve("lake")).with("thresholds.refused_file_share=1");
        pipeline.run("ingest");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--limit 9                                | 5",
                "--reason not_an_object                   | 2",
                "--source app                             | 5",
                "--source web                             | 0",
                "--day 2026-03-03                         | 2",
                "--from 2026-03-01 --to 2026-03-03        | 3",
                "--file a.gz                              | 2",
                "--file a.gz --line 3                     | 1",
                "--status DISCARDED                       | 0",
                "--status all --reason NOT_GZIP           | 1",
            })
    void aFilterNamesSomeOfThem(String filter, long entries) throws IOException {
        List<String> arguments = new java.util.ArrayList<>(List.of("list", "--json"));
        arguments.addAll(List.of(filter.split(" +")));

        Answer answer = pipeline.quarantine(arguments.toArray(String[]::new));

        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.DONE);
        assertThat(answer.out()).containsOnlyOnce("\n");
        JsonNode found = new ObjectMapper().readTree(answer.out());
        assertThat(found.path("entries").asLong()).isEqualTo(entries);
        assertThat(found.path("rows")).hasSize((int) entries);
    }

    @Test
    void theListCountsByReasonAndNamesThePlaces() {
        Answer answer = pipeline.quarantine("list", "--limit", "2");

        assertThat(answer.out().lines())
                .anyMatch(line -> line.strip().matches("NOT_AN_OBJECT +2"))
                .anyMatch(line -> line.strip().matches("2 +\\d+ +NOT_AN_OBJECT +OPEN +file:.*/a.gz +.*"))
                .contains("2 of 5 entries; more with --limit N.");
    }

    @Test
    void aLineIsShownWithItsBytesAsEscapes() {
        Answer answer = pipeline.quarantine("show", "--file", "raw.gz");

        assertThat(answer.out())
                .contains("raw.gz", "line 1", "0 of the object's text", "\\u{1b}]0;owned\\u{7} caf\\xe9")
                .doesNotContain("\u001b", "\u0007");
    }
}
