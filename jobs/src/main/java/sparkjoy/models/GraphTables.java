package sparkjoy.models;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import sparkjoy.lake.Lake;
import sparkjoy.lake.Provenance;

/** The tables of the graph. A graph is small, so that they are read and written as a whole. */
record GraphTables(SparkSession spark, Lake lake) {
    static final String NODES = "meta.model_nodes";
    static final String EDGES = "meta.model_edges";
    static final String CRAWLS = "meta.model_crawls";

    private static final int MOST_ERRORS = 100;

    List<Dated<GraphNode>> nodes() {
        return rows(NODES).stream().map(GraphTables::node).toList();
    }

    List<Dated<GraphEdge>> edges() {
        return rows(EDGES).stream().map(GraphTables::edge).toList();
    }

    List<PastCrawl> crawls() {
        return rows(CRAWLS).stream().map(GraphTables::crawl).toList();
    }

    void writeNodes(List<Dated<GraphNode>> rows, Provenance provenance) {
        lake.overwrite(
                NODES,
                spark.createDataFrame(rows.stream().map(GraphTables::row).toList(), schema(NODES))
                        .coalesce(1),
                provenance);
    }

    void writeEdges(List<Dated<GraphEdge>> rows, Provenance provenance) {
        lake.overwrite(
                EDGES,
                spark.createDataFrame(rows.stream().map(GraphTables::edgeRow).toList(), schema(EDGES))
                        .coalesce(1),
                provenance);
    }

    /** Notes what was read, by source. */
    void note(Map<Crawl, Integer> edgesByCrawl, Instant at, Provenance provenance) {
        List<Row> rows = edgesByCrawl.entrySet().stream()
                .map(entry -> row(entry.getKey(), entry.getValue(), at, provenance.runId()))
                .toList();
        lake.append(CRAWLS, spark.createDataFrame(rows, schema(CRAWLS)).coalesce(1), provenance);
    }

    private StructType schema(String table) {
        return lake.contracts().find(table).orElseThrow().schema();
    }

    private List<Row> rows(String table) {
        return lake.exists(table) ? lake.read(table).collectAsList() : List.of();
    }

    private static Row row(Dated<GraphNode> row) {
        GraphNode node = row.value();
        return RowFactory.create(
                node.id(),
                node.kind().text(),
                node.name(),
                node.version().orElse(null),
                node.environment().orElse(null),
                node.attributes(),
                node.owner().orElse(null),
                node.source(),
                node.sourceRef(),
                node.contentHash(),
                node.sourceAt().map(Timestamp::from).orElse(null),
                Timestamp.from(row.from()),
                row.to().map(Timestamp::from).orElse(null));
    }

    private static Dated<GraphNode> node(Row row) {
        GraphNode node = new GraphNode(
                row.getAs("node_id"),
                NodeKind.of(row.getAs("kind")),
                row.getAs("name"),
                Optional.ofNullable(row.getAs("version")),
                Optional.ofNullable(row.getAs("environment")),
                row.getJavaMap(row.fieldIndex("attributes")),
                Optional.ofNullable(row.getAs("owner")),
                row.getAs("source"),
                row.getAs("source_ref"),
                time(row, "source_at"));
        return new Dated<>(node, time(row, "valid_from").orElseThrow(), time(row, "valid_to"));
    }

    private static Row edgeRow(Dated<GraphEdge> row) {
        GraphEdge edge = row.value();
        return RowFactory.create(
                edge.from(),
                edge.kind().name(),
                edge.to(),
                edge.evidence(),
                edge.confidence().name(),
                edge.source(),
                edge.sourceRef(),
                Timestamp.from(row.from()),
                row.to().map(Timestamp::from).orElse(null));
    }

    private static Dated<GraphEdge> edge(Row row) {
        GraphEdge edge = new GraphEdge(
                row.getAs("from_id"),
                EdgeKind.valueOf(row.getAs("kind")),
                row.getAs("to_id"),
                row.getAs("evidence"),
                Confidence.valueOf(row.getAs("confidence")),
                row.getAs("source"),
                row.getAs("source_ref"));
        return new Dated<>(edge, time(row, "valid_from").orElseThrow(), time(row, "valid_to"));
    }

    private static Row row(Crawl crawl, int edges, Instant at, String run) {
        return RowFactory.create(
                run,
                crawl.source(),
                crawl.kind(),
                crawl.status().name(),
                Timestamp.from(at),
                (long) crawl.nodes().size(),
                (long) edges,
                crawl.errors().stream().limit(MOST_ERRORS).toArray(String[]::new),
                (long) crawl.errors().size());
    }

    private static PastCrawl crawl(Row row) {
        return new PastCrawl(
                row.getAs("source"),
                Crawl.Status.valueOf(row.getAs("status")),
                time(row, "checked_at").orElseThrow(),
                row.<String>getList(row.fieldIndex("errors")),
                row.getAs("error_count"));
    }

    private static Optional<Instant> time(Row row, String column) {
        return Optional.ofNullable(row.<Timestamp>getAs(column)).map(Timestamp::toInstant);
    }
}
