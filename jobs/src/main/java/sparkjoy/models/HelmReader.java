package sparkjoy.models;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import sparkjoy.spec.Models;

/** Reads Helm charts: what each is called, which images it runs and which models it serves. Its templates are not read. */
final class HelmReader {
    /** It is an argument of `helm template` and the name of a folder. */
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]*");

    private final Findings findings;
    private final Models.Source source;
    private final SourceFiles files;
    private final Rendering rendering;

    HelmReader(Findings findings, Models.Source source, Models models, Rendering rendering) {
        this.findings = findings;
        this.source = source;
        this.files = new SourceFiles(source.path().orElseThrow(), source, models);
        this.rendering = rendering;
    }

    void read() {
        List<Path> charts = files.all(findings).stream()
                .filter(file -> file.getFileName().toString().equals("Chart.yaml"))
                .toList();
        if (charts.isEmpty() && !findings.isFailed()) {
            findings.error(source.path().orElseThrow(), "holds no Chart.yaml; name the folder of the charts");
        }
        charts.forEach(
                file -> files.documents(file, findings).stream().findFirst().ifPresent(chart -> chart(file, chart)));
    }

    private void chart(Path file, Value chart) {
        Optional<String> name = chart.find("name");
        Optional<String> version = chart.find("version");
        if (name.isEmpty() || version.isEmpty()) {
            findings.error(chart.ref(), "a chart needs a name and a version; write both");
            return;
        }
        if (!NAME.matcher(name.get()).matches()) {
            findings.error(
                    chart.at("name").ref(),
                    Redaction.text(name.get())
                            + " is not a name of a chart; write letters, digits, '.', '_' and '-', a letter or digit"
                            + " first");
            return;
        }
        String id = "chart:" + name.get() + "@" + version.get();
        Map<String, String> attributes = new TreeMap<>();
        chart.find("appVersion").ifPresent(text -> attributes.put("app_version", text));
        Optional<String> owner = chart.at("maintainers").items().stream()
                .flatMap(maintainer -> maintainer.find("email").or(() -> maintainer.find("name")).stream())
                .findFirst();
        findings.node(
                GraphNode.of(NodeKind.HELM_CHART, id, name.get())
                        .withVersion(version.get())
                        .with(attributes)
                        .ownedBy(owner),
                chart.at("name").ref());
        rendering
                .manifests(new Chart(name.get(), file, chart), findings)
                .ifPresentOrElse(documents -> manifests(documents, id), () -> values(file, chart, id));
    }

    private void manifests(List<Value> documents, String id) {
        for (Manifest manifest : Manifest.of(documents, findings)) {
            Containers containers = new Containers(
                    findings, id, Containers.below(manifest.value().at("spec")));
            containers.images();
            containers.models(EdgeKind.SERVES, Confidence.GUESSED);
        }
    }

    /** Helm takes a chart's appVersion where the tag is empty. */
    private void values(Path file, Value chart, String id) {
        Path values = file.resolveSibling("values.yaml");
        if (!Files.exists(values)) {
            return;
        }
        Containers containers = new Containers(findings, id, List.of());
        for (Value document : files.documents(values, findings)) {
            for (Value image : images(document)) {
                String tag =
                        image.find("tag").or(() -> chart.find("appVersion")).orElse("latest");
                String registry = image.find("registry").map(text -> text + "/").orElse("");
                Value place = image.find("tag").isPresent() ? image.at("tag") : image.at("repository");
                containers.image(registry + image.textAt("repository") + ":" + tag, "values.yaml", place.ref());
            }
        }
    }

    private static List<Value> images(Value value) {
        List<Value> found = new ArrayList<>();
        if (value.find("repository").filter(text -> !text.contains("://")).isPresent()) {
            found.add(value);
        }
        Stream.concat(value.entries().values().stream(), value.items().stream())
                .forEach(child -> found.addAll(images(child)));
        return found;
    }
}
