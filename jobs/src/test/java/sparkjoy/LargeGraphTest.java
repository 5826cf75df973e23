package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sparkjoy.cli.ExitCode;
import sparkjoy.cli.ModelsVerb;
import sparkjoy.models.LargeShop;
import sparkjoy.models.TinkerGraph;

/** The graph of many models takes as many queries as that of few. `make rig-graph` also times it. */
class LargeGraphTest {
    private static final Instant NOW = Instant.parse("2026-03-08T12:00:00Z");
    private static final int FEW = 4;
    private static final int MANY = Integer.getInteger("joy.rig.models", 40);
    private static final double MOST_SECONDS_BEYOND_START = 2;
    private static final int TIMES = 3;
    private static final String SHOW = "show model_1";
    private static final String IMPACT = "impact table:gold.table_3";

    @TempDir
    private static Path folder;

    private static TestPipeline small;
    private static TestPipeline large;

    @BeforeAll
    static void load() throws IOException {
        small = loaded("small", FEW);
        large = loaded("large", MANY);
    }

    private static TestPipeline loaded(String name, int models) throws IOException {
        LargeShop shop = new LargeShop(folder.resolve(name), models).written();
        TestPipeline pipeline = TestPipeline.of(folder.resolve("logs"), folder.resolve(name + "-lake"))
                .with(shop.sources(), "models.max_file_bytes=64MiB");
        ask(pipeline, "load");
        return pipeline;
    }

    @ParameterizedTest
    @ValueSource(strings = {SHOW, IMPACT})
    void aQuestionTakesAsManyJobsOnALargeGraphAsOnASmallOneAndReadsEachRowOnce(String question) throws Exception {
        SparkWork.Count few = SparkWork.of(() -> ask(small, question));
        SparkWork.Count many = SparkWork.of(() -> ask(large, question));

        assertThat(many.jobs())
                .as(many.table())
                .isEqualTo(few.jobs())
                .isLessThanOrEqualTo(tables(question).size());
        assertThat(many.executions()).as(many.table()).isEqualTo(few.executions());
        assertThat(many.rowsRead())
                .isEqualTo(tables(question).stream()
                        .mapToLong(table -> large.table(table).count())
                        .sum());
    }

    /** What a question reads; only findings need the crawls. */
    private static List<String> tables(String question) {
        return question.equals(SHOW)
                ? List.of("meta.model_nodes", "meta.model_edges", "meta.model_crawls")
                : List.of("meta.model_nodes", "meta.model_edges");
    }

    @Test
    void gremlinReadsTheWholeGraph() throws Exception {
        JsonNode all = new ObjectMapper().readTree(ask(large, "export --format json"));
        Path export = Files.writeString(folder.resolve("models.json"), ask(large, "export --format graphson"));

        assertThat(all.at("/nodes")).hasSizeGreaterThan(MANY * LargeShop.NODES_PER_MODEL);
        assertThat(all.at("/edges")).hasSizeGreaterThan(MANY * LargeShop.EDGES_PER_MODEL);
        try (TinkerGraph tinker = TinkerGraph.of(export)) {
            assertThat(tinker.vertices()).hasSameSizeAs(all.at("/nodes"));
            assertThat(tinker.edges()).hasSameSizeAs(all.at("/edges"));
        }
    }

    @Test
    void aPictureOfAModelStaysReadable() {
        List<String> picture = ask(large, "export model_1").lines().toList();

        assertThat(picture)
                .filteredOn(line -> line.startsWith("  n") && line.contains("["))
                .hasSize(60);
        assertThat(picture).anyMatch(line -> line.matches("  more\\[\"\\d+ more nodes are not drawn\"]"));
        assertThat(large.ask(verb(), "export").err()).contains("Mermaid draws at most 500");
    }

    /** Each as a process of its own, the fastest of some. The start is the same question on a small graph. */
    @Test
    @EnabledIfSystemProperty(named = "joy.rig.models", matches = "\\d+")
    void showAndImpactTakeFewSecondsBeyondTheStart() throws Exception {
        System.out.printf("joy sql \"SELECT 1\": %.1f s%n", seconds(small, "sql", "SELECT 1"));
        for (String question : List.of(SHOW, IMPACT)) {
            double start = seconds(small, "models", question.split(" ", -1));
            double asked = seconds(large, "models", question.split(" ", -1));

            System.out.printf("%s: %.1f s with %d models, %.1f s with %d%n", question, start, FEW, asked, MANY);
            assertThat(asked - start).as(question).isLessThan(MOST_SECONDS_BEYOND_START);
        }
    }

    private static double seconds(TestPipeline pipeline, String verb, String... arguments) throws Exception {
        double fastest = Double.MAX_VALUE;
        for (int time = 0; time < TIMES; time++) {
            long before = System.nanoTime();
            List<String> line = Stream.concat(Stream.of("sparkjoy.Joy"), Stream.of(pipeline.line(verb, arguments)))
                    .toList();
            try (JavaProcess joy = JavaProcess.start(folder, line)) {
                assertThat(joy.exitCode()).as(joy.output()).isZero();
            }
            fastest = Math.min(fastest, (System.nanoTime() - before) / 1e9);
        }
        return fastest;
    }

    private static ModelsVerb verb() {
        return new ModelsVerb(Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static String ask(TestPipeline pipeline, String question) {
        Answer answer = pipeline.ask(verb(), question.split(" ", -1));
        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.DONE);
        return answer.out();
    }
}
