package sparkjoy.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How versions are found, rows are kept, secrets hidden and large graphs walked. */
final class GraphRulesTest {
    private static final String RUN = "a".repeat(32);
    private static final String LOGGED = "m-" + "b".repeat(32);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://bucket/1/RUN/artifacts/model",
                "s3a://bucket/1/RUN/artifacts/model",
                "s3://bucket/1/RUN/artifacts/model/",
                "s3a://bucket//1/RUN/artifacts//model/",
                "s3://bucket/1/RUN/artifacts/model/data/model.pkl",
                "s3://bucket/1/RUN/artifacts",
                "s3://mirror/copies/RUN/artifacts/model",
                "runs:/RUN/model",
                "models:/reco/6"
            })
    void aVersionOfMlflow2IsFoundByAllWaysToWriteItsPlace(String text) {
        assertThat(found(text.replace("RUN", RUN))).containsExactly("model:mlflow/r/reco@6");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://bucket/1/models/LOGGED/artifacts",
                "s3a://bucket/1/models/LOGGED/artifacts/",
                "s3://mirror/1/models/LOGGED/artifacts",
                "models:/LOGGED",
                "models:/reco/7"
            })
    void aVersionOfMlflow3Too(String text) {
        assertThat(found(text.replace("LOGGED", LOGGED))).containsExactly("model:mlflow/r/reco@7");
    }

    @Test
    void aPlaceAboveSeveralVersionsFitsEachAndABucketNone() {
        assertThat(found("s3://bucket/1/twins")).hasSize(2);
        assertThat(found("s3://bucket")).isEmpty();
        assertThat(found("s3://bucket/1/RUN2/artifacts/model")).isEmpty();
    }

    private static List<String> found(String text) {
        List<GraphNode> nodes = List.of(
                GraphNode.of(NodeKind.MODEL, "model:mlflow/r/reco", "reco"),
                version("6", Map.of("source", "s3://bucket/1/" + RUN + "/artifacts/model", "run_id", RUN)),
                version(
                        "7",
                        Map.of(
                                "source", "models:/" + LOGGED,
                                "model_id", LOGGED,
                                "artifact_location", "s3://bucket/1/models/" + LOGGED + "/artifacts")),
                version("8", Map.of("source", "s3://bucket/1/twins/a")),
                version("9", Map.of("source", "s3://bucket/1/twins/b")));
        return new ModelIndex(nodes, List.of(), List.of("r"))
                .versions(ModelReference.of(text).orElseThrow(), false);
    }

    private static GraphNode version(String number, Map<String, String> attributes) {
        return GraphNode.of(NodeKind.MODEL_VERSION, "model:mlflow/r/reco@" + number, "reco")
                .withVersion(number)
                .with(attributes);
    }

    @Test
    void whatIsGoneIsClosedOnlyWhereItMayBeAndWhatMovedKeepsItsDate() {
        Instant old = Instant.parse("2026-03-01T00:00:00Z");
        Instant now = Instant.parse("2026-03-02T00:00:00Z");
        List<Dated<String>> rows = List.of(
                new Dated<>("a same@1", old, Optional.empty()),
                new Dated<>("b gone@1", old, Optional.empty()),
                new Dated<>("c changed@1", old, Optional.empty()),
                new Dated<>("d past@1", old, Optional.of(old)));
        var identity =
                new Reconciled.Identity<String>(text -> text.substring(0, 1), text -> text.replaceAll("@.*", ""));
        List<String> fresh = List.of("a same@2", "c otherwise@1", "e new@1");

        var read = Reconciled.of(rows, fresh, identity, text -> true, now);
        var inPart = Reconciled.of(rows, fresh, identity, text -> false, now);
        var again = Reconciled.of(read.rows(), fresh, identity, text -> true, now.plusSeconds(9));

        assertThat(read.rows())
                .containsExactly(
                        new Dated<>("a same@2", old, Optional.empty()),
                        new Dated<>("b gone@1", old, Optional.of(now)),
                        new Dated<>("c changed@1", old, Optional.of(now)),
                        new Dated<>("d past@1", old, Optional.of(old)),
                        new Dated<>("c otherwise@1", now, Optional.empty()),
                        new Dated<>("e new@1", now, Optional.empty()));
        assertThat(inPart.rows()).contains(new Dated<>("b gone@1", old, Optional.empty()));
        assertThat(again.isChanged()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://user:hunter2@example.com/x | hunter2",
                "s3://b/k?X-Amz-Signature=hunter2 | hunter2",
                "password=hunter2 | hunter2",
                "api_key: hunter2, more | hunter2",
                "Bearer hunter2 | hunter2",
                "id AKIAABCDEFGHIJKLMNOP | AKIAABCDEFGHIJKLMNOP",
                "ghp_abcdefghijklmnopqrstuvwx | ghp_abcdefghijklmnopqrstuvwx"
            })
    void aSecretInATextIsHidden(String text, String secret) {
        assertThat(Redaction.text(text)).doesNotContain(secret);
    }

    @Test
    void namesOfSecretsAreKnownAndPlainTextsStay() {
        assertThat(List.of("DB_PASSWORD", "apiKey", "AWS_SECRET", "github_token"))
                .allMatch(Redaction::isSecretName);
        assertThat(Redaction.text("models:/reco@champion")).isEqualTo("models:/reco@champion");
        assertThat(Redaction.text("reco@sha256:abc")).isEqualTo("reco@sha256:abc");
        assertThat(Redaction.image("registry:5000/reco:1.0@sha256:abc")).isEqualTo("registry:5000/reco:1.0@sha256:abc");
        assertThat(Redaction.image("reco:1.0")).isEqualTo("reco:1.0");
    }

    @Test
    void anImageIsTheSameWithAndWithoutTheUserOfItsRegistry() {
        assertThat(Images.node("joy:hunter2@registry.example.com:5000/reco:1.0"))
                .isEqualTo(Images.node("registry.example.com:5000/reco:1.0"));
    }

    /** A node is redacted when it is noted, and parts of it before. */
    @Test
    void aTextThatIsRedactedStaysAsItIs() {
        for (String text : List.of("password: hunter2", "Bearer hunter2", "https://a:b@c/d?e", "s3://a:b/c@d/e")) {
            String redacted = Redaction.text(text);

            assertThat(redacted).doesNotContain("hunter2", "a:b");
            assertThat(Redaction.text(redacted)).isEqualTo(redacted);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 3 * * * | 24",
                "@weekly | 168",
                "1 day, 0:00:00 | 24",
                "*/30 * * * * | 0",
                "0 */6 * * * | 6",
                "0 3 * * 1 | 168",
                "0 0 1 * * | 744"
            })
    void aScheduleSaysHowOftenItComesRound(String schedule, long hours) {
        assertThat(Cadence.of(schedule).map(Duration::toHours)).contains(hours);
        assertThat(Cadence.of("Dataset")).isEmpty();
    }

    @Test
    void aGraphOfTenThousandNodesIsWalkedAndExportedWhole() {
        List<GraphNode> nodes = new ArrayList<>(List.of(GraphNode.of(NodeKind.MODEL, "model:mlflow/r/m", "m")));
        List<GraphEdge> edges = new ArrayList<>();
        IntStream.range(1, 10_000).forEach(index -> {
            nodes.add(GraphNode.of(NodeKind.DEPLOYMENT, "k8s:c/n/Deployment/d" + index, "d" + index));
            for (int more = 0; more < 5; more++) {
                String to = index <= 5
                        ? "model:mlflow/r/m"
                        : "k8s:c/n/Deployment/d" + (1 + (index * 7 + more * 13) % (index - 1));
                edges.add(new GraphEdge(
                        "k8s:c/n/Deployment/d" + index,
                        EdgeKind.SERVES,
                        to,
                        "e" + more,
                        Confidence.DECLARED,
                        "s" + more,
                        "f:1"));
            }
        });
        Graph graph = new Graph(nodes, edges);

        Impact impact = Impact.of(graph, NodeNames.ofModels(graph).find("m"), 1_000);

        assertThat(edges).hasSize(49_995);
        assertThat(impact.reached()).hasSize(9_999);
        assertThat(Neighbourhood.of(graph, "model:mlflow/r/m")).hasSize(10_000);
        assertThat(Exports.of("graphson", graph).lines()).hasSize(10_000);
        assertThat(Exports.of("cypher", graph).lines()).hasSize(59_995);
    }
}
