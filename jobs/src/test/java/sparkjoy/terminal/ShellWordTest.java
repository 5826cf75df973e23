package sparkjoy.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A proposed command gives the shell back what was meant. */
class ShellWordTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "home_ranking",
                "lake=s3a://bucket/lake",
                "Bob's data",
                "a b",
                "$HOME",
                "`id`",
                "#1 {a,b} *",
                "ü/\"x\"",
                "''"
            })
    void aShellReadsItAsOneWord(String text) throws IOException {
        Process shell = new ProcessBuilder("sh", "-c", "printf %s " + ShellWord.of(text)).start();

        String read = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(read).isEqualTo(text);
    }
}
