package sparkjoy.models;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads lists that a service gives page by page; what came before a page that fails is kept, and the failure noted. */
record Pages(Rest rest, Findings findings) {
    private static final int MOST_PAGES = 10_000;

    /** Items by MLflow's page tokens. */
    List<Value> byToken(String path, String items) {
        List<Value> all = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        String token = "";
        do {
            Optional<Value> page = page(token.isEmpty() ? path : path + "&page_token=" + encoded(token), all.isEmpty());
            if (page.isEmpty()) {
                return all;
            }
            all.addAll(page.get().at(items).items());
            token = page.get().textAt("next_page_token");
            if (!token.isEmpty() && !seen.add(token)) {
                findings.error("GET " + path.replaceAll("\\?.*", ""), "gave the same page token twice");
                return all;
            }
        } while (!token.isEmpty() && seen.size() < MOST_PAGES);
        return all;
    }

    /** Items by Airflow's offsets. */
    List<Value> byOffset(String path, String items) {
        List<Value> all = new ArrayList<>();
        for (int pages = 0; pages < MOST_PAGES; pages++) {
            Optional<Value> page = page(path + "&offset=" + all.size(), all.isEmpty());
            if (page.isEmpty()) {
                return all;
            }
            List<Value> found = page.get().at(items).items();
            all.addAll(found);
            int total = page.get().find("total_entries").map(Integer::parseInt).orElse(0);
            if (found.isEmpty() || all.size() >= total) {
                return all;
            }
        }
        return all;
    }

    /** A single document; empty where it fails, which is noted. */
    Optional<Value> one(String path) {
        return page(path, false);
    }

    /** A single document; empty where the service has no such thing, and where it fails, which is noted. */
    Optional<Value> find(String path) {
        try {
            return rest.find(path);
        } catch (BadFile e) {
            findings.error(e.place(), e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Value> page(String path, boolean isFirst) {
        try {
            return Optional.of(rest.get(path));
        } catch (BadFile e) {
            if (isFirst) {
                findings.failed(e.place(), e.getMessage());
            } else {
                findings.error(e.place(), e.getMessage());
            }
            return Optional.empty();
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
