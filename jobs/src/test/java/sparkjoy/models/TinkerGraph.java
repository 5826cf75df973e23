package sparkjoy.models;

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

/**
 * A real TinkerGraph. Its jars lie in `target/tinkerpop`, outside of the class path, and are called by name: what else they
 * bring is of other versions than Spark's.
 */
public final class TinkerGraph implements AutoCloseable {
    private static final Path JARS = Path.of("target/tinkerpop");
    private static final String GREMLIN = "org.apache.tinkerpop.gremlin.";

    private final URLClassLoader gremlin;
    private final Object graph;

    private TinkerGraph(URLClassLoader gremlin) throws ReflectiveOperationException {
        this.gremlin = gremlin;
        this.graph = gremlin.loadClass(GREMLIN + "tinkergraph.structure.TinkerGraph")
                .getMethod("open")
                .invoke(null);
    }

    /** A graph with what a file holds, read as the documentation says: g.io(file).read().iterate(). */
    public static TinkerGraph of(Path file) throws IOException, ReflectiveOperationException {
        try (Stream<Path> jars = Files.list(JARS)) {
            URL[] urls = jars.map(TinkerGraph::url).toArray(URL[]::new);
            TinkerGraph graph = new TinkerGraph(new URLClassLoader(urls, TinkerGraph.class.getClassLoader()));
            graph.read(file);
            return graph;
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void read(Path file) throws ReflectiveOperationException {
        Object source = gremlin.loadClass(GREMLIN + "structure.Graph")
                .getMethod("traversal")
                .invoke(graph);
        Object io = source.getClass().getMethod("io", String.class).invoke(source, file.toString());
        Object reading = gremlin.loadClass(GREMLIN + "process.traversal.dsl.graph.GraphTraversal")
                .getMethod("read")
                .invoke(io);
        gremlin.loadClass(GREMLIN + "process.traversal.Traversal")
                .getMethod("iterate")
                .invoke(reading);
    }

    public List<Object> vertices() throws ReflectiveOperationException {
        return all("vertices");
    }

    public List<Object> edges() throws ReflectiveOperationException {
        return all("edges");
    }

    private List<Object> all(String what) throws ReflectiveOperationException {
        Iterator<?> found = (Iterator<?>) gremlin.loadClass(GREMLIN + "structure.Graph")
                .getMethod(what, Object[].class)
                .invoke(graph, (Object) new Object[0]);
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(found, 0), false)
                .map(Object.class::cast)
                .toList();
    }

    /** What a method of a vertex gives: `label`, or `value` of a property's name. */
    public Object called(Object vertex, String method, String... names) {
        try {
            Class<?>[] types = Stream.of(names).map(name -> String.class).toArray(Class<?>[]::new);
            return gremlin.loadClass(GREMLIN + "structure.Vertex")
                    .getMethod(method, types)
                    .invoke(vertex, (Object[]) names);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        gremlin.close();
    }
}
