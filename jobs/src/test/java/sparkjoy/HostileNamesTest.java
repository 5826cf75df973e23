package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.cli.ExitCode;
import sparkjoy.verify.Deviation;
import sparkjoy.verify.TableVerdict;
import sparkjoy.verify.VerificationText;

/** Every verb over a lake whose names try to act on the terminal, to hide, and to pose as a line of the command's own. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HostileNamesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** It begins a line where a line break of a name is printed. */
    private static final String FORGED = "DONE forged";

    private static final String HOSTILE =
            "\u001b]0;owned\u0007\u202egnp\u2028\r\n" + FORGED + "\u009b2J\u0085\ufeff\t=1";
    /** A file's name, in the characters that any locale has. */
    private static final String FILE = "a\u001b[2J\r\n" + FORGED + "\t.gz";

    private static final String SHOWN = "\\u{1b}]0;owned\\u{7}\\u{202e}gnp\\u{2028}\\r\\n" + FORGED;
    /** One waits for readers and prints its address, two print what `run` does, one's text is tested by itself. */
    private static final Set<String> NOT_TRIED = Set.of("serve", "stream", "demo", "verify");

    private static final Set<String> TRIED = new HashSet<>();

    @TempDir
    private static Path folder;

    private static TestPipeline pipeline;
    private static Answer first;

    @BeforeAll
    static void run() throws IOException {
        RawLogs logs = new RawLogs(folder.resolve("logs"));
        String again = event("9" + HOSTILE, "2026-03-02", "Added to Cart", 2);
        logs.put(
                RawLogs.DAY + "/" + FILE,
                RawLogs.gzip(events("2026-03-01"), events("2026-03-02"), again, HOSTILE, "{"));
        logs.put("segment-logs/app/no-day/" + FILE, RawLogs.gzip("{}"));
        Path layer = Files.writeString(
                folder.resolve("hostile.yaml"),
                "experiments:\n  " + quoted(HOSTILE) + ": {salt: x, baseline: " + quoted("A" + HOSTILE)
                        + ", from: 2026-03-01, weights: [{from: 2026-03-01, arms: {" + quoted("A" + HOSTILE) + ": 50, "
                        + quoted("B" + HOSTILE) + ": 50}}]}\n");
        pipeline = TestPipeline.of(logs.root(), folder.resolve("lake")).withOptions("--spec", layer.toString());
        first = pipeline.runAll();
    }

    @AfterAll
    static void everyVerbIsTried() {
        List<String> verbs = Answer.to("--help")
                .out()
                .lines()
                .filter(line -> line.matches("  [a-z]+ .*"))
                .map(line -> line.strip().replaceAll(" .*", ""))
                .filter(verb -> !verb.equals("joy"))
                .toList();
        assertThat(verbs).hasSizeGreaterThan(20).allMatch(verb -> TRIED.contains(verb) || NOT_TRIED.contains(verb));
    }

    @Test
    @Order(1)
    void whatReadsShowsNamesAndDoesNotObeyThem() {
        TRIED.add("run");
        assertHarmless(first);
        assertThat(first.code()).as(first.err()).isEqualTo(ExitCode.PARTIAL);
        assertShown("report");
        assertShown("experiment", HOSTILE);
        assertShown("assignments", "--experiment", HOSTILE);
        assertShown("assignments", "--unit", "u1" + HOSTILE);
        assertShown("sql", "SELECT DISTINCT event, variant, user_id, path FROM silver.events");
        assertShown("quarantine", "show", "--limit", "9");
        for (String line : List.of(
                "status --drift --from 2026-03-02 --to 2026-03-03",
                "preview silver.events",
                "preview gold.kpi_daily",
                "preview bronze.quarantine",
                "status --runs 3",
                "plan --sweep",
                "doctor",
                "quarantine list",
                "run all",
                "validate")) {
            assertHarmless(answer(line.split(" ", -1)));
        }
    }

    @Test
    @Order(2)
    void whatWritesShowsNamesAndDoesNotObeyThem() {
        for (String line : List.of(
                "backfill --from 2030-03-02 --to 2030-03-03",
                "diff",
                "promote",
                "rollback",
                "models list",
                "quarantine discard --day 2026-03-02 --note old")) {
            assertHarmless(answer(line.split(" ", -1)));
        }
        assertHarmless(answer("models", "impact", "exp:" + HOSTILE));
        assertHarmless(answer("export", "silver.events", "--to", "csv", "--into", folder + "/" + FILE));
        assertHarmless(answer("view", "run", view()));
        TRIED.addAll(List.of("argo", "generate"));
        assertHarmless(Answer.to("init", pipeline.logs(), "--dry-run"));
        assertHarmless(Answer.to("init", pipeline.logs(), "--into", folder + "/own" + FILE));
        assertHarmless(Answer.to("init", folder + "/" + FILE));
        assertHarmless(answer("init", "--check"));
        assertHarmless(
                Answer.to("argo", "render", "--spec", "../docs/minimal.yaml", "--into", folder + "/argo" + FILE));
        assertHarmless(Answer.to("generate", folder + "/" + FILE + "logs", "--events", "10", "--days", "1"));
    }

    @Test
    @Order(2)
    void aSpecificationMadeOfThemIsValid() {
        Path own = folder.resolve("own.yaml");

        Answer made = Answer.to("init", pipeline.logs(), "--into", own.toString());
        Answer checked = Answer.to("validate", "--spec", own.toString());

        assertThat(made.code()).as(made.err()).isEqualTo(ExitCode.DONE);
        assertThat(own).content().satisfies(HostileNamesTest::hasNothingInvisible);
        assertThat(checked.code()).as(checked.err()).isEqualTo(ExitCode.DONE);
    }

    @Test
    @Order(3)
    void whatIsWrongIsToldWithTheNameAndNotByIt() throws IOException {
        Path wrong = Files.writeString(
                folder.resolve("wrong.yaml"),
                quoted("key" + HOSTILE) + ": 1\nsources: {app: {path: x}}\npipelines: {food: {owner: a, schedule: "
                        + quoted(HOSTILE) + ", jobs: {" + quoted(HOSTILE) + ": }}}\n");

        assertHarmless(Answer.to(HOSTILE));
        assertHarmless(Answer.to("validate", "--spec", wrong.toString()));
        assertHarmless(Answer.to("validate", "--spec", folder + "/" + HOSTILE.replace("\u202egnp\u2028", "")));
        assertHarmless(answer("run", HOSTILE));
        assertHarmless(answer("run", "all", "--from", HOSTILE, "--to", HOSTILE));
        assertHarmless(answer("experiment", HOSTILE + "x"));
        assertHarmless(answer("assignments", "--unit", HOSTILE));
        assertHarmless(answer("preview", "gold." + HOSTILE));
        assertHarmless(answer("maintain", HOSTILE));
        assertHarmless(answer("models", "show", HOSTILE));
        assertHarmless(answer("sql", "SELECT '" + HOSTILE));
        assertHarmless(answer("sql", "SELECT CAST(event AS INT) FROM silver.events"));
    }

    @Test
    @Order(4)
    void whatAComparisonNamesIsShownToo() {
        Deviation deviation = new Deviation("variant=" + HOSTILE, List.of("event is " + HOSTILE));
        TableVerdict verdict = new TableVerdict("gold.x" + HOSTILE, 1, "a", "b", 1, List.of(deviation));

        assertHarmless(new Answer(ExitCode.DONE, VerificationText.of(List.of(verdict)), ""));
    }

    @Test
    @Order(4)
    void theReportsPageIsSafeToo() throws IOException {
        Path page = folder.resolve("report.html");

        pipeline.verb("report", "--html", page.toString());

        assertThat(page).content().contains("\\u{202e}gnp").satisfies(HostileNamesTest::hasNothingInvisible);
    }

    @Test
    @Order(5)
    void jsonIsExact() throws JsonProcessingException {
        Answer event =
                pipeline.verb("sql", "--json", "SELECT user_id FROM silver.events WHERE event_date = '2026-03-01'");
        Answer refused = pipeline.withOptions("--json").quarantine("show", "--status", "all", "--limit", "9");
        Answer preview = pipeline.withOptions("--json").verb("preview", "silver.events");

        assertThat(JSON.readTree(event.out().lines().findFirst().orElseThrow())
                        .path("user_id")
                        .asText())
                .contains(HOSTILE);
        assertThat(texts(JSON.readTree(refused.out()).findValues("path"))).anyMatch(path -> path.endsWith(FILE));
        assertThat(texts(JSON.readTree(preview.out()).findValues("values").stream()
                        .flatMap(values -> Stream.iterate(0, index -> index + 1)
                                .limit(values.size())
                                .map(values::get))
                        .toList()))
                .anyMatch(value -> value.contains(HOSTILE));
    }

    private static List<String> texts(List<JsonNode> nodes) {
        return nodes.stream().map(JsonNode::asText).toList();
    }

    private static void assertShown(String... words) {
        Answer answer = answer(words);
        assertHarmless(answer);
        assertThat(answer.out()).as(answer.err()).containsAnyOf(SHOWN, "\\u{1b}[2J\\r\\n" + FORGED);
    }

    private static Answer answer(String... words) {
        TRIED.add(words[0]);
        return pipeline.verb(words[0], Arrays.copyOfRange(words, 1, words.length));
    }

    private static void assertHarmless(Answer answer) {
        hasNothingInvisible(answer.out());
        hasNothingInvisible(answer.err());
        assertThat(Stream.concat(answer.out().lines(), answer.err().lines()))
                .noneMatch(line -> line.startsWith(FORGED));
        assertThat(answer.err()).doesNotContain("this is a bug");
    }

    private static void hasNothingInvisible(String text) {
        assertThat(text.codePoints()
                        .filter(point -> point != '\n')
                        .filter(point -> Character.isISOControl(point)
                                || List.of((int) Character.FORMAT, (int) Character.LINE_SEPARATOR)
                                        .contains(Character.getType(point))))
                .as(text)
                .isEmpty();
    }

    private static String view() {
        try {
            return Files.writeString(
                            folder.resolve("by_variant.yaml"),
                            "from: silver.events\nsteps:\n  - count: {by: [event, variant, user_id], as: n}\n")
                    .toString();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Two arms, each with an exposure, clicks and an order. */
    private static String events(String day) throws JsonProcessingException {
        List<String> lines = new ArrayList<>();
        int number = 0;
        for (String event :
                List.of("Product List Viewed", "Product Clicked", "Added to Cart", "Order Completed", HOSTILE)) {
            for (String unit : List.of("1", "2", "3")) {
                lines.add(event(number++ + HOSTILE, day, event, Integer.parseInt(unit)));
            }
        }
        return String.join("\n", lines);
    }

    private static String event(String id, String day, String event, int unit) throws JsonProcessingException {
        String variant = unit == 3 ? "stray" + HOSTILE : (unit == 1 ? "A" : "B") + HOSTILE;
        return "{\"messageId\":" + quoted(day + id) + ",\"type\":\"track\",\"event\":" + quoted(event) + ",\"userId\":"
                + quoted("u" + unit + HOSTILE) + ",\"receivedAt\":\"2026-03-02T10:00:00.000Z\",\"timestamp\":\"" + day
                + "T09:59:58.000Z\",\"properties\":{\"quantity\":1,\"vertical\":\"Food\",\"service\":" + quoted(HOSTILE)
                + ",\"experiment_id\":" + quoted(HOSTILE) + ",\"treatment_group\":" + quoted(variant) + ",\"order_id\":"
                + quoted("o" + id) + ",\"product_id\":" + quoted("p" + HOSTILE) + ",\"revenue\":" + unit
                + (day.endsWith("2") ? "," + quoted("new" + HOSTILE) + ":1" : "") + "}}";
    }

    /** As JSON and YAML write it, in ASCII: YAML allows no invisible character. */
    private static String quoted(String text) throws JsonProcessingException {
        return JSON.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII).writeValueAsString(text);
    }
}
