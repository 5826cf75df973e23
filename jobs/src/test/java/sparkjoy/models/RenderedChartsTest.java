package sparkjoy.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.spec.SpecReader;

/** What charts run is read from rendered manifests; where these are missing, nothing else stands in for them. */
final class RenderedChartsTest {
    private static final String DEPLOYMENT =
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: api}
            spec: {template: {spec: {containers: [{name: a, image: "reco:9"}]}}}
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void writeAChart() throws IOException {
        chart("reco", "");
        write("charts/reco/values.yaml", "image: {repository: reco, tag: 1}\n");
    }

    @Test
    void theImagesOfAChartAreThoseOfItsRenderedManifestsAndNotOfItsValues() throws IOException {
        write("rendered/reco/templates/api.yaml", DEPLOYMENT);

        Crawl crawl = crawl("rendered");

        assertThat(crawl.status()).as(crawl.errors().toString()).isEqualTo(Crawl.Status.OK);
        assertThat(images(crawl)).containsExactly("image:reco:9");
        assertThat(crawl.edges())
                .filteredOn(edge -> edge.kind() == EdgeKind.RUNS_IMAGE)
                .extracting(GraphEdge::sourceRef)
                .containsExactly(folder + "/rendered/reco/templates/api.yaml:4");
    }

    @Test
    void aMissingFolderOfRenderedChartsIsReportedOnceAndTheSourceIsReadInPart() throws IOException {
        chart("search", "");

        Crawl crawl = crawl("rendred");

        assertThat(crawl.status()).isEqualTo(Crawl.Status.PARTIAL);
        assertThat(crawl.errors())
                .containsExactly(folder + "/rendred: there is no such folder; correct rendered of the source files in"
                        + " models.sources, or write it with helm template NAME CHART --output-dir " + folder
                        + "/rendred");
        assertThat(crawl.nodes()).extracting(GraphNode::id).contains("chart:reco@1.0.0", "chart:search@1.0.0");
        assertThat(images(crawl)).isEmpty();
    }

    @Test
    void aChartThatWasNotRenderedIsReportedUnlessItHasNoManifestsOfItsOwn() throws IOException {
        write("rendered/reco/templates/api.yaml", DEPLOYMENT);
        chart("search", "");
        chart("common", "type: library\n");
        chart("reco/charts/redis", "");

        Crawl crawl = crawl("rendered");

        assertThat(crawl.status()).isEqualTo(Crawl.Status.PARTIAL);
        assertThat(crawl.errors())
                .containsExactly(folder + "/rendered/search: the chart search was not rendered; write it with helm"
                        + " template search " + folder + "/charts/search --output-dir " + folder
                        + "/rendered, or exclude the chart");
        assertThat(images(crawl)).containsExactly("image:reco:9");
    }

    @Test
    void aNameThatIsNotThatOfAChartIsReportedAndLeadsToNoOtherFolder() throws IOException {
        write("secret/api.yaml", DEPLOYMENT);
        write("rendered/reco/templates/api.yaml", DEPLOYMENT);
        write("charts/up/Chart.yaml", "name: ../secret\nversion: 1.0.0\n");
        write("charts/option/Chart.yaml", "name: --post-renderer=sh\nversion: 1.0.0\n");

        Crawl crawl = crawl("rendered");

        assertThat(crawl.errors())
                .hasSize(2)
                .anyMatch(error -> error.startsWith(
                        folder + "/charts/up/Chart.yaml:1: ../secret is not a name of a chart; write letters"))
                .anyMatch(error -> error.contains("--post-renderer=sh is not a name of a chart"));
        assertThat(crawl.nodes())
                .filteredOn(node -> node.kind() == NodeKind.HELM_CHART)
                .extracting(GraphNode::id)
                .containsExactly("chart:reco@1.0.0");
    }

    @Test
    void aPathThatIsNoGlobFailsTheSource() throws IOException {
        write("rendered/reco/templates/api.yaml", DEPLOYMENT);

        Crawl crawl = crawl("[a", "rendered");

        assertThat(crawl.status()).isEqualTo(Crawl.Status.FAILED);
        assertThat(crawl.errors()).singleElement().asString().contains("/[a: is neither a file nor a glob");
    }

    private static List<String> images(Crawl crawl) {
        return crawl.edges().stream()
                .filter(edge -> edge.kind() == EdgeKind.RUNS_IMAGE)
                .map(GraphEdge::to)
                .toList();
    }

    private void chart(String name, String more) throws IOException {
        write("charts/" + name + "/Chart.yaml", "name: " + Path.of(name).getFileName() + "\nversion: 1.0.0\n" + more);
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private Crawl crawl(String rendered) {
        return crawl("charts", rendered);
    }

    private Crawl crawl(String charts, String rendered) {
        String source = "models.sources={files: {kind: helm, path: '" + folder + "/" + charts + "', rendered: '"
                + folder + "/" + rendered + "'}}";
        var spec = new SpecReader().read(List.of(Path.of("../docs/minimal.yaml")), List.of(source), Map.of());
        return new Sources(spec, Map.of()).crawl("files", new Configuration());
    }
}
