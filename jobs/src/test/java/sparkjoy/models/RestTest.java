package sparkjoy.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An answer that is wrong, late, too large or leads elsewhere is named without its content and without the token. */
final class RestTest {
    private static final String TOKEN = "CANARY-TOKEN";
    private static HttpServer server;
    private static boolean wasRedirected;

    @BeforeAll
    static void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer("/fine", 200, "{\"token\": \"Bearer " + TOKEN + "\"}");
        answer("/refused", 401, "CANARY-BODY");
        answer("/forbidden", 403, "CANARY-BODY");
        answer("/unknown", 404, "{\"error_code\": \"ENDPOINT_NOT_FOUND\"}");
        answer("/gone", 404, "{\"error_code\": \"RESOURCE_DOES_NOT_EXIST\"}");
        answer("/broken", 500, "CANARY-BODY");
        answer("/page", 200, "<html>CANARY-BODY</html>");
        answer("/empty", 200, "");
        answer("/large", 200, "[\"" + "x".repeat(2_000) + "\"]");
        server.createContext("/elsewhere", exchange -> {
            exchange.getResponseHeaders().add("Location", "/target");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.createContext("/target", exchange -> {
            wasRedirected = true;
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    private static void answer(String path, int status, String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        server.createContext(path, exchange -> {
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @CsvSource({
        "/refused,answered with status 401; set the token of the source",
        "/forbidden,answered with status 403; set the token of the source",
        "/unknown,answered with status 404; check the url of the source",
        "/broken,answered with status 500",
        "/page,not JSON",
        "/empty,answered without a JSON document",
        "/large,'answered with more than models.max_file_bytes, 1000'",
        "/elsewhere,'answered with status 302, a redirect; write the URL that it leads to'",
    })
    void aWrongAnswerIsNamed(String path, String reason) {
        assertThatThrownBy(() -> rest(url()).get(path + "?name=CANARY-QUERY"))
                .isInstanceOf(BadFile.class)
                .hasMessageContaining(reason)
                .satisfies(failure -> assertThat(((BadFile) failure).place() + failure.getMessage())
                        .contains("GET " + path)
                        .doesNotContain("CANARY"));
        assertThat(wasRedirected).isFalse();
    }

    @Test
    void aThingThatIsGoneIsNoFailureAndAPathThatIsUnknownIs() throws BadFile {
        assertThat(rest(url() + "/").get("/fine").textAt("token")).isEqualTo("Bearer " + TOKEN);
        assertThat(rest(url()).find("/fine")).isPresent();
        assertThat(rest(url()).find("/gone")).isEmpty();
        assertThatThrownBy(() -> rest(url()).find("/unknown")).isInstanceOf(BadFile.class);
        assertThatThrownBy(() -> rest(url()).find("/broken")).isInstanceOf(BadFile.class);
    }

    @Test
    void aServiceThatAcceptsAndSaysNothingIsNotWaitedForAndAClosedPortIsNamed() throws IOException {
        int port;
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            port = silent.getLocalPort();
            assertThatThrownBy(() -> rest("http://127.0.0.1:" + port, 1).get("/x"))
                    .hasMessageContaining("did not answer within models.timeout, 1s");
        }
        assertThatThrownBy(() -> rest("http://127.0.0.1:" + port).get("/x")).hasMessageContaining("cannot be reached");
    }

    private static String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static Rest rest(String url) {
        return rest(url, 30);
    }

    private static Rest rest(String url, int seconds) {
        return Rest.to(url, Optional.of(TOKEN), Duration.ofSeconds(seconds), 1_000);
    }
}
