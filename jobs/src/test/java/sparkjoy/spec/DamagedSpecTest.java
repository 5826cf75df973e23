package sparkjoy.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to a file, the reader answers with a specification or with located problems. */
final class DamagedSpecTest {
    private static final String SIGNS = "[]{}:,-#&*!|>'\"%@`\t\n ${}~?0aZ";

    @TempDir
    private Path folder;

    @Test
    void noDamageEndsInABug() throws IOException {
        String reference = Files.readString(Path.of("../docs/reference.yaml")).replaceAll("(?m)^ *#.*\n", "");
        Random random = new Random(7);
        List<Problem> problems = new ArrayList<>();

        for (int round = 0; round < Integer.getInteger("joy.damage", 300); round++) {
            Path file = Files.writeString(folder.resolve("damaged.yaml"), damaged(reference, random));
            try {
                assertThat(SpecHash.of(new SpecReader().read(List.of(file), List.of(), Map.of())))
                        .isNotEmpty();
            } catch (SpecException refusal) {
                problems.addAll(refusal.problems());
            }
        }

        assertThat(problems).hasSizeGreaterThan(100).allMatch(problem -> problem.line() > 0);
    }

    private static String damaged(String text, Random random) {
        if (random.nextBoolean()) {
            int at = random.nextInt(text.length());
            char sign = SIGNS.charAt(random.nextInt(SIGNS.length()));
            return text.substring(0, at) + sign + text.substring(at + random.nextInt(2));
        }
        List<String> lines = new ArrayList<>(text.lines().toList());
        Collections.swap(lines, random.nextInt(lines.size()), random.nextInt(lines.size()));
        lines.remove(random.nextInt(lines.size()));
        return String.join("\n", lines) + "\n";
    }
}
