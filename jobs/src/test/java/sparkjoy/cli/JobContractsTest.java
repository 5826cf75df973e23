package sparkjoy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sparkjoy.Generated;
import sparkjoy.run.Job;
import sparkjoy.spec.JobContract;
import sparkjoy.spec.Spec;
import sparkjoy.spec.SpecReader;

/** What Airflow knows of the jobs is what they say; their order follows what they read and write. */
final class JobContractsTest {

    @Test
    void theDagsKnowTheJobsAndTheDefaults() throws IOException {
        ObjectNode contracts = JsonNodeFactory.instance.objectNode();
        ObjectNode jobs = contracts.putObject("jobs");
        for (Job job : Jobs.all(spec("models.sources={apis: {kind: openapi, path: apis}}"))) {
            ObjectNode entry = jobs.putObject(job.name()).put("contract", job.contract());
            job.reads().forEach(entry.putArray("reads")::add);
            job.writes().forEach(entry.putArray("writes")::add);
        }
        try (InputStream defaults = getClass().getResourceAsStream("/sparkjoy/defaults.yaml")) {
            contracts.set("orchestration", new YAMLMapper().readTree(defaults).at("/pipelines/*/orchestration"));
        }

        Generated.check(Path.of("../dags/sparkjoy/contracts.json"), text(contracts));
    }

    @Test
    void everyContractHasItsJob() {
        Spec spec = spec("models.sources={apis: {kind: openapi, path: apis}}");

        assertThat(Jobs.all(spec))
                .extracting(Job::name)
                .containsExactlyElementsOf(JobContract.all().keySet());
    }

    @Test
    void aViewOfTheKpisIsComputedAfterThem() {
        Spec spec = spec("views={kpi_weekly: {from: gold.kpi_daily}}");

        assertThat(Jobs.chosen(spec, "food", List.of("all")))
                .extracting(Job::name)
                .containsSubsequence("ingest", "clean", "kpis", "views");
        assertThat(Jobs.graph(spec, "food").before("views")).containsExactly("kpis");
    }

    @Test
    void thereIsAJobModelsWhereModelsAreReadFromSomewhere() {
        Spec spec = spec("models.sources={apis: {kind: openapi, path: apis}}");

        assertThat(Jobs.chosen(spec, "food", List.of("all")))
                .extracting(Job::name)
                .contains("models");
        assertThat(Jobs.chosen(spec(), "food", List.of("all")))
                .extracting(Job::name)
                .doesNotContain("models");
    }

    @Test
    void whatAnEntrySaysThatItReadsDecidesWhatItWaitsFor() {
        Spec spec = spec("pipelines.food.jobs={ingest: , clean: , kpis: {reads: [silver.events, bronze.quarantine]}}");

        assertThat(Jobs.graph(spec, "food").before("kpis")).containsExactly("ingest", "clean");
    }

    private static Spec spec(String... overrides) {
        return new SpecReader().read(List.of(Path.of("../docs/minimal.yaml")), List.of(overrides), Map.of());
    }

    private static String text(ObjectNode contracts) throws IOException {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
        return new ObjectMapper().writer(printer).writeValueAsString(contracts) + "\n";
    }
}
