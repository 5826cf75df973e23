package sparkjoy.init;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import sparkjoy.spec.Spec;
import sparkjoy.spec.SpecReader;

/** Specifications that say nothing but where logs and tables are, so that all defaults hold. */
public final class Usual {
    private static final String TEXT =
            "lake: lake\nsources: {app: {path: logs}}\npipelines: {main: {owner: unknown}}\n";

    private Usual() {}

    static Spec spec() {
        return spec(List.of(), Map.of());
    }

    /**
     * Such a specification with some values of its own.
     *
     * @param overrides as on a command line, such as `storage.region=eu-west-1`
     */
    public static Spec spec(List<String> overrides, Map<String, String> environment) {
        try {
            Path file = Files.createTempFile("joy-init", ".yaml");
            try {
                Files.writeString(file, TEXT);
                return new SpecReader().read(List.of(file), overrides, environment);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write into the folder of temporary files: " + e.getMessage(), e);
        }
    }
}
