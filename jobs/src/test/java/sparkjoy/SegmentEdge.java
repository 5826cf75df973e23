package sparkjoy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

/** Takes batches over HTTP as Segment does, adds to each call what Segment adds, and delivers them as raw logs. */
final class SegmentEdge implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CLIENT_CLOCK_IS_BEHIND = Duration.ofMinutes(7);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpServer server;
    private final CountDownLatch due;
    private final List<JsonNode> calls = Collections.synchronizedList(new ArrayList<>());

    /** @param calls how many calls {@link #awaitCalls} waits for */
    SegmentEdge(int calls) throws IOException {
        due = new CountDownLatch(calls);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::take);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void awaitCalls() throws InterruptedException {
        if (!due.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException(due.getCount() + " calls did not come");
        }
    }

    /** The calls as they stand in the raw logs. */
    List<JsonNode> calls() {
        return List.copyOf(calls);
    }

    /** Lays the calls into the folders of the days on which they were received. */
    void deliver(RawLogs logs) {
        Map<Long, List<String>> byDay = new TreeMap<>();
        for (JsonNode call : calls()) {
            long day = at(call, "receivedAt").truncatedTo(ChronoUnit.DAYS).toEpochMilli();
            byDay.computeIfAbsent(day, unseen -> new ArrayList<>()).add(call.toString());
        }
        byDay.forEach((day, lines) ->
                logs.put("segment-logs/javaServer/" + day + "/1.gz", RawLogs.gzip(lines.toArray(String[]::new))));
    }

    static Instant at(JsonNode call, String field) {
        return OffsetDateTime.parse(call.path(field).asText()).toInstant();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        boolean isZipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        try (InputStream body = exchange.getRequestBody();
                InputStream text = isZipped ? new GZIPInputStream(body) : body) {
            JsonNode batch = JSON.readTree(text);
            Instant receivedAt = at(batch, "sentAt").plus(CLIENT_CLOCK_IS_BEHIND);
            for (JsonNode call : batch.path("batch")) {
                calls.add(logged((ObjectNode) call, batch, receivedAt));
                due.countDown();
            }
        }
        byte[] answer = "{\"success\":true}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    /** timestamp = receivedAt - (sentAt - originalTimestamp), as Segment documents it. */
    private static JsonNode logged(ObjectNode call, JsonNode batch, Instant receivedAt) {
        Instant original = at(call, "timestamp");
        Instant sent = at(batch, "sentAt");
        call.put("originalTimestamp", original.toString());
        call.put("sentAt", sent.toString());
        call.put("receivedAt", receivedAt.toString());
        call.put("timestamp", receivedAt.minus(Duration.between(original, sent)).toString());
        call.put("version", 2);
        return call;
    }
}
