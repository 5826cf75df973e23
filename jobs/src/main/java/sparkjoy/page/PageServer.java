package sparkjoy.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import sparkjoy.error.UserError;

/**
 * Shows a page to browsers on this machine: each reload makes it again, one at a time. Requests that name another host are
 * refused, so that no site of the internet can read the page through a name of its own.
 */
public final class PageServer implements AutoCloseable {
    private static final String HTML = "text/html; charset=utf-8";
    private static final String TEXT = "text/plain; charset=utf-8";

    private final HttpServer server;
    private final ExecutorService worker = Executors.newSingleThreadExecutor();
    private final Supplier<String> page;

    private PageServer(HttpServer server, Supplier<String> page) {
        this.server = server;
        this.page = page;
        server.setExecutor(worker);
        server.createContext("/", this::answer);
        server.start();
    }

    /**
     * Listens at the loopback address.
     *
     * @param port 0 for any that is free
     */
    public static PageServer at(int port, Supplier<String> page) {
        try {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            return new PageServer(HttpServer.create(address, 0), page);
        } catch (IOException e) {
            throw new UserError(
                    "The port " + port + " cannot be used (" + e.getMessage() + "): give another by --serve.", e);
        }
    }

    public String url() {
        return "http://localhost:" + port() + "/";
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        worker.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!isOfThisMachine(exchange)) {
                send(exchange, 403, TEXT, "Open " + url() + " instead.");
            } else if (!exchange.getRequestURI().getPath().equals("/")) {
                send(exchange, 404, TEXT, "There is only one page: " + url());
            } else if (!exchange.getRequestMethod().equals("GET")) {
                send(exchange, 405, TEXT, "The page can only be read.");
            } else {
                sendPage(exchange);
            }
        }
    }

    private void sendPage(HttpExchange exchange) throws IOException {
        String made;
        try {
            made = page.get();
        } catch (RuntimeException e) {
            send(exchange, 500, TEXT, "The page cannot be made: " + e.getMessage());
            return;
        }
        send(exchange, 200, HTML, made);
    }

    private boolean isOfThisMachine(HttpExchange exchange) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host"))
                .filter(host -> host.equals("localhost:" + port()) || host.equals("127.0.0.1:" + port()))
                .isPresent();
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
