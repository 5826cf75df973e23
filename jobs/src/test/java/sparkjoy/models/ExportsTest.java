package sparkjoy.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import sparkjoy.error.UserError;

/** Each export holds the whole graph and stays what its readers expect, whatever things are called. */
final class ExportsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MODEL = "model:mlflow/r/ranking";

    private static final List<String> HOSTILE = List.of(
            "a \"quoted\" name",
            "it's",
            "end] --> x[",
            "<script>alert(1)</script>",
            "two\nlines\r\nor three",
            "tab\tand \\ backslash",
            "`tick` ${x} #35; |pipe|",
            "end",
            "\u0000\u0007\u001b[31m",
            "Straße 北京 😀",
            "%%{init: {}}%%",
            "a\u2028b\u2029c");

    /** Sixty deployments of one model, named as badly as can be. */
    static Graph graph() {
        List<GraphNode> nodes = new ArrayList<>(List.of(
                GraphNode.of(NodeKind.MODEL, MODEL, "ranking"),
                GraphNode.of(NodeKind.API, "api:reco", "reco"),
                GraphNode.of(NodeKind.TRAINING_JOB, "job:airflow/retrain", "retrain")));
        List<GraphEdge> edges = new ArrayList<>(List.of(
                edge("job:airflow/retrain", EdgeKind.RETRAINS, MODEL, "tag"),
                edge("job:airflow/retrain", EdgeKind.READS, "table:s3://bucket/silver/events", "tag")));
        IntStream.range(0, 60).forEach(number -> {
            String name = HOSTILE.get(number % HOSTILE.size()) + (number < HOSTILE.size() ? "" : number);
            String id = "k8s:prod/shop/Deployment/" + name;
            nodes.add(GraphNode.of(NodeKind.DEPLOYMENT, id, name).with(Map.of("attribute of " + name, name)));
            edges.add(edge(id, EdgeKind.SERVES, MODEL, name));
            edges.add(edge(id, EdgeKind.EXPOSES, "api:reco", name));
        });
        return new Graph(nodes, edges);
    }

    private static GraphEdge edge(String from, EdgeKind kind, String to, String evidence) {
        return new GraphEdge(from, kind, to, evidence, Confidence.DERIVED, "cluster", "deploy.yaml:1");
    }

    @Test
    void mermaidHasOneStatementALineAndNothingEndsALabel() {
        List<String> lines = Exports.of("mermaid", graph()).lines().toList();

        assertThat(lines).hasSize(1 + 64 + 122).first().isEqualTo("flowchart LR");
        assertThat(lines.subList(1, 65))
                .allMatch(line -> line.matches("  n\\d+\\[\"[^\"\\[\\]<>{}()|`%\\\\\\p{Cntrl}]+\"\\]"));
        assertThat(lines.subList(65, lines.size())).allMatch(line -> line.matches("  n\\d+ -->\\|[\\w ]+\\| n\\d+"));
        assertThat(lines).anyMatch(line -> line.contains("#60;script#62;alert#40;1#41;#60;/script#62;"));
    }

    @Test
    void mermaidOfAModelDrawsWhatIsServedAndSaysHowMuchIsLeftOut() {
        List<GraphNode> nodes = new ArrayList<>(List.of(
                GraphNode.of(NodeKind.MODEL, MODEL, "ranking"),
                GraphNode.of(NodeKind.DEPLOYMENT, "k8s:prod/shop/Deployment/api", "api"),
                GraphNode.of(NodeKind.MODEL, "model:mlflow/r/other", "other")));
        List<GraphEdge> edges = new ArrayList<>(List.of(
                edge("k8s:prod/shop/Deployment/api", EdgeKind.SERVES, MODEL + "@3", "label model-version = 3")));
        IntStream.range(1, 200).forEach(number -> {
            String version = MODEL + "@" + number;
            nodes.add(GraphNode.of(NodeKind.MODEL_VERSION, version, "ranking").withVersion("" + number));
            nodes.add(GraphNode.of(NodeKind.TRAINING_RUN, "run:" + number, "run " + number));
            edges.add(edge(version, EdgeKind.VERSION_OF, MODEL, "version"));
            edges.add(edge(version, EdgeKind.PRODUCED_BY, "run:" + number, "run_id"));
        });
        Graph graph = new Graph(nodes, edges);

        ModelPicture picture = ModelPicture.of(graph, MODEL, 8);

        assertThat(picture.nodes())
                .extracting(GraphNode::id)
                .containsExactly(
                        MODEL,
                        MODEL + "@3",
                        "k8s:prod/shop/Deployment/api",
                        "run:3",
                        MODEL + "@199",
                        MODEL + "@198",
                        MODEL + "@197",
                        MODEL + "@196");
        assertThat(picture.edges()).hasSize(1 + 1 + 5);
        assertThat(Exports.mermaid(picture).lines())
                .hasSize(1 + 8 + 7 + 1)
                .last()
                .isEqualTo("  more[\"392 more nodes are not drawn\"]");
        assertThatThrownBy(() -> Exports.of("mermaid", large()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("501 relations, and Mermaid draws at most 500")
                .hasMessageContaining("Name a model");
        assertThat(Exports.of("dot", large()).lines()).hasSize(4 + 502 + 501);
    }

    private static Graph large() {
        return new Graph(
                List.of(),
                IntStream.rangeClosed(0, 500)
                        .mapToObj(number -> edge("k8s:c/n/Deployment/d" + number, EdgeKind.SERVES, MODEL, "label"))
                        .toList());
    }

    @Test
    void dotQuotesEachLabel() {
        List<String> lines = Exports.of("dot", graph()).lines().toList();

        assertThat(lines).hasSize(4 + 64 + 122);
        assertThat(lines.subList(3, lines.size() - 1))
                .allMatch(line -> line.matches(
                        "  n\\d+( -> n\\d+)? \\[label=\"([^\"\\\\]|\\\\[\"\\\\])*\"(, style=dotted)?\\];"));
    }

    @Test
    void graphMlIsXmlWithAllNodesAndEdgesAndDeclaredKeys()
            throws IOException, SAXException, ParserConfigurationException {
        Document xml = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(Exports.of("graphml", graph()))));

        Set<String> keys = new HashSet<>();
        elements(xml, "key").forEach(key -> keys.add(key.getAttribute("id")));
        Set<String> ids = new HashSet<>();
        elements(xml, "node").forEach(node -> ids.add(node.getAttribute("id")));
        assertThat(ids).hasSize(64);
        assertThat(elements(xml, "edge"))
                .hasSize(122)
                .allMatch(
                        edge -> ids.contains(edge.getAttribute("source")) && ids.contains(edge.getAttribute("target")));
        assertThat(elements(xml, "data")).allMatch(data -> keys.contains(data.getAttribute("key")));
    }

    private static List<Element> elements(Document xml, String name) {
        NodeList found = xml.getElementsByTagName(name);
        return IntStream.range(0, found.getLength())
                .mapToObj(index -> (Element) found.item(index))
                .toList();
    }

    @Test
    void graphSonHasEachEdgeAtBothOfItsEnds() throws IOException {
        Set<String> leaving = new HashSet<>();
        Set<String> reaching = new HashSet<>();
        Set<String> ids = new HashSet<>();
        for (String line : Exports.of("graphson", graph()).split("\n", -1)) {
            JsonNode vertex = JSON.readTree(line);
            ids.add(vertex.at("/id").asText());
            vertex.at("/outE")
                    .forEach(label ->
                            label.forEach(edge -> leaving.add(edge.at("/id").asText())));
            vertex.at("/inE")
                    .forEach(label ->
                            label.forEach(edge -> reaching.add(edge.at("/id").asText())));
        }

        assertThat(ids).hasSize(64);
        assertThat(leaving).hasSize(122).isEqualTo(reaching);
    }

    @Test
    void cypherHasOneStatementALineWithClosedQuotes() {
        List<String> lines = Exports.of("cypher", graph()).lines().toList();

        assertThat(lines).hasSize(64 + 122);
        assertThat(lines).allMatch(line -> line.replaceAll("'([^'\\\\]|\\\\.)*'|`([^`]|``)*`", "")
                .matches("[^'`\\\\]*;"));
    }

    @Test
    void openLineageHasWhatItsJobEventNeeds() throws IOException {
        List<String> lines = Exports.of("openlineage", graph()).lines().toList();

        assertThat(lines).hasSize(61);
        for (String line : lines) {
            JsonNode event = JSON.readTree(line);
            assertThat(List.of("eventTime", "producer", "schemaURL", "job")).allMatch(event::has);
            assertThat(event.at("/schemaURL").asText())
                    .isEqualTo("https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/JobEvent");
            assertThat(event.at("/job/namespace").asText()).isNotBlank();
            assertThat(event.at("/job/name").asText()).isNotEmpty();
            assertThat(event.at("/inputs").isArray() && event.at("/outputs").isArray())
                    .isTrue();
        }
        assertThat(lines).anyMatch(line -> line.contains("{\"namespace\":\"s3://bucket\",\"name\":\"silver/events\"}"));
    }

    @Test
    void backstageEntitiesHaveValidUniqueNamesAndRefer() throws IOException {
        List<JsonNode> entities = new ArrayList<>();
        try (MappingIterator<JsonNode> documents =
                new YAMLMapper().readerFor(JsonNode.class).readValues(Exports.of("backstage", graph()))) {
            documents.forEachRemaining(entities::add);
        }

        Set<String> names = new HashSet<>();
        for (JsonNode entity : entities) {
            String name = entity.at("/metadata/name").asText();
            assertThat(name).matches("[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?");
            assertThat(names.add(entity.at("/kind").asText() + " " + name))
                    .as(name)
                    .isTrue();
            assertThat(entity.at("/spec/owner").asText()).isNotBlank();
        }
        assertThat(entities).hasSize(62);
        for (JsonNode entity : entities) {
            entity.at("/spec/dependsOn").forEach(target -> assertThat(names)
                    .contains("Resource " + target.asText().replace("resource:default/", "")));
            entity.at("/spec/providesApis").forEach(api -> assertThat(names).contains("API " + api.asText()));
        }
    }

    @Test
    void namesThatLookAlikeStayApartInBackstage() throws IOException {
        List<String> names =
                List.of("reco_api", "reco-api", "reco.api", "北京", "東京", "a b", "a-b", "x".repeat(80), "x".repeat(81));
        List<GraphNode> nodes = names.stream()
                .map(name -> GraphNode.of(NodeKind.DEPLOYMENT, "k8s:prod/shop/Deployment/" + name, name))
                .toList();

        Set<String> written = new HashSet<>();
        try (MappingIterator<JsonNode> documents = new YAMLMapper()
                .readerFor(JsonNode.class)
                .readValues(Exports.of("backstage", new Graph(nodes, List.of())))) {
            documents.forEachRemaining(
                    entity -> written.add(entity.at("/metadata/name").asText()));
        }

        assertThat(written)
                .hasSize(names.size())
                .contains("prod-shop-Deployment-reco_api", "prod-shop-Deployment-reco-api")
                .allMatch(name -> name.matches("([A-Za-z0-9]+[-_.])*[A-Za-z0-9]+") && name.length() <= 63);
    }
}
