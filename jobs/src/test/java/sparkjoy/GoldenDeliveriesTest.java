package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Deliveries one after the other and the tables that they must lead to. A case is a folder: `1`, `2`, … hold the files
 * of each delivery, `spec.yaml` what the case sets in the specification, `ends.txt` how each run ends, and
 * each `layer.table.txt` a table: its first line lists Spark SQL expressions with bars between, the others are their values in order.
 * `-Djoy.case=PATTERN` runs only the cases in whose name the pattern is found.
 */
class GoldenDeliveriesTest {
    private static final Path CASES = Path.of("src/test/resources/deliveries");

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void deliveriesLeadToTheTablesOfTheCase(String name) throws IOException {
        Path given = CASES.resolve(name);
        RawLogs logs = new RawLogs(folder.resolve("logs"));
        TestPipeline pipeline = TestPipeline.of(logs.root(), folder.resolve("lake"))
                .withOptions("--spec", given.resolve("spec.yaml").toString());

        List<String> ends = new ArrayList<>();
        for (Path delivery : deliveries(given)) {
            logs.zip(delivery);
            ends.add(end(pipeline.run(jobs(given))));
        }

        assertThat(ends).isEqualTo(Files.readAllLines(given.resolve("ends.txt")));
        for (Path table : tables(given)) {
            assertTable(pipeline, table);
        }
        assertThat(pipeline.verb("report").err()).isEmpty();
    }

    /** Gold jobs run only for the cases that look at their tables. */
    private static String[] jobs(Path given) throws IOException {
        List<String> jobs = new ArrayList<>(List.of("ingest", "clean"));
        for (Path table : tables(given)) {
            switch (table.getFileName().toString()) {
                case "gold.kpi_daily.txt" -> jobs.add("kpis");
                case "gold.attribution.txt" -> jobs.add("attribution");
                case "gold.assignments.txt" -> jobs.add("assignments");
                default -> {}
            }
        }
        return jobs.toArray(String[]::new);
    }

    /** The exit code, and what the user is told where the run fails, without the place of the logs. */
    private String end(Answer answer) {
        String told = answer.err()
                .lines()
                .filter(line -> line.startsWith("joy run: "))
                .map(line -> line.replace(folder.toUri().getPath(), "/").replace("joy run: ", " "))
                .findFirst()
                .orElse("");
        return answer.code() + told;
    }

    private static void assertTable(TestPipeline pipeline, Path expected) throws IOException {
        List<String> lines = Files.readAllLines(expected);
        String name = expected.getFileName().toString().replace(".txt", "");

        List<String> rows = pipeline.rows(name, lines.get(0).split(" \\| ", -1));

        assertThat(rows).as(name).isEqualTo(lines.subList(1, lines.size()));
    }

    static List<String> cases() throws IOException {
        Pattern wanted = Pattern.compile(System.getProperty("joy.case", ""));
        return names(CASES)
                .map(path -> path.getFileName().toString())
                .filter(name -> wanted.matcher(name).find())
                .toList();
    }

    private static List<Path> deliveries(Path given) throws IOException {
        return names(given).filter(Files::isDirectory).toList();
    }

    private static List<Path> tables(Path given) throws IOException {
        return names(given)
                .filter(path -> path.getFileName().toString().matches("[a-z]+\\.[a-z_]+\\.txt"))
                .toList();
    }

    private static Stream<Path> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList().stream();
        }
    }
}
