package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.segment.analytics.Analytics;
import com.segment.analytics.messages.AliasMessage;
import com.segment.analytics.messages.GroupMessage;
import com.segment.analytics.messages.IdentifyMessage;
import com.segment.analytics.messages.PageMessage;
import com.segment.analytics.messages.ScreenMessage;
import com.segment.analytics.messages.TrackMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.cli.ExitCode;

/** What Segment's own Java client sends arrives in silver, field by field. */
class SegmentClientTest {
    private static final int CALLS = 7;
    private static final Map<String, Object> BASIL =
            Map.of("product_id", "p1", "name", "Basil", "price", 2.5, "quantity", 2);

    @TempDir
    private static Path folder;

    private static SegmentEdge edge;
    private static TestPipeline pipeline;

    @BeforeAll
    static void send() throws IOException, InterruptedException {
        edge = new SegmentEdge(CALLS);
        Analytics client = Analytics.builder("write-key")
                .endpoint(edge.address())
                .flushQueueSize(3)
                .flushInterval(1, TimeUnit.SECONDS)
                .build();
        client.enqueue(TrackMessage.builder("Product Clicked")
                .userId("u1")
                .properties(Map.of("product_id", "p1", "price", 12.99, "position", 3, "vertical", "Food")));
        client.enqueue(TrackMessage.builder("Order Completed")
                .userId("u1")
                .properties(Map.of(
                        "order_id", "o1",
                        "revenue", 25.5,
                        "total", "30.10",
                        "currency", "EUR",
                        "treatment_group", "Model_B",
                        "experiment_id", "home_ranking",
                        "products", List.of(BASIL, Map.of("product_id", "p2")))));
        client.enqueue(IdentifyMessage.builder().userId("u1").traits(Map.of("plan", "free", "name", "Zoë \"Z\"")));
        client.enqueue(PageMessage.builder("Home").anonymousId("a2").properties(Map.of("path", "/home")));
        client.enqueue(ScreenMessage.builder("Cart").userId("u3").anonymousId("a3"));
        client.enqueue(GroupMessage.builder("g1").userId("u1").traits(Map.of("industry", "Catering")));
        client.enqueue(AliasMessage.builder("a3").userId("u3"));
        client.flush();
        edge.awaitCalls();
        client.shutdown();
        edge.deliver(new RawLogs(folder.resolve("logs")));
        pipeline = TestPipeline.of(folder.resolve("logs"), folder.resolve("lake"));
        Answer answer = pipeline.runAll();
        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.DONE);
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    @Test
    void everyCallOfEveryTypeIsAnEventOnce() {
        assertThat(pipeline.rows("silver.events", "type", "event", "user_id", "anonymous_id", "unit_id"))
                .containsExactly(
                        "alias null u3 null u3",
                        "group null u1 null u1",
                        "identify null u1 null u1",
                        "page null null a2 a2",
                        "screen null u3 a3 u3",
                        "track Order Completed u1 null u1",
                        "track Product Clicked u1 null u1");
        assertThat(pipeline.rows("silver.events", "message_id"))
                .containsExactlyInAnyOrderElementsOf(edge.calls().stream()
                        .map(call -> call.path("messageId").asText())
                        .toList());
    }

    @Test
    void initFindsWhatTheClientSends() {
        Answer answer = Answer.to("init", folder.resolve("logs").toString(), "--dry-run");

        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.DONE);
        assertThat(answer.out())
                .contains(
                        "click: [Product Clicked]",
                        "order: [Order Completed]",
                        "order_id: [properties.order_id]",
                        "total: [properties.total]",
                        "variant: [properties.treatment_group]",
                        "1 order, 100.0 % with an amount",
                        "no line refused")
                .doesNotContain("Basil", "Zo\u00eb");
    }

    @Test
    void propertiesOfAClickAreTyped() {
        assertThat(pipeline.table("silver.events")
                        .filter("event = 'Product Clicked'")
                        .selectExpr("concat_ws(' ', action, product_id, price, position, vertical, rescued)")
                        .first()
                        .getString(0))
                .isEqualTo("click p1 12.9900 3 Food");
    }

    @Test
    void anOrderKeepsItsAmountsAndProducts() {
        Row order = pipeline.table("silver.events")
                .filter("action = 'order'")
                .selectExpr(
                        "concat_ws(' ', order_id, revenue, total, currency, experiment_id, variant)",
                        "to_json(products)")
                .first();

        assertThat(order.getString(0)).isEqualTo("o1 25.5000 30.1000 EUR home_ranking Model_B");
        assertThat(order.getString(1))
                .isEqualTo("[{\"product_id\":\"p1\",\"name\":\"Basil\",\"quantity\":2.0000,\"price\":2.5000},"
                        + "{\"product_id\":\"p2\"}]");
    }

    @Test
    void traitsAndPropertiesAreKeptAsJson() {
        assertThat(pipeline.rows("silver.events", "type", "get_json_object(properties, '$.plan')"))
                .contains("identify free");
        assertThat(pipeline.rows("silver.events", "type", "get_json_object(properties, '$.name')"))
                .contains("identify Zoë \"Z\"");
        assertThat(pipeline.rows("silver.events", "type", "get_json_object(properties, '$.industry')"))
                .contains("group Catering");
        assertThat(pipeline.rows("silver.events", "type", "get_json_object(properties, '$.path')"))
                .contains("page /home");
    }

    @Test
    void eventsHappenedWhenTheDeviceSaysCorrectedByItsClock() {
        for (JsonNode call : edge.calls()) {
            Row times = pipeline.table("silver.events")
                    .filter("message_id = '" + call.path("messageId").asText() + "'")
                    .select("occurred_at", "original_at", "sent_at", "received_at", "is_time_adjusted")
                    .first();

            assertThat(List.of(
                            times.getTimestamp(0), times.getTimestamp(1), times.getTimestamp(2), times.getTimestamp(3)))
                    .extracting(java.sql.Timestamp::toInstant)
                    .containsExactly(
                            SegmentEdge.at(call, "timestamp"),
                            SegmentEdge.at(call, "originalTimestamp"),
                            SegmentEdge.at(call, "sentAt"),
                            SegmentEdge.at(call, "receivedAt"));
            assertThat(times.getBoolean(4)).isFalse();
        }
    }

    @Test
    void theClickAndTheOrderCountInTheKpis() {
        assertThat(pipeline.table("gold.kpi_daily")
                        .filter("vertical = '(all)' AND service = '(all)' AND experiment_id = '(all)'")
                        .selectExpr("sum(clicks)", "sum(orders)", "sum(gmv)")
                        .first()
                        .mkString(" "))
                .isEqualTo("1 1 25.5000");
    }
}
