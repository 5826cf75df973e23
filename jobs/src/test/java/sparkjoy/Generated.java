package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares a file with what the code makes now; `-Djoy.write=true` rewrites it. */
public final class Generated {
    private Generated() {}

    public static void check(Path file, String content) throws IOException {
        if (Boolean.getBoolean("joy.write")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        }
        assertThat(file).as("rewrite with -Djoy.write=true").content().isEqualTo(content);
    }
}
