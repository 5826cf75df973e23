package sparkjoy.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A real TinkerGraph reads the exports whole. Its jars lie in `target/tinkerpop`, beside the class path, and are called
 * by name: what else they bring is of other versions than Spark's.
 */
final class TinkerGraphTest {
    private static final Path JARS = Path.of("target/tinkerpop");
    private static final String GREMLIN = "org.apache.tinkerpop.gremlin.";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"graphson, models.json", "graphml, models.xml"})
    void tinkerGraphReadsAnExportWithAllVerticesAndEdges(String format, String file) throws Exception {
        Graph graph = ExportsTest.graph();
        Path export = Files.writeString(folder.resolve(file), Exports.of(format, graph));

        try (URLClassLoader gremlin = jars()) {
            Object tinker = read(gremlin, export);

            assertThat(all(gremlin, tinker, "vertices")).hasSize(64);
            assertThat(all(gremlin, tinker, "edges")).hasSize(122).hasSameSizeAs(graph.edges());
        }
    }

    @Test
    void verticesKeepTheirLabelsAndProperties() throws Exception {
        Path export = Files.writeString(folder.resolve("models.json"), Exports.of("graphson", ExportsTest.graph()));

        try (URLClassLoader gremlin = jars()) {
            List<Object> vertices = all(gremlin, read(gremlin, export), "vertices");

            assertThat(vertices.stream().map(vertex -> called(gremlin, vertex, "label")))
                    .filteredOn("deployment"::equals)
                    .hasSize(60);
            assertThat(vertices.stream().map(vertex -> called(gremlin, vertex, "value", "name")))
                    .contains("<script>alert(1)</script>", "two\nlines\r\nor three", "Straße 北京 😀", "ranking");
        }
    }

    private static URLClassLoader jars() throws IOException {
        try (Stream<Path> found = Files.list(JARS)) {
            URL[] urls = found.map(TinkerGraphTest::url).toArray(URL[]::new);
            return new URLClassLoader(urls, TinkerGraphTest.class.getClassLoader());
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** As the documentation says: g.io(file).read().iterate(). */
    private static Object read(ClassLoader gremlin, Path file) throws ReflectiveOperationException {
        Object tinker = gremlin.loadClass(GREMLIN + "tinkergraph.structure.TinkerGraph")
                .getMethod("open")
                .invoke(null);
        Object source = gremlin.loadClass(GREMLIN + "structure.Graph")
                .getMethod("traversal")
                .invoke(tinker);
        Object io = source.getClass().getMethod("io", String.class).invoke(source, file.toString());
        Object reading = gremlin.loadClass(GREMLIN + "process.traversal.dsl.graph.GraphTraversal")
                .getMethod("read")
                .invoke(io);
        gremlin.loadClass(GREMLIN + "process.traversal.Traversal")
                .getMethod("iterate")
                .invoke(reading);
        return tinker;
    }

    private static List<Object> all(ClassLoader gremlin, Object tinker, String what)
            throws ReflectiveOperationException {
        Iterator<?> found = (Iterator<?>) gremlin.loadClass(GREMLIN + "structure.Graph")
                .getMethod(what, Object[].class)
                .invoke(tinker, (Object) new Object[0]);
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(found, 0), false)
                .map(Object.class::cast)
                .toList();
    }

    private static Object called(ClassLoader gremlin, Object vertex, String method, String... names) {
        try {
            Class<?>[] types = Stream.of(names).map(name -> String.class).toArray(Class<?>[]::new);
            return gremlin.loadClass(GREMLIN + "structure.Vertex")
                    .getMethod(method, types)
                    .invoke(vertex, (Object[]) names);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
