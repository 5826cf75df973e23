package sparkjoy.page;

import static org.apache.spark.sql.functions.col;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.lake.Lake;

/** The model graph as it is now. A thing that only an edge names has no node. */
record ModelGraph(List<ModelNode> nodes, List<ModelEdge> edges) {
    private static final String NODES = "meta.model_nodes";
    private static final String EDGES = "meta.model_edges";
    private static final int PER_VALUE = 20;

    /** One thing as one source describes it. */
    record ModelNode(
            String id,
            String kind,
            String name,
            Optional<String> version,
            Optional<String> environment,
            Optional<String> owner,
            Map<String, String> attributes,
            String source,
            String sourceRef) {

        private static ModelNode of(Row row) {
            return new ModelNode(
                    row.getAs("node_id"),
                    row.getAs("kind"),
                    row.getAs("name"),
                    Optional.ofNullable(row.getAs("version")),
                    Optional.ofNullable(row.getAs("environment")),
                    Optional.ofNullable(row.getAs("owner")),
                    new TreeMap<>(row.<String, String>getJavaMap(row.fieldIndex("attributes"))),
                    row.getAs("source"),
                    row.getAs("source_ref"));
        }
    }

    /** One relation with what shows it. */
    record ModelEdge(
            String from, String to, String kind, String evidence, String confidence, String source, String sourceRef) {

        private static ModelEdge of(Row row) {
            return new ModelEdge(
                    row.getAs("from_id"),
                    row.getAs("to_id"),
                    row.getAs("kind"),
                    row.getAs("evidence"),
                    row.getAs("confidence"),
                    row.getAs("source"),
                    row.getAs("source_ref"));
        }
    }

    static Optional<ModelGraph> of(Lake lake) {
        return lake.exists(NODES) && lake.exists(EDGES)
                ? Optional.of(new ModelGraph(
                        current(lake.read(NODES), "node_id").map(ModelNode::of).toList(),
                        current(lake.read(EDGES), "from_id", "kind", "to_id")
                                .map(ModelEdge::of)
                                .toList()))
                : Optional.empty();
    }

    /** The things with the most relations. */
    ModelGraph within(Limits limits) {
        Map<String, Long> relations = edges.stream()
                .flatMap(edge -> List.of(edge.from(), edge.to()).stream())
                .collect(Collectors.groupingBy(id -> id, TreeMap::new, Collectors.counting()));
        Set<String> kept = relations.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit((long) PER_VALUE * limits.values())
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(HashSet::new));
        return new ModelGraph(
                nodes.stream().filter(node -> kept.contains(node.id())).toList(),
                edges.stream()
                        .filter(edge -> kept.contains(edge.from()) && kept.contains(edge.to()))
                        .toList());
    }

    private static Stream<Row> current(Dataset<Row> rows, String first, String... further) {
        return rows.filter(col("valid_to").isNull()).orderBy(first, further).collectAsList().stream();
    }
}
