package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sparkjoy.cli.ExitCode;

/** Every quick verb that only reads, over one lake of all golden deliveries, damaged objects among them. */
class ReadingVerbsTest {
    private static final Path CASES = Path.of("src/test/resources/deliveries");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CAMEL_CASE = "[a-z0-9]+[A-Z]\\w*";

    @TempDir
    private static Path folder;

    private static TestPipeline pipeline;

    @BeforeAll
    static void run() throws IOException {
        RawLogs logs = new RawLogs(folder.resolve("logs"));
        try (Stream<Path> cases = Files.list(CASES)) {
            cases.flatMap(name -> RawLogs.files(name).stream())
                    .filter(file -> file.toString().endsWith(".ndjson"))
                    .forEach(file -> logs.put(RawLogs.DAY + "/" + named(file), RawLogs.gzip(RawLogs.bytes(file))));
        }
        byte[] whole = RawLogs.gzip(RawLogs.call("t1"), RawLogs.call("t2"));
        logs.put(RawLogs.DAY + "/truncated.gz", Arrays.copyOf(whole, whole.length - 10));
        logs.put(RawLogs.DAY + "/text.gz", RawLogs.call("p1").getBytes(java.nio.charset.StandardCharsets.UTF_8));
        logs.put(RawLogs.DAY + "/refused.gz", RawLogs.gzip("{", "[]", "\u001b[31m", RawLogs.call("r1")));
        logs.put(RawLogs.DAY + "/empty.gz", new byte[0]);
        logs.put("segment-logs/app/no-day/misplaced.gz", whole);
        pipeline = TestPipeline.of(logs.root(), folder.resolve("lake"));
        Answer answer = pipeline.runAll();
        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.PARTIAL);
    }

    private static String named(Path file) {
        return CASES.relativize(file).toString().replace('/', '-').replace(".ndjson", ".gz");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "report",
                "status --runs 5",
                "status --drift",
                "experiment home_ranking",
                "assignments --experiment home_ranking",
                "assignments --unit u1",
                "quarantine list --limit 1000",
                "quarantine show --limit 1000",
                "plan",
                "plan clean --from 2026-03-02 --to 2026-03-03",
                "preview gold.added_to_cart",
                "validate",
                "doctor",
            })
    void aVerbThatReadsAnswersAsTextAndAsJson(String line) throws IOException {
        String[] words = line.split(" ", -1);
        String[] arguments = Arrays.copyOfRange(words, 1, words.length);

        Answer text = pipeline.verb(words[0], arguments);
        Answer json = pipeline.withOptions("--json").verb(words[0], arguments);

        assertAnswered(text);
        assertAnswered(json);
        assertThat(JSON.readTree(json.out()).isEmpty()).as(json.out()).isFalse();
        assertThat(json.jsonKeys()).as("spelled like columns of tables").noneMatch(key -> key.matches(CAMEL_CASE));
    }

    @Test
    void theReportHasAPageAndAPlaceOfEachReason() throws IOException {
        Path page = folder.resolve("report.html");

        Answer answer = pipeline.verb("report", "--html", page.toString());

        assertAnswered(answer);
        assertThat(answer.out()).contains("text.gz, the whole object", "refused.gz line 1");
        assertThat(page).content().contains("text.gz, the whole object");
    }

    @Test
    void anEmptyLakeHasAPageAndNoReport() {
        Path page = folder.resolve("empty.html");
        TestPipeline empty = TestPipeline.of(folder.resolve("logs"), folder.resolve("empty"));

        Answer report = empty.verb("report");
        Answer written = empty.verb("report", "--html", page.toString());

        assertThat(report.code()).isEqualTo(ExitCode.FAILED);
        assertThat(report.err()).contains("has no tables: run `joy run all` first");
        assertAnswered(written);
        assertThat(written.code()).as(written.err()).isEqualTo(ExitCode.DONE);
        assertThat(written.out()).contains("Not written yet", "Next:     bin/joy run all --set");
        assertThat(page).content().contains("\"lineage\":{\"tables\":[]}");
    }

    @Test
    void everyTableIsShownAndAsked() {
        for (String table : tables()) {
            assertAnswered(pipeline.verb("preview", table));
            assertAnswered(pipeline.verb("sql", "--csv", "SELECT * FROM " + table));
        }
    }

    @Test
    void everyTableBecomesFiles() {
        for (String table : List.of("bronze.quarantine", "silver.events", "ops.runs")) {
            for (String format : List.of("csv", "parquet")) {
                String into = folder.resolve(table + "." + format).toString();
                assertAnswered(pipeline.verb("export", table, "--to", format, "--into", into));
            }
        }
    }

    private static List<String> tables() {
        return pipeline.tables().contracts().all().stream()
                .map(contract -> contract.name())
                .filter(pipeline.tables()::exists)
                .toList();
    }

    private static void assertAnswered(Answer answer) {
        assertThat(answer.err()).doesNotContain("\tat ", "this is a bug", "xception");
        assertThat(answer.code()).as(answer.err()).isIn(ExitCode.DONE, ExitCode.PARTIAL);
        assertThat(answer.out()).isNotBlank();
    }
}
