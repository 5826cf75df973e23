package sparkjoy.models;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A server that answers as MLflow's REST API does, and can fail. What a real MLflow answers is tested in Python. */
public final class RegistryServer implements AutoCloseable {
    private final HttpServer server;
    private final List<String> authorizations = new ArrayList<>();
    private int[] versions = {};
    private int champion;
    private boolean isPaged;
    private String failing = "";

    public RegistryServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Has these versions of home_ranking; the first is the champion. */
    public void homeRanking(int... numbers) {
        versions = numbers.clone();
        champion = numbers[0];
    }

    public void champion(int version) {
        champion = version;
    }

    /** Gives one version a page. */
    public void paged() {
        isPaged = true;
    }

    /** Answers 500 where the path holds a text. */
    public void failingAt(String part) {
        failing = part;
    }

    public List<String> authorizations() {
        return authorizations;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        boolean isFailing = !failing.isEmpty() && path.contains(failing);
        byte[] body = (isFailing ? "{\"error\": \"CANARY-BODY\"}" : json(path)).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(isFailing ? 500 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String json(String path) {
        if (path.contains("registered-models/search")) {
            return "{\"registered_models\": [{\"name\": \"home_ranking\", \"last_updated_timestamp\": 1772900000000,"
                    + " \"tags\": [{\"key\": \"owner\", \"value\": \"reco-team\"}, {\"key\": \"api_key\", \"value\":"
                    + " \"CANARY-TAG\"}], \"aliases\": [{\"alias\": \"champion\", \"version\": \"" + champion
                    + "\"}]}]}";
        }
        if (path.contains("model-versions/search")) {
            return page(path);
        }
        return path.contains("runs/get") ? run(path.replaceAll(".*run_id=", "")) : "{}";
    }

    private String page(String path) {
        int first = path.contains("page_token=") ? Integer.parseInt(path.replaceAll(".*page_token=", "")) : 0;
        int end = isPaged ? Math.min(first + 1, versions.length) : versions.length;
        String items = Arrays.stream(versions, first, end)
                .mapToObj(RegistryServer::version)
                .collect(Collectors.joining(", "));
        String next = end < versions.length ? ", \"next_page_token\": \"" + end + "\"" : "";
        return "{\"model_versions\": [" + items + "]" + next + "}";
    }

    private static String version(int number) {
        String run = (number == 6 ? "a" : "b").repeat(32);
        return "{\"name\": \"home_ranking\", \"version\": \"" + number + "\", \"creation_timestamp\": "
                + (1772800000000L + number) + ", \"current_stage\": \"None\", \"run_id\": \"" + run
                + "\", \"source\": \"s3://models-bucket/1/" + run + "/artifacts/model\", \"status\": \"READY\"}";
    }

    private static String run(String id) {
        return "{\"run\": {\"info\": {\"run_id\": \"" + id + "\", \"run_name\": \"nightly\", \"status\": \"FINISHED\","
                + " \"end_time\": 1772800000000}, \"data\": {\"metrics\": [{\"key\": \"auc\", \"value\":"
                + " 0.81}], \"tags\":"
                + " [{\"key\": \"airflow.dag_id\", \"value\": \"food_retrain\"}]}, \"inputs\": {\"dataset_inputs\":"
                + " [{\"dataset\": {\"name\": \"gold.assignments\", \"source\": \"{}\"}}]}}}";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
