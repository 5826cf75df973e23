package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;
import static sparkjoy.RawLogs.DAY;
import static sparkjoy.RawLogs.gzip;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.cli.ExitCode;
import sparkjoy.cli.StatusVerb;

/** What `joy status --drift` tells of the properties of events. */
class DriftTest {
    @TempDir
    private static Path folder;

    private static TestPipeline pipeline;

    @BeforeAll
    static void deliver() {
        RawLogs logs = new RawLogs(folder.resolve("logs"));
        // So the last complete day is of this week, without events.
        pipeline = TestPipeline.of(logs.root(), folder.resolve("lake")).with("sources.app.settled_after=1d");
        logs.put(
                DAY + "/a.gz",
                gzip(
                        call("02", "Cart", "\"quantity\":1,\"gift\":true,\"list\":\"a\",\"note\":null"),
                        call("03", "Cart", "\"quantity\":2.5,\"gift\":true,\"list\":\"a\",\"note\":\"x\""),
                        call("03", "Old", "\"x\":1"),
                        call("04", "Cart", "\"quantity\":\"many\",\"list\":[\"a\"],\"coupon\":{\"code\":1}"),
                        call("04", "Cart", "\"quantity\":3,\"list\":\"b\",\"note\":null"),
                        call("04", "New", "\"y\":1"),
                        call("20", "Cart", "\"quantity\":1")));
        Answer answer = pipeline.run("ingest", "clean");
        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void whatAppearsVanishesOrChangesItsTypeIsTold() throws IOException {
        Answer answer = drift("--from", "2026-03-04", "--to", "2026-03-05", "--json");

        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.DONE);
        List<String> findings = new ArrayList<>();
        JsonNode drift = new ObjectMapper().readTree(answer.out());
        drift.path("findings")
                .forEach(found -> findings.add(String.join(
                        " ",
                        found.path("event").asText(),
                        found.path("property").asText(),
                        found.path("change").asText(),
                        found.path("types_before").toString(),
                        found.path("types").toString(),
                        found.path("first_seen").asText(),
                        found.path("last_seen").asText(),
                        found.path("count_before").asText(),
                        found.path("count").asText(),
                        found.path("rescued_share").asText())));
        assertThat(findings)
                .containsExactly(
                        "Cart coupon APPEARED [] [\"object\"] 2026-03-04 2026-03-04 0 1 0.0",
                        "Cart gift VANISHED [\"boolean\"] [] 2026-03-02 2026-03-03 2 0 0.0",
                        "Cart list TYPE_CHANGED [\"string\"] [\"array\",\"string\"] 2026-03-02 2026-03-04 2 2 0.0",
                        "Cart quantity TYPE_CHANGED [\"number\"] [\"number\",\"string\"] 2026-03-02 2026-03-04 2 2 0.5",
                        "New (event) APPEARED [] [] 2026-03-04 2026-03-04 0 1 0.0",
                        "Old (event) VANISHED [] [] 2026-03-03 2026-03-03 1 0 0.0");
        assertThat(drift.at("/before/from").asText()).isEqualTo("2026-02-25");
    }

    @Test
    void theTableNamesBothPeriods() {
        Answer answer = drift("--from", "2026-03-04", "--to", "2026-03-05");

        assertThat(answer.out())
                .contains("on 2026-03-04 (3 events) compared with 2026-02-25 to 2026-03-03 (3 events)")
                .containsPattern("Cart +quantity +TYPE_CHANGED +number +number\\|string .* 50.00%");
    }

    @Test
    void withoutDaysTheLastDayIsLookedAtAndAnEmptyMeasureIsSaid() {
        Answer answer = drift();

        assertThat(answer.out()).contains("on 2026-03-20 (1 event)", "There is nothing to compare with");
    }

    @Test
    void daysWithoutDriftAreWrongUsage() {
        Answer answer = pipeline.withOptions("--from", "2026-03-04", "--to", "2026-03-05")
                .ask(new StatusVerb(Clock.systemUTC()));

        assertThat(answer.code()).isEqualTo(ExitCode.WRONG_USAGE);
    }

    private static Answer drift(String... options) {
        return pipeline.withOptions("--drift").withOptions(options).ask(new StatusVerb(Clock.systemUTC()));
    }

    private static int number;

    private static String call(String day, String event, String properties) {
        number++;
        return "{\"messageId\":\"m" + number + "\",\"type\":\"track\",\"event\":\"" + event + "\",\"userId\":\"u1\","
                + "\"receivedAt\":\"2026-03-" + day + "T10:00:00.000Z\",\"timestamp\":\"2026-03-" + day
                + "T09:59:58.000Z\",\"properties\":{" + properties + "}}";
    }
}
