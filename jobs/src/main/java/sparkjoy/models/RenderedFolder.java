package sparkjoy.models;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import sparkjoy.spec.Models;

/** A folder that `helm template --output-dir` wrote: it holds a folder for each chart. */
record RenderedFolder(String place, Models.Source source, Models models) implements Rendering {

    /** The folder that a source names; where it is missing this is noted once, and no chart has manifests. */
    static Rendering of(String place, Models.Source source, Models models, Findings findings) {
        if (FetchedFiles.isRemote(place)) {
            return (chart, noted) -> Optional.of(List.of()); // it could not be fetched, which is noted already
        }
        if (!Files.isDirectory(Path.of(place))) {
            findings.error(
                    place,
                    "there is no such folder; correct rendered of the source " + findings.source()
                            + " in models.sources, or write it with helm template NAME CHART --output-dir " + place);
            return (chart, noted) -> Optional.of(List.of());
        }
        return new RenderedFolder(place, source, models);
    }

    @Override
    public Optional<List<Value>> manifests(Chart chart, Findings findings) {
        if (!chart.isRendered()) {
            return Optional.of(List.of());
        }
        Path own = Path.of(place).resolve(chart.name());
        if (!Files.isDirectory(own)) {
            findings.error(
                    own.toString(),
                    "the chart " + chart.name() + " was not rendered; write it with helm template " + chart.name() + " "
                            + chart.folder() + " --output-dir " + place + ", or exclude the chart");
            return Optional.of(List.of());
        }
        return Optional.of(new SourceFiles(own.toString(), source, models).documents(findings));
    }
}
