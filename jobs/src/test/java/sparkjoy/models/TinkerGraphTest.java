package sparkjoy.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real TinkerGraph reads the exports whole. */
final class TinkerGraphTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"graphson, models.json", "graphml, models.xml"})
    void tinkerGraphReadsAnExportWithAllVerticesAndEdges(String format, String file) throws Exception {
        Graph graph = ExportsTest.graph();
        Path export = Files.writeString(folder.resolve(file), Exports.of(format, graph));

        try (TinkerGraph tinker = TinkerGraph.of(export)) {
            assertThat(tinker.vertices()).hasSize(64);
            assertThat(tinker.edges()).hasSize(122).hasSameSizeAs(graph.edges());
        }
    }

    @Test
    void verticesKeepTheirLabelsAndProperties() throws Exception {
        Path export = Files.writeString(folder.resolve("models.json"), Exports.of("graphson", ExportsTest.graph()));

        try (TinkerGraph tinker = TinkerGraph.of(export)) {
            List<Object> vertices = tinker.vertices();

            assertThat(vertices.stream().map(vertex -> tinker.called(vertex, "label")))
                    .filteredOn("deployment"::equals)
                    .hasSize(60);
            assertThat(vertices.stream().map(vertex -> tinker.called(vertex, "value", "name")))
                    .contains("<script>alert(1)</script>", "two\nlines\r\nor three", "Straße 北京 😀", "ranking");
        }
    }
}
