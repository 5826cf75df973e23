package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.cli.ExitCode;
import sparkjoy.cli.ReportVerb;
import sparkjoy.page.PageDocument;

/** The data of the page for a lake without tables, and for one after its first run, three days after the last delivery. */
class PageStatesTest {
    @TempDir
    private static Path folder;

    private static TestPipeline pipeline;
    private static JsonNode page;

    @BeforeAll
    static void write() throws IOException {
        pipeline = ShopLogs.made()
                .pipeline()
                .with("sources.app.silent_after=2d", "sources.app.ids=[a7Kq2mXw9R, zP4hT8vLc1, neverSeen99]");
        page = page(pipeline, Instant.now().plus(Duration.ofDays(3)));
    }

    @Test
    void ofAnEmptyLakeEveryTableIsMissingAndNoValueIsInvented() throws IOException {
        Path lake = folder.resolve("lake");

        JsonNode empty = page(TestPipeline.of(folder.resolve("logs"), lake), Instant.parse("2026-03-09T10:00:00Z"));

        assertThat(empty.path("madeAt").asText()).isEqualTo("2026-03-09T10:00:00Z");
        assertThat(empty.path("missing"))
                .extracting(JsonNode::asText)
                .contains("bronze.files", "silver.events", "gold.kpi_daily", "gold.added_to_cart", "ops.runs");
        assertThat(empty.at("/lineage/tables")).isEmpty();
        assertThat(empty.at("/health/deliveries")).isEmpty();
        assertThat(empty.at("/experiments/0/id").asText()).isEqualTo("home_ranking");
        for (String part : new String[] {"/kpis", "/attribution", "/models", "/experiments/0/story", "/health/drift"}) {
            assertThat(empty.at(part).isNull()).as(part).isTrue();
        }
        assertThat(empty.at("/health/pipelines/0/alarms"))
                .extracting(JsonNode::asText)
                .containsExactly("pipeline food has not run yet: joy run all");
        assertThat(lake).as("a page creates nothing").doesNotExist();
    }

    @Test
    void ofOneRunThePageSaysWhichDaysLateEventsCanStillChange() {
        Row freshness = pipeline.table("gold.freshness")
                .filter("table = 'gold.kpi_daily'")
                .selectExpr("CAST(complete_through AS STRING)", "CAST(final_through AS STRING)")
                .first();

        assertThat(page.at("/health/pipelines/0/runs")).hasSize(1);
        assertThat(page.at("/kpis/completeThrough").asText(null)).isEqualTo(freshness.getString(0));
        assertThat(page.at("/kpis/finalThrough").asText(null)).isEqualTo(freshness.getString(1));
        assertThat(page.path("missing")).isEmpty();
        assertThat(page.path("shortened").isNull()).isTrue();
    }

    @Test
    void whatIsRefusedOrHasNoNumbersHasItsReason() {
        assertThat(page.at("/health/refused")).isNotEmpty().allSatisfy(refused -> assertThat(
                        refused.path("command").asText())
                .startsWith(
                        refused.path("table").asText().equals("silver.rejected") ? "joy sql" : "joy quarantine show"));
        assertThat(page.at("/experiments/0/story/lines")).isNotEmpty().allSatisfy(line -> assertThat(
                        line.path("estimate").isNull() ? line.path("reason").asText() : "has numbers")
                .isNotBlank());
        assertThat(page.at("/experiments/0/headlines/Model_B/words").asText()).isNotBlank();
        assertThat(page.at("/experiments/0/story/next")).isNotEmpty();
    }

    @Test
    void aSilentSourceAndOneThatNeverDeliveredAreAlarmsWithTheNextCommand() {
        String next = "silent_after is 2d. `joy doctor` checks whether its logs can be read; if so, ask who sends them";

        assertThat(page.at("/health/pipelines/0/alarms"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrder(
                        "source app (a7Kq2mXw9R) is silent: no file for 3d; " + next,
                        "source app (zP4hT8vLc1) is silent: no file for 3d; " + next,
                        "source app (neverSeen99) is silent: no file yet; " + next);
        assertThat(page.at("/health/pipelines/0/sources").findValuesAsText("silent"))
                .containsOnly("true")
                .hasSize(3);
    }

    private static JsonNode page(TestPipeline of, Instant now) throws IOException {
        Path file = folder.resolve("report.html");
        Answer answer = of.ask(new ReportVerb(Clock.fixed(now, ZoneOffset.UTC)), "--html", file.toString());
        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.DONE);
        return PageDocument.of(Files.readString(file));
    }
}
