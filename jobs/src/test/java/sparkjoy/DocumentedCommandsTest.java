package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sparkjoy.cli.ExitCode;

/** Each command line that the README and the docs name has a verb and options that there are. */
class DocumentedCommandsTest {
    private static final Pattern COMMAND = Pattern.compile("(?:bin/joy|`joy) ([a-z][^`#\\n]*)");
    private static final Pattern WORD = Pattern.compile("\"[^\"]*\"|\\S+");

    private static final Pattern TARGET = Pattern.compile("(?m)(?:`|^)make ((?!the )[a-z]+(?:-[a-z0-9]+)*)");

    static Stream<String> commands() throws IOException {
        return found(COMMAND, "../README.md").stream();
    }

    /** With a description in `make help`. */
    @Test
    void everyMakeTargetOfTheDocumentsIsListed() throws Exception {
        Process help = new ProcessBuilder("make", "--no-print-directory", "-C", "..", "help").start();
        List<String> listed = help.inputReader()
                .lines()
                .map(line -> line.replaceFirst(" .*", ""))
                .toList();

        assertThat(help.waitFor()).isZero();
        assertThat(listed).containsAll(found(TARGET, "../README.md", "../CONTRIBUTING.md"));
    }

    /** What a pattern finds in these files and in docs, each once. */
    private static List<String> found(Pattern pattern, String... more) throws IOException {
        try (Stream<Path> docs = Files.list(Path.of("../docs"))) {
            return Stream.concat(Stream.of(more).map(Path::of), docs.filter(file -> file.toString()
                            .endsWith(".md")))
                    .map(DocumentedCommandsTest::text)
                    .flatMap(text -> pattern.matcher(text).results())
                    .map(found -> found.group(1).strip())
                    .distinct()
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void theCommandLineUnderstandsIt(String command) {
        List<String> words = new ArrayList<>(
                WORD.matcher(command).results().map(word -> word.group()).toList());
        boolean takesNoValue = List.of("--from", "--to").contains(words.get(words.size() - 1));
        if (takesNoValue) {
            words.removeAll(List.of("--from", "--to"));
        }
        words.add("--help");

        Answer answer = Answer.to(words.toArray(String[]::new));

        assertThat(answer.err()).isEmpty();
        assertThat(answer.code()).isEqualTo(ExitCode.DONE);
        assertThat(answer.out()).startsWith("usage: joy " + words.get(0));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
