package sparkjoy.models;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import sparkjoy.error.UserError;
import sparkjoy.experiment.ArmVersions;
import sparkjoy.lake.Lake;
import sparkjoy.spec.Spec;

/** Answers questions about models from the tables of the graph. */
public final class ModelCatalog {
    private static final String ASSIGNMENTS = "gold.assignments";

    private final Spec spec;
    private final Lake lake;
    private final GraphTables tables;
    private final Instant at;
    private final Instant now;
    private final List<Dated<GraphNode>> nodes;
    private final List<Dated<GraphEdge>> edges;
    private final Graph graph;

    private ModelCatalog(Spec spec, Lake lake, GraphTables tables, Optional<Instant> at, Instant now) {
        this.spec = spec;
        this.lake = lake;
        this.tables = tables;
        this.at = at.orElse(now);
        this.now = now;
        nodes = tables.nodes();
        edges = tables.edges();
        graph = Graph.at(this.at, nodes, edges);
    }

    /**
     * Reads the tables.
     *
     * @param at the moment that is asked for; empty: now
     * @throws UserError where nothing was loaded yet
     */
    public static ModelCatalog open(SparkSession spark, Spec spec, Lake lake, Optional<Instant> at, Instant now) {
        if (!lake.exists(GraphTables.CRAWLS)) {
            throw new UserError("The model graph is empty: nothing was loaded into " + lake.root()
                    + " yet. Declare models.sources in the specification, then run joy models load.");
        }
        return new ModelCatalog(spec, lake, new GraphTables(spark, lake), at, now);
    }

    public Graph graph() {
        return graph;
    }

    /** Nodes of a kind, or of all; by kind and id. */
    public List<GraphNode> list(Optional<NodeKind> kind) {
        return graph.nodes().stream()
                .filter(node -> kind.isEmpty() || kind.get() == node.kind())
                .sorted(java.util.Comparator.comparing(GraphNode::kind).thenComparing(GraphNode::id))
                .toList();
    }

    /** How many edges leave or reach a node. */
    public int degree(GraphNode node) {
        return graph.leaving(node.id()).size() + graph.reaching(node.id()).size();
    }

    public ModelStory show(String model) {
        GraphNode found = NodeNames.ofModels(graph).find(model);
        Set<String> own = Neighbourhood.of(graph, found.id());
        List<Finding> findings =
                check().stream().filter(finding -> own.contains(finding.node())).toList();
        return ModelStory.of(graph, found, findings, new LiveResults(lake, spec).results(graph, found));
    }

    public Impact impact(String node, int depth) {
        return Impact.of(graph, NodeNames.ofAny(graph).find(node), depth);
    }

    /** All times, or those relations alone that held at the moment that was asked for. */
    public Timeline history(String model, boolean isAt) {
        Graph ever = new Graph(
                nodes.stream().map(Dated::value).toList(),
                edges.stream().map(Dated::value).toList());
        GraphNode found = NodeNames.ofModels(ever).find(model);
        return Timeline.of(found, edges, isAt ? Optional.of(at) : Optional.empty());
    }

    public List<Finding> check() {
        Sources sources = new Sources(spec, Map.of());
        return new Checks(spec, graph, edges, tables.crawls(), sources, traffic(), at.isAfter(now) ? now : at).all();
    }

    private ArmVersions traffic() {
        return lake.exists(ASSIGNMENTS) ? ArmVersions.of(lake.read(ASSIGNMENTS), spec) : ArmVersions.NONE;
    }

    /** The graph, or what belongs to one model. */
    public Graph part(Optional<String> model) {
        return model.map(name -> graph.part(Neighbourhood.of(
                        graph, NodeNames.ofModels(graph).find(name).id())))
                .orElse(graph);
    }

    /** What is drawn of one model. */
    public ModelPicture picture(String model) {
        return ModelPicture.of(graph, NodeNames.ofModels(graph).find(model).id(), ModelPicture.MOST_NODES);
    }
}
