package sparkjoy.models;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import sparkjoy.run.Job;
import sparkjoy.run.Outcome;
import sparkjoy.run.Workspace;
import sparkjoy.spec.Spec;

/** Reads the sources of the model graph and brings its tables up to date. */
public final class ModelsJob implements Job {
    private static final int SHOWN_ERRORS = 20;

    private final Map<String, String> environment;
    private final Optional<String> only;

    /**
     * @param environment where the tokens of sources are
     * @param only the one source to read; empty: all
     */
    public ModelsJob(Map<String, String> environment, Optional<String> only) {
        this.environment = Map.copyOf(environment);
        this.only = only;
    }

    /** Names of the sources that a specification declares, and of its own. */
    public static List<String> sources(Spec spec) {
        return new Sources(spec, Map.of()).names();
    }

    @Override
    public String name() {
        return "models";
    }

    @Override
    public Outcome run(Workspace workspace) {
        Instant now = workspace.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        Sources sources = new Sources(workspace.spec(), environment);
        Configuration hadoop = workspace.spark().sessionState().newHadoopConf();
        List<Crawl> crawls = sources.names().stream()
                .filter(name -> only.isEmpty() || only.get().equals(name))
                .map(name -> sources.crawl(name, hadoop))
                .toList();
        GraphTables tables = new GraphTables(workspace.spark(), workspace.lake());
        Set<String> closing = closing(crawls);
        Reconciled<GraphNode> nodes = nodes(tables.nodes(), crawls, sources, closing, now);
        Map<Crawl, List<GraphEdge>> linked = linked(nodes.rows(), crawls, sources);
        Reconciled<GraphEdge> edges = Reconciled.of(
                tables.edges(),
                linked.values().stream().flatMap(List::stream).toList(),
                new Reconciled.Identity<>(
                        GraphEdge::key, edge -> edge.confidence().name()),
                edge -> mayClose(edge.source(), sources, closing),
                now);
        if (nodes.isChanged()) {
            tables.writeNodes(nodes.rows(), workspace.provenance());
        }
        if (edges.isChanged()) {
            tables.writeEdges(edges.rows(), workspace.provenance());
        }
        Map<Crawl, Integer> counts = new LinkedHashMap<>();
        linked.forEach((crawl, found) -> counts.put(crawl, found.size()));
        tables.note(counts, now, workspace.provenance());
        return outcome(crawls, nodes, edges);
    }

    private static Set<String> closing(List<Crawl> crawls) {
        return crawls.stream()
                .filter(crawl -> crawl.status() == Crawl.Status.OK)
                .map(Crawl::source)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean mayClose(String source, Sources sources, Set<String> closing) {
        return closing.contains(source) || !sources.names().contains(source);
    }

    private static Reconciled<GraphNode> nodes(
            List<Dated<GraphNode>> rows, List<Crawl> crawls, Sources sources, Set<String> closing, Instant now) {
        return Reconciled.of(
                rows,
                crawls.stream().flatMap(crawl -> crawl.nodes().stream()).toList(),
                new Reconciled.Identity<>(node -> node.id() + "\u0000" + node.source(), GraphNode::contentHash),
                node -> mayClose(node.source(), sources, closing),
                now);
    }

    private static Map<Crawl, List<GraphEdge>> linked(
            List<Dated<GraphNode>> rows, List<Crawl> crawls, Sources sources) {
        Predicate<Dated<GraphNode>> isOpen = Dated::isOpen;
        List<GraphNode> current = rows.stream().filter(isOpen).map(Dated::value).toList();
        List<GraphNode> gone = rows.stream()
                .filter(isOpen.negate())
                .map(Dated::value)
                .filter(node -> node.kind() == NodeKind.MODEL_VERSION)
                .toList();
        Linker linker = new Linker(current, gone, sources.registries());
        Map<Crawl, List<GraphEdge>> linked = new LinkedHashMap<>();
        crawls.forEach(crawl -> linked.put(crawl, linker.edges(crawl)));
        return linked;
    }

    private static Outcome outcome(List<Crawl> crawls, Reconciled<GraphNode> nodes, Reconciled<GraphEdge> edges) {
        List<String> notes = new ArrayList<>();
        notes.add(String.format(
                "%,d sources: %,d nodes and %,d edges opened, %,d and %,d closed",
                crawls.size(), nodes.opened(), edges.opened(), nodes.closed(), edges.closed()));
        List<Crawl> broken = crawls.stream()
                .filter(crawl -> crawl.status() != Crawl.Status.OK)
                .toList();
        broken.forEach(crawl -> notes.add(sentence(crawl)));
        long written = (long) nodes.opened() + nodes.closed();
        long edgesWritten = (long) edges.opened() + edges.closed();
        return new Outcome(
                crawls.size(),
                Map.of(GraphTables.NODES, written, GraphTables.EDGES, edgesWritten, GraphTables.CRAWLS, (long)
                        crawls.size()),
                List.of(),
                notes,
                new TreeSet<>(),
                !broken.isEmpty());
    }

    private static String sentence(Crawl crawl) {
        Stream<String> rest = crawl.errors().size() > SHOWN_ERRORS
                ? Stream.of((crawl.errors().size() - SHOWN_ERRORS) + " more in meta.model_crawls")
                : Stream.of();
        return Stream.concat(crawl.errors().stream().limit(SHOWN_ERRORS), rest)
                .collect(Collectors.joining(
                        "; ",
                        "source " + crawl.source() + " is " + crawl.status()
                                + ", so its nodes and relations stay open: ",
                        ""));
    }
}
