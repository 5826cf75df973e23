package sparkjoy.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.spec.SpecReader;

/** Files that are odd, broken or hostile: each bad one is reported with its line, and all others are read. */
final class BadFilesTest {
    private static final String GOOD =
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: %s, namespace: shop}
            spec: {template: {spec: {containers: [{name: a, image: "reco:1"}]}}}
            """;

    @TempDir
    private Path folder;

    @Test
    void eachBadFileIsReportedWithItsLineAndTheOthersAreRead() throws IOException {
        Map<String, String> bad = bad();
        Map<String, String> good = good();
        write(bad);
        write(good);
        Files.write(folder.resolve("latin1.yaml"), "kind: Größe\n".getBytes(StandardCharsets.ISO_8859_1));
        Files.write(folder.resolve("binary.yaml"), new byte[] {0, 1, 2, (byte) 0xff, 7});
        Files.writeString(folder.resolve("large.yaml"), "# " + "x".repeat(5 << 20));

        Crawl crawl = crawl("kubernetes");

        assertThat(crawl.status()).isEqualTo(Crawl.Status.PARTIAL);
        bad.forEach((name, content) -> assertThat(crawl.errors())
                .as(name)
                .filteredOn(error -> error.startsWith(folder + "/" + name + ":"))
                .hasSize(1));
        assertThat(crawl.errors())
                .anyMatch(error -> error.contains("latin1.yaml") && error.contains("not UTF-8"))
                .anyMatch(error -> error.contains("binary.yaml"))
                .anyMatch(error -> error.contains("alias.yaml:2") && error.contains("names no anchor"))
                .anyMatch(error -> error.contains("bomb.yaml") && error.contains("more than"))
                .anyMatch(error -> error.contains("large.yaml") && error.contains("max_file_bytes"))
                .hasSize(bad.size() + 3)
                .noneMatch(error -> error.contains("CANARY"));
        assertThat(crawl.nodes())
                .filteredOn(node -> node.kind() == NodeKind.DEPLOYMENT)
                .extracting(GraphNode::name)
                .containsExactlyInAnyOrder(
                        "anchored",
                        "first",
                        "second",
                        "listed",
                        "crlf",
                        "bom",
                        "json",
                        "multi-json",
                        "tagged",
                        "merged",
                        "twice",
                        "tabbed-json",
                        "deep-folder");
    }

    /** Bad, each for one reason. */
    private static Map<String, String> bad() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("template.yaml", "kind: Deployment\nmetadata:\n  name: {{ .Values.name }}\n");
        files.put("control.yaml", "{{- if .Values.on }}\nkind: Deployment\n{{- end }}\n");
        files.put("open.yaml", "kind: Deployment\nmetadata: {name: [CANARY\n");
        files.put("tab.yaml", "kind: Deployment\nmetadata:\n\tname: CANARY\n");
        files.put("alias.yaml", "kind: Deployment\nmetadata: *CANARY\n");
        files.put("itself.yaml", "&a\nkind: Deployment\nmetadata: {name: x}\nspec: *a\n");
        files.put("bomb.yaml", bomb());
        files.put("deep.yaml", "kind: Deployment\nspec: " + "[".repeat(500) + "]".repeat(500) + "\n");
        files.put("no-name.yaml", "kind: Deployment\nmetadata: {namespace: shop}\n");
        files.put("no-kind.yaml", "metadata: {name: x}\n");
        files.put("text.yaml", "just some words\n");
        files.put("list.yaml", "- kind: x\n");
        files.put("number.yaml", "42\n");
        files.put("quote.yaml", "kind: \"Deployment\nmetadata: {name: CANARY}\n");
        files.put("broken.json", "{\"kind\": \"Deployment\", \"metadata\": {\"name\": CANARY}}");
        files.put("cut.json", "{\"kind\": \"Deployment\", \"metadata\": {");
        files.put("words.json", "CANARY");
        files.put("twice.yaml", GOOD.formatted("twice") + "---\n" + GOOD.formatted("twice"));
        files.put("in-list.yaml", "kind: List\nitems:\n  - kind: Deployment\n    metadata: {}\n");
        return files;
    }

    /** Odd, and right. */
    private static Map<String, String> good() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("empty.yaml", "");
        files.put("comments.yaml", "# nothing\n---\n---\n# still nothing\n");
        files.put("anchored.yaml", GOOD.formatted("&n anchored") + "x: *n\n");
        files.put("several.yaml", GOOD.formatted("first") + "---\n" + GOOD.formatted("second") + "---\n");
        files.put(
                "listed.yml",
                "kind: DeploymentList\nitems:\n  - "
                        + GOOD.formatted("listed").strip().replace("\n", "\n    "));
        files.put("crlf.yaml", GOOD.formatted("crlf").replace("\n", "\r\n"));
        files.put("bom.yaml", "\uFEFF" + GOOD.formatted("bom"));
        files.put("one.json", json("json"));
        files.put("two.json", json("multi-json") + "\n{\"kind\": \"ConfigMap\", \"metadata\": {\"name\": \"x\"}}");
        files.put("tabbed.json", json("tabbed-json").replace(" ", "\t"));
        files.put("tagged.yaml", GOOD.formatted("!!python/object:os.system tagged"));
        files.put("merged.yaml", "base: &base {kind: Deployment}\n<<: *base\nmetadata: {name: merged}\n");
        files.put("secret.yaml", "kind: Secret\nmetadata: {name: s}\nstringData: {a: CANARY}\n");
        files.put("kustomization.yaml", "resources: [a.yaml]\n");
        files.put("a/b/c/nested.yaml", GOOD.formatted("deep-folder"));
        files.put("generated.yaml", "kind: Job\nmetadata: {generateName: x-}\n");
        files.put("notes.txt", "{{ not read");
        return files;
    }

    private static String json(String name) {
        return "{\"kind\": \"Deployment\", \"metadata\": {\"name\": \"" + name + "\"}}";
    }

    /** Ten levels of ten aliases each. */
    private static String bomb() {
        StringBuilder text = new StringBuilder("kind: Deployment\nmetadata: {name: bomb}\na0: &a0 [x, x]\n");
        for (int level = 1; level <= 9; level++) {
            text.append("a").append(level).append(": &a").append(level).append(" [");
            text.append(("*a" + (level - 1) + ", ").repeat(10)).append("x]\n");
        }
        return text.toString();
    }

    @Test
    void aDocumentThatIsNoApiAndAnApiWithoutATitleAreReported() throws IOException {
        write(Map.of(
                "swagger.json",
                "{\"swagger\": \"2.0\", \"info\": {\"title\": \"Old API\"}, \"host\": \"old.example.com\", \"paths\":"
                        + " {\"/v1/x\": {\"get\": {}, \"parameters\": []}}}",
                "untitled.yaml",
                "openapi: 3.1.0\ninfo: {version: 1}\n",
                "values.yaml",
                "image: {tag: 1}\n"));

        Crawl crawl = crawl("openapi");

        assertThat(crawl.errors()).hasSize(2).anyMatch(error -> error.contains("untitled.yaml:2"));
        assertThat(crawl.nodes())
                .extracting(GraphNode::id)
                .containsExactlyInAnyOrder("api:old-api", "api:old-api#/v1/x");
    }

    @Test
    void aPathThatLeadsNowhereFailsTheSource() {
        assertThat(new Sources(spec("kubernetes", folder.resolve("none").toString()), Map.of())
                        .crawl("files", new Configuration())
                        .status())
                .isEqualTo(Crawl.Status.FAILED);
        assertThat(new Sources(spec("kubernetes", folder + "/*.yaml"), Map.of())
                        .crawl("files", new Configuration())
                        .status())
                .isEqualTo(Crawl.Status.FAILED);
    }

    private Crawl crawl(String kind) {
        return new Sources(spec(kind, folder.toString()), Map.of()).crawl("files", new Configuration());
    }

    private static sparkjoy.spec.Spec spec(String kind, String path) {
        String source = "models.sources={files: {kind: " + kind + ", path: '" + path + "'}}";
        return new SpecReader().read(List.of(Path.of("../docs/minimal.yaml")), List.of(source), Map.of());
    }

    private void write(Map<String, String> files) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }
}
