package sparkjoy.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import sparkjoy.Generated;

/** What YAML says, in one dialect and within bounds. */
final class YamlTextTest {
    private static final Path TABLE = Path.of("src/test/resources/scalars.yaml");

    @Test
    void namesAndValuesAreTheTextAsWritten() throws IOException {
        Problems problems = new Problems();
        Node tree = YamlText.ofFile(Files.readString(TABLE), "scalars.yaml", problems);

        assertThat(problems.sorted()).isEmpty();
        String json =
                new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(plain(tree));
        Generated.check(TABLE.resolveSibling("scalars.json"), json + "\n");
    }

    @Test
    void aliasesOfAliasesAreRefusedAtOnce() {
        String nine = "a: &a [x, x, x, x, x, x, x, x, x]\n"
                + Stream.of("ab", "bc", "cd", "de", "ef", "fg")
                        .map(pair -> level(pair.substring(0, 1), pair.substring(1), 7))
                        .collect(Collectors.joining());
        String maps = "a: &a {k: v}\n"
                + Stream.of(
                                "ab", "bc", "cd", "de", "ef", "fg", "gh", "hi", "ij", "jk", "kl", "lm", "mn", "no",
                                "op", "pq")
                        .map(pair -> pair.charAt(1) + ": &" + pair.charAt(1) + " {p: *" + pair.charAt(0) + ", q: *"
                                + pair.charAt(0) + "}\n")
                        .collect(Collectors.joining());
        String itself = "a: &a [*a, *a]\n";
        Instant start = Instant.now();

        assertThat(complaints(nine)).singleElement().asString().contains("more than 100000 values");
        assertThat(complaints(maps)).singleElement().asString().contains("more than 100000 values");
        assertThat(complaints(itself)).singleElement().asString().contains("nested deeper than 40 levels");
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(20));
    }

    private static String level(String below, String name, int times) {
        return name + ": &" + name + " [" + String.join(", ", java.util.Collections.nCopies(times, "*" + below))
                + "]\n";
    }

    private static List<Problem> complaints(String text) {
        Problems problems = new Problems();
        YamlText.ofFile(text, "bomb.yaml", problems);
        return problems.sorted();
    }

    private static Object plain(Node node) {
        if (node instanceof Node.Sequence sequence) {
            return sequence.items().stream()
                    .map(YamlTextTest::plain)
                    .collect(Collectors.toCollection(java.util.ArrayList::new));
        }
        if (node instanceof Node.Mapping mapping) {
            Map<String, Object> entries = new LinkedHashMap<>();
            mapping.entries().forEach((key, value) -> entries.put(key, plain(value)));
            return entries;
        }
        return node instanceof Node.Scalar scalar ? scalar.text() : null;
    }
}
