package sparkjoy.models;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One Helm chart.
 *
 * @param file its Chart.yaml
 * @param value what that says
 */
record Chart(String name, Path file, Value value) {

    Path folder() {
        return file.getParent();
    }

    /** Whether it has manifests of its own: those of a chart below another are rendered with that one, a library has none. */
    boolean isRendered() {
        Path above = folder().toAbsolutePath().normalize().getParent();
        boolean isBelowAnother = above != null
                && above.getFileName() != null
                && above.getFileName().toString().equals("charts")
                && Files.exists(above.resolveSibling("Chart.yaml"));
        return !isBelowAnother && !value.textAt("type").equals("library");
    }
}
