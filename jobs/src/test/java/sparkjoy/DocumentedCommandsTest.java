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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sparkjoy.cli.ExitCode;

/** Each command line that the README and the docs name has a verb and options that there are. */
class DocumentedCommandsTest {
    private static final Pattern COMMAND = Pattern.compile("(?:bin/joy|`joy) ([a-z][^`#\\n]*)");
    private static final Pattern WORD = Pattern.compile("\"[^\"]*\"|\\S+");

    static Stream<String> commands() throws IOException {
        try (Stream<Path> docs = Files.list(Path.of("../docs"))) {
            return Stream.concat(Stream.of(Path.of("../README.md")), docs.filter(file -> file.toString()
                            .endsWith(".md")))
                    .map(DocumentedCommandsTest::text)
                    .flatMap(text -> COMMAND.matcher(text).results())
                    .map(found -> found.group(1).strip())
                    .distinct()
                    .sorted()
                    .toList()
                    .stream();
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
