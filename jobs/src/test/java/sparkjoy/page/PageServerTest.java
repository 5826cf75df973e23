package sparkjoy.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sparkjoy.error.UserError;

/** Who is given the page, and that it is made again for each reload. */
final class PageServerTest {
    private final AtomicInteger made = new AtomicInteger();
    private final PageServer server = PageServer.at(0, () -> {
        if (made.incrementAndGet() == 3) {
            throw new UserError("The lake is gone.");
        }
        return "page " + made.get();
    });

    @AfterEach
    void end() {
        server.close();
    }

    @Test
    void eachReloadMakesThePageAgain() throws IOException {
        assertThat(answer("GET / HTTP/1.1", "localhost"))
                .startsWith("HTTP/1.1 200")
                .endsWith("page 1");
        assertThat(answer("GET / HTTP/1.1", "127.0.0.1"))
                .contains("Cache-control: no-store")
                .endsWith("page 2");
    }

    @Test
    void aPageThatCannotBeMadeSaysWhyAndTheServerStaysUp() throws IOException {
        made.set(2);

        assertThat(answer("GET / HTTP/1.1", "localhost"))
                .startsWith("HTTP/1.1 500")
                .endsWith("The lake is gone.");
        assertThat(answer("GET / HTTP/1.1", "localhost")).startsWith("HTTP/1.1 200");
    }

    @Test
    void anotherHostAnotherPathAndAnotherMethodAreRefused() throws IOException {
        assertThat(answer("GET / HTTP/1.1", "site.example")).startsWith("HTTP/1.1 403");
        assertThat(answer("GET /../lake HTTP/1.1", "localhost")).startsWith("HTTP/1.1 404");
        assertThat(answer("POST / HTTP/1.1", "localhost")).startsWith("HTTP/1.1 405");
        assertThat(made).hasValue(0);
    }

    @Test
    void aPortInUseIsNamed() {
        assertThatThrownBy(() -> PageServer.at(server.port(), () -> ""))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("The port " + server.port() + " cannot be used");
    }

    private String answer(String request, String host) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            String text = request + "\r\nHost: " + host + ":" + server.port()
                    + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
