package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.cli.ExitCode;
import sparkjoy.models.TinkerGraph;

/** The commands of docs/models.md run as they are written, and its lines of Gremlin answer on what they export. */
class DocumentedModelsTest {
    private static final Pattern COMMAND = Pattern.compile("(?m)^bin/joy (models [^>\\n]*)(?:> (\\S+))?$");
    private static final Pattern GREMLIN = Pattern.compile("```groovy\n(.*?)```", Pattern.DOTALL);
    private static final List<String> SOURCES = List.of(
            "registry.path=../examples/shop/registry.json",
            "scheduler.path=../examples/shop/dags.json",
            "charts.path=../examples/shop/charts",
            "cluster.path=../examples/shop/deploy",
            "apis.path=../examples/shop/apis");

    @TempDir
    private Path folder;

    @Test
    void everyCommandOfThePageRuns() throws Exception {
        String page = Files.readString(Path.of("../docs/models.md"));
        int ran = 0;

        for (MatchResult command : COMMAND.matcher(page).results().toList()) {
            Answer answer = Answer.to(line(command.group(1)));
            ran++;

            assertThat(answer.code())
                    .as(command.group() + answer.err())
                    .isIn(
                            command.group(1).startsWith("models check")
                                    ? List.of(ExitCode.DONE, ExitCode.PARTIAL)
                                    : List.of(ExitCode.DONE));
            assertThat(answer.out()).as(command.group()).isNotBlank();
            if (command.group(2) != null) {
                Files.writeString(folder.resolve(command.group(2)), answer.out());
            }
        }

        assertThat(ran).isEqualTo(9);
        gremlin(page, folder.resolve("models.json"));
        assertThat(Files.readString(folder.resolve("models.cypher"))).contains("MERGE (n:Deployment {", "-[r:SERVES {");
    }

    /** The first two lines make an empty graph, which is no traversal. */
    private static void gremlin(String page, Path export) throws Exception {
        List<String> lines = GREMLIN.matcher(page)
                .results()
                .flatMap(block -> block.group(1).lines())
                .toList();
        assertThat(lines).startsWith("graph = TinkerGraph.open()", "g = graph.traversal()");

        try (TinkerGraph tinker = TinkerGraph.empty()) {
            tinker.answer(lines.get(2).replace("models.json", export.toString()));

            assertThat(tinker.edges()).isNotEmpty();
            assertThat(lines).hasSize(5);
            assertThat(tinker.answer(lines.get(3))).containsExactlyInAnyOrder("reco-api", "reco-api-next");
            assertThat(tinker.answer(lines.get(4))).contains("6", "7");
        }
    }

    /** On a lake of the test; the files of the shop are named from the folder in which tests run. */
    private String[] line(String command) {
        List<String> words = new ArrayList<>(Stream.of(command.strip().split(" ", -1))
                .map(word -> word.replace("examples/", "../examples/"))
                .toList());
        words.addAll(List.of("--set", "lake=" + folder.resolve("lake"), "--set", "spark.shuffle_partitions=2"));
        SOURCES.forEach(source -> words.addAll(List.of("--set", "models.sources." + source)));
        return words.toArray(String[]::new);
    }
}
