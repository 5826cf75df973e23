package sparkjoy.models;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads JSON from one service; an answer is bounded in time and size. Redirects are not followed: they could lead the
 * token elsewhere.
 *
 * @param base URL without a trailing slash
 * @param token sent as a bearer token
 */
record Rest(HttpClient client, String base, Optional<String> token, Duration timeout, long maxBytes) {

    static Rest to(String url, Optional<String> token, Duration timeout, long maxBytes) {
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        return new Rest(client, url.replaceAll("/+$", ""), token, timeout, maxBytes);
    }

    /**
     * The document at a path with its query.
     *
     * @throws BadFile where the service does not answer 200 with JSON in time
     */
    Value get(String path) throws BadFile {
        return document(place(path), answer(path));
    }

    /**
     * The document at a path; empty where MLflow says that it has no such thing, not where the path itself is unknown.
     *
     * @throws BadFile as for get
     */
    Optional<Value> find(String path) throws BadFile {
        HttpResponse<byte[]> answer = answer(path);
        boolean isGone = answer.statusCode() == 404 && text(answer).contains("\"RESOURCE_DOES_NOT_EXIST\"");
        return isGone ? Optional.empty() : Optional.of(document(place(path), answer));
    }

    private static String place(String path) {
        return "GET " + path.replaceAll("\\?.*", "");
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private HttpResponse<byte[]> answer(String path) throws BadFile {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(timeout).header("Accept", "application/json");
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        return answer(request.build(), place(path));
    }

    private static Value document(String place, HttpResponse<byte[]> answer) throws BadFile {
        if (answer.statusCode() != 200) {
            throw new BadFile(place, "answered with status " + answer.statusCode() + advice(answer.statusCode()));
        }
        List<Value> documents = JsonDocuments.of(place, text(answer));
        if (documents.size() != 1) {
            throw new BadFile(place, "answered without a JSON document");
        }
        return documents.get(0);
    }

    private HttpResponse<byte[]> answer(HttpRequest request, String place) throws BadFile {
        CompletableFuture<HttpResponse<byte[]>> sent = client.sendAsync(request, info -> new BoundedBody(maxBytes));
        try {
            return sent.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            sent.cancel(true);
            throw new BadFile(place, late());
        } catch (ExecutionException e) {
            throw new BadFile(place, reason(e.getCause()));
        } catch (InterruptedException e) {
            sent.cancel(true);
            Thread.currentThread().interrupt();
            throw new BadFile(place, "was interrupted");
        }
    }

    private String late() {
        return "did not answer within models.timeout, " + timeout.toSeconds() + "s";
    }

    private String reason(Throwable failure) {
        if (failure instanceof HttpTimeoutException) {
            return late();
        }
        return failure instanceof BoundedBody.TooLarge
                ? "answered with more than models.max_file_bytes, " + maxBytes
                : "cannot be reached (" + failure.getClass().getSimpleName() + "); check the url of the source";
    }

    private static String advice(int status) {
        return switch (status) {
            case 401, 403 -> "; set the token of the source";
            case 404 -> "; check the url of the source";
            case 301, 302, 303, 307, 308 -> ", a redirect; write the URL that it leads to";
            default -> "";
        };
    }
}
