package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.cli.ExitCode;

/** The recipes are valid specifications. */
class RecipesTest {
    private static final Pattern BLOCK = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder;

    @Test
    void eachBlockIsAValidLayerOverTheSpecification() throws IOException {
        List<String> blocks = BLOCK.matcher(Files.readString(Path.of("../docs/recipes.md")))
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(blocks).hasSizeGreaterThan(3);
        for (String block : blocks) {
            Path layer = Files.writeString(folder.resolve("layer.yaml"), block);
            Answer answer = Answer.to("validate", "--spec", "../pipelines.yaml", "--spec", layer.toString());
            assertThat(answer.code()).as(block + answer.err()).isEqualTo(ExitCode.DONE);
        }
    }
}
