package sparkjoy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** The way to a real S3 server over which headers or answers get lost. */
public final class S3Detour implements AutoCloseable {
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("connection", "content-length", "expect", "transfer-encoding", "upgrade");
    /** A signature is valid only with the host that was signed; the build lets tests send it. */
    private static final boolean PASSES_HOST =
            "host".equals(System.getProperty("jdk.httpclient.allowRestrictedHeaders"));

    private final URI server;
    private final Set<String> lostHeaders;
    private final AtomicInteger answersToLose;
    private final AtomicLong requests = new AtomicLong();
    private final Set<S3Call> calls = ConcurrentHashMap.newKeySet();
    private final BiPredicate<String, String> lets;
    private final Predicate<S3Call> denies;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer detour;

    private S3Detour(
            URI server,
            Set<String> lostHeaders,
            int answersToLose,
            BiPredicate<String, String> lets,
            Predicate<S3Call> denies)
            throws IOException {
        this.server = server;
        this.lets = lets;
        this.denies = denies;
        this.lostHeaders = lostHeaders;
        this.answersToLose = new AtomicInteger(answersToLose);
        this.detour = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        detour.setExecutor(threads);
        detour.createContext("/", this::pass);
        detour.start();
    }

    /** A way on which nothing is lost and requests are counted. */
    public static S3Detour counting(URI server) throws IOException {
        return new S3Detour(server, Set.of(), 0, (method, path) -> true, call -> false);
    }

    /** A way on which somebody sees the method and path of every request, and lets it through or not. */
    public static S3Detour watchedBy(URI server, BiPredicate<String, String> watcher) throws IOException {
        return new S3Detour(server, Set.of(), 0, watcher, call -> false);
    }

    /** A way on which calls are answered as by a policy that denies them. */
    static S3Detour denying(URI server, Predicate<S3Call> denied) throws IOException {
        return new S3Detour(server, Set.of(), 0, (method, path) -> true, denied);
    }

    /** A way to a server that does not understand this header. */
    public static S3Detour withoutHeader(URI server, String header) throws IOException {
        return new S3Detour(server, Set.of(header.toLowerCase(Locale.ROOT)), 0, (method, path) -> true, call -> false);
    }

    /** A way on which the first answers to conditional PUTs are lost after the server has done as it was told. */
    public static S3Detour losingAnswers(URI server, int answers) throws IOException {
        return new S3Detour(server, Set.of(), answers, (method, path) -> true, call -> false);
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + detour.getAddress().getPort());
    }

    /** Requests that have come so far. */
    public long requests() {
        return requests.get();
    }

    /** The different things that requests have asked for so far. */
    Set<S3Call> calls() {
        return Set.copyOf(calls);
    }

    @Override
    public void close() {
        detour.stop(0);
        threads.shutdownNow();
    }

    private void pass(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        try (exchange) {
            if (!lets.test(exchange.getRequestMethod(), exchange.getRequestURI().getPath())) {
                return;
            }
            byte[] body = exchange.getRequestBody().readAllBytes();
            List<S3Call> asked = asked(exchange, body);
            calls.addAll(asked);
            if (asked.stream().anyMatch(denies)) {
                deny(exchange);
                return;
            }
            HttpResponse<byte[]> answer = client.send(request(exchange, body), HttpResponse.BodyHandlers.ofByteArray());
            boolean isConditional = exchange.getRequestHeaders().containsKey("If-None-Match")
                    && exchange.getRequestMethod().equals("PUT");
            if (isConditional && answersToLose.getAndDecrement() > 0) {
                return;
            }
            boolean isHead = exchange.getRequestMethod().equals("HEAD");
            answer.headers().map().forEach((name, values) -> {
                boolean isLength = name.equalsIgnoreCase("content-length");
                if (isLength ? isHead : !OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                    exchange.getResponseHeaders().put(name, List.copyOf(values));
                }
            });
            boolean hasBody = !isHead && answer.body().length > 0;
            exchange.sendResponseHeaders(answer.statusCode(), hasBody ? answer.body().length : -1);
            if (hasBody) {
                exchange.getResponseBody().write(answer.body());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<S3Call> asked(HttpExchange exchange, byte[] body) {
        Optional<String> source =
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("x-amz-copy-source"));
        return S3Call.of(exchange.getRequestMethod(), exchange.getRequestURI(), source, body);
    }

    private static void deny(HttpExchange exchange) throws IOException {
        byte[] reason = "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>"
                .getBytes(StandardCharsets.UTF_8);
        boolean hasBody = !exchange.getRequestMethod().equals("HEAD");
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        exchange.sendResponseHeaders(HttpURLConnection.HTTP_FORBIDDEN, hasBody ? reason.length : -1);
        if (hasBody) {
            exchange.getResponseBody().write(reason);
        }
    }

    private HttpRequest request(HttpExchange exchange, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            String header = name.toLowerCase(Locale.ROOT);
            boolean isPassed = PASSES_HOST || !header.equals("host");
            if (isPassed && !OF_THE_CONNECTION.contains(header) && !lostHeaders.contains(header)) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request.build();
    }
}
