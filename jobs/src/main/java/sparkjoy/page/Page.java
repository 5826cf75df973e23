package sparkjoy.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/**
 * The page as one HTML file that needs nothing else. Its content security policy allows no request, and no script but the
 * two that are in it.
 */
public final class Page {
    /** What a page may have in bytes. */
    static final int LARGEST = 2_000_000;

    private static final String FOLDER = "/sparkjoy/page/";
    private static final String LIBRARY = "/META-INF/maven/org.webjars/echarts/pom.properties";
    private static final List<String> SCRIPTS = List.of(
            "format.js",
            "dom.js",
            "table.js",
            "charts.js",
            "overview.js",
            "kpis.js",
            "verdict.js",
            "experiments.js",
            "attribution.js",
            "health.js",
            "graph.js",
            "lineage.js",
            "main.js");

    private Page() {}

    /** With all of a document that fits: as it is, else compressed, else without its oldest days and smallest values. */
    public static String of(PageData data) {
        String json = PageJson.of(data);
        String page = html(json, "json");
        for (Limits limits : Limits.STEPS) {
            if (bytes(page) <= LARGEST) {
                return page;
            }
            page = html(compressed(json), "gzip");
            json = PageJson.of(data.within(limits));
        }
        return page;
    }

    private static String compressed(String json) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("A page cannot be compressed", e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private static String html(String content, String encoding) {
        String library = library();
        String script = SCRIPTS.stream().map(Page::text).collect(Collectors.joining("\n", "\"use strict\";\n", ""));
        return text("page.html")
                .replace("{{policy}}", policy(library, script))
                .replace("{{style}}", text("page.css"))
                .replace("{{library}}", library)
                .replace("{{script}}", script)
                .replace("{{encoding}}", encoding)
                .replace("{{data}}", content);
    }

    private static String policy(String... scripts) {
        String hashes = List.of(scripts).stream()
                .map(script -> "'sha256-" + hash(script) + "'")
                .collect(Collectors.joining(" "));
        return "default-src 'none'; script-src " + hashes + "; style-src 'unsafe-inline'; img-src data:";
    }

    private static String hash(String script) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return Base64.getEncoder().encodeToString(sha256.digest(script.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Java has no SHA-256", e);
        }
    }

    /** Apache ECharts as its WebJar has it. */
    private static String library() {
        Properties properties = new Properties();
        try (InputStream file = Page.class.getResourceAsStream(LIBRARY)) {
            properties.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The charts' library cannot be read", e);
        }
        return resource("/META-INF/resources/webjars/echarts/" + properties.getProperty("version") + "/echarts.min.js");
    }

    private static String text(String name) {
        return resource(FOLDER + name);
    }

    private static String resource(String path) {
        try (InputStream file = Page.class.getResourceAsStream(path)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("A part of the page cannot be read: " + path, e);
        }
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
