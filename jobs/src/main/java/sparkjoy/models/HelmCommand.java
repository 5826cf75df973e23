package sparkjoy.models;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * `helm template`, where helm is on the PATH; it renders a chart of this machine and asks no cluster.
 *
 * @param program where helm is; empty: nothing is rendered
 */
record HelmCommand(Optional<Path> program, Duration timeout, long maxBytes) implements Rendering {

    static HelmCommand on(String searchPath, Duration timeout, long maxBytes) {
        Optional<Path> found = Arrays.stream(searchPath.split(java.io.File.pathSeparator, -1))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, "helm"))
                .filter(Files::isExecutable)
                .findFirst();
        return new HelmCommand(found, timeout, maxBytes);
    }

    /** Empty without helm; where it fails there are no manifests, and values.yaml does not stand in for them. */
    @Override
    public Optional<List<Value>> manifests(Chart chart, Findings findings) {
        return program.map(
                helm -> chart.isRendered() ? rendered(helm, chart.name(), chart.folder(), findings) : List.of());
    }

    private List<Value> rendered(Path helm, String name, Path chart, Findings findings) {
        String place = chart.resolve("Chart.yaml").toString();
        try {
            Process process = new ProcessBuilder(helm.toString(), "template", "--", name, chart.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            CompletableFuture<byte[]> output = CompletableFuture.supplyAsync(() -> bounded(process));
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                findings.error(place, "helm template took longer than models.timeout");
                return List.of();
            }
            byte[] text = output.join();
            if (process.exitValue() != 0 || text.length > maxBytes) {
                findings.error(place, "helm template " + name + " " + chart + " failed; run it to see why");
                return List.of();
            }
            return YamlDocuments.of("helm template " + chart, new String(text, StandardCharsets.UTF_8));
        } catch (IOException e) {
            findings.error(place, "helm cannot be started");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            findings.error(place, "helm template was interrupted");
        } catch (BadFile e) {
            findings.error(place, "helm template " + name + " " + chart + " wrote what is not YAML");
        }
        return List.of();
    }

    private byte[] bounded(Process process) {
        try (InputStream output = process.getInputStream()) {
            return output.readNBytes((int) Math.min(Integer.MAX_VALUE - 8L, maxBytes + 1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
