package sparkjoy.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import sparkjoy.spec.SpecReader;

/** The project's own files are sources like any other. */
final class OwnFilesTest {

    @Test
    void theWorkflowsOfArgoAreJobsWithTheirSchedulesAndTheTablesThatTheyWrite() {
        Crawl crawl = crawl("argo, path: ../argo/base, environment: prod");

        assertThat(crawl.status()).as(crawl.errors().toString()).isEqualTo(Crawl.Status.OK);
        assertThat(crawl.nodes().stream().filter(node -> node.kind() == NodeKind.TRAINING_JOB))
                .extracting(GraphNode::id)
                .containsExactlyInAnyOrder(
                        "job:argo/default/WorkflowTemplate/joy-food",
                        "job:argo/default/WorkflowTemplate/joy-food-backfill",
                        "job:argo/default/CronWorkflow/joy-food",
                        "job:argo/default/CronWorkflow/joy-food-watch",
                        "job:argo/default/CronWorkflow/joy-maintenance");
        assertThat(crawl.nodes())
                .filteredOn(node -> node.id().contains("/CronWorkflow/"))
                .allSatisfy(node -> assertThat(node.attribute("schedule")).isNotEmpty());
        assertThat(crawl.edges())
                .filteredOn(edge -> edge.kind() == EdgeKind.PRODUCED_BY)
                .extracting(edge -> edge.from() + " " + edge.to())
                .contains(
                        "table:silver.events job:argo/default/WorkflowTemplate/joy-food",
                        "table:gold.assignments job:argo/default/WorkflowTemplate/joy-food-backfill",
                        "table:bronze.segment_logs job:argo/default/CronWorkflow/joy-food",
                        "table:gold.kpi_daily job:argo/default/CronWorkflow/joy-food")
                .noneMatch(edge -> edge.contains("watch") || edge.contains("maintenance"));
        assertThat(crawl("argo, path: ../argo/samples").status()).isEqualTo(Crawl.Status.OK);
    }

    @Test
    void theShopOfTheDemoIsReadInFull() {
        for (String source : List.of(
                "mlflow, path: ../examples/shop/registry.json",
                "airflow, path: ../examples/shop/dags.json",
                "helm, path: ../examples/shop/charts",
                "kubernetes, path: ../examples/shop/deploy",
                "openapi, path: ../examples/shop/apis")) {
            Crawl crawl = crawl(source);

            assertThat(crawl.status()).as(source + crawl.errors()).isEqualTo(Crawl.Status.OK);
            assertThat(crawl.nodes()).as(source).isNotEmpty();
        }
    }

    @Test
    void aRegistryInAFileNamesTheLineOfEachVersionAliasAndRun() {
        Crawl crawl = crawl("mlflow, path: ../examples/shop/registry.json");

        assertThat(crawl.edges())
                .extracting(edge -> edge.from() + " " + edge.kind() + " " + edge.to() + " " + edge.sourceRef())
                .contains(
                        "model:mlflow/files/home_ranking@7 VERSION_OF model:mlflow/files/home_ranking"
                                + " ../examples/shop/registry.json:21",
                        "alias:mlflow/files/home_ranking/champion ALIAS_OF model:mlflow/files/home_ranking@6"
                                + " ../examples/shop/registry.json:7",
                        "run:8d2b7e914c0a4d3fb1e65a9c7f2d8b71 TRAINED_ON table:silver.events"
                                + " ../examples/shop/registry.json:37");
    }

    private static Crawl crawl(String source) {
        String declared = "models.sources={files: {kind: " + source + "}}";
        var spec = new SpecReader().read(List.of(Path.of("../docs/minimal.yaml")), List.of(declared), Map.of());
        return new Sources(spec, Map.of()).crawl("files", new Configuration());
    }
}
