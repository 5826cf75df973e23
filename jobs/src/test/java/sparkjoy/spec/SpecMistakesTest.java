package sparkjoy.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import sparkjoy.Generated;

/** Each folder of spec-mistakes holds a specification and what is said about it; adding one needs no Java. */
final class SpecMistakesTest {
    private static final Path CASES = Path.of("src/test/resources/spec-mistakes");

    @TestFactory
    Stream<DynamicTest> everyMistakeIsNamedWithItsLineAndItsMend() throws IOException {
        try (Stream<Path> folders = Files.list(CASES)) {
            return folders.sorted().toList().stream()
                    .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> check(folder)));
        }
    }

    private static void check(Path folder) throws IOException {
        List<Path> files = List.of(folder.resolve("pipelines.yaml"));

        SpecException refusal =
                catchThrowableOfType(SpecException.class, () -> new SpecReader().read(files, List.of(), Map.of()));

        assertThat(refusal).as("a refusal").isNotNull();
        String said = refusal.problems().stream()
                .map(problem -> problem.toString().replace(folder + "/", "") + "\n")
                .collect(Collectors.joining());
        Generated.check(folder.resolve("expected.txt"), said);
    }
}
