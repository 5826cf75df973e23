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
import javax.script.ScriptEngine;
import javax.script.ScriptException;

/**
 * A real TinkerGraph. Its jars lie in `target/tinkerpop`, outside of the class path, and are called by name: what else they
 * bring is of other versions than Spark's.
 */
public final class TinkerGraph implements AutoCloseable {
    private static final Path JARS = Path.of("target/tinkerpop");
    private static final String GREMLIN = "org.apache.tinkerpop.gremlin.";

    private final URLClassLoader gremlin;
    private final Object graph;
    private final ScriptEngine queries;

    private TinkerGraph(URLClassLoader gremlin) throws ReflectiveOperationException {
        this.gremlin = gremlin;
        this.graph = gremlin.loadClass(GREMLIN + "tinkergraph.structure.TinkerGraph")
                .getMethod("open")
                .invoke(null);
        this.queries = (ScriptEngine) gremlin.loadClass(GREMLIN + "jsr223.GremlinLangScriptEngine")
                .getConstructor()
                .newInstance();
        this.queries.put("g", traversal());
    }

    /** Gremlin's parser needs an older ANTLR than Spark's. */
    private static final class Jars extends URLClassLoader {
        Jars(URL[] urls) {
            super(urls, TinkerGraph.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("org.antlr.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }
    }

    /** A graph with what a file holds, read as the documentation says. */
    public static TinkerGraph of(Path file) throws IOException, ReflectiveOperationException, ScriptException {
        TinkerGraph graph = empty();
        graph.answer("g.io(\"" + file + "\").read().iterate()");
        return graph;
    }

    public static TinkerGraph empty() throws IOException, ReflectiveOperationException {
        try (Stream<Path> jars = Files.list(JARS)) {
            return new TinkerGraph(new Jars(jars.map(TinkerGraph::url).toArray(URL[]::new)));
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Object traversal() throws ReflectiveOperationException {
        return gremlin.loadClass(GREMLIN + "structure.Graph")
                .getMethod("traversal")
                .invoke(graph);
    }

    /** What a traversal of the source `g` gives, written in Gremlin. */
    public List<Object> answer(String query) throws ScriptException {
        return list((Iterator<?>) queries.eval(query));
    }

    public List<Object> vertices() throws ReflectiveOperationException {
        return all("vertices");
    }

    public List<Object> edges() throws ReflectiveOperationException {
        return all("edges");
    }

    private List<Object> all(String what) throws ReflectiveOperationException {
        return list((Iterator<?>) gremlin.loadClass(GREMLIN + "structure.Graph")
                .getMethod(what, Object[].class)
                .invoke(graph, (Object) new Object[0]));
    }

    private static List<Object> list(Iterator<?> found) {
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
