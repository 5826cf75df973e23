package sparkjoy.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import sparkjoy.spec.Models;

/**
 * A source whose files are on this machine for as long as they are read.
 *
 * @param source with local paths; what could not be fetched keeps its URI
 * @param fetched what was copied for it
 */
record LocalSource(Models.Source source, List<FetchedFiles> fetched) implements AutoCloseable {

    /** Fetches what a source names by a URI. Without its path nothing can be read; all else that is missing is noted. */
    static LocalSource of(Models.Source given, Configuration hadoop, long maxBytes, Findings findings) {
        List<FetchedFiles> fetched = new ArrayList<>();
        Models.Source source = given;
        try {
            Optional<FetchedFiles> path = fetched(given.path(), "path", hadoop, maxBytes, findings);
            path.ifPresent(fetched::add);
            source = path.map(files -> given.at(files.path())).orElse(source);
        } catch (BadFile e) {
            findings.failed(e.place(), e.getMessage());
            return new LocalSource(source, fetched);
        }
        try {
            Optional<FetchedFiles> rendered = fetched(given.rendered(), "rendered", hadoop, maxBytes, findings);
            rendered.ifPresent(fetched::add);
            Models.Source found = source;
            source = rendered.map(files -> found.renderedAt(files.path())).orElse(source);
        } catch (BadFile e) {
            findings.error(e.place(), e.getMessage());
        }
        return new LocalSource(source, fetched);
    }

    private static Optional<FetchedFiles> fetched(
            Optional<String> place, String key, Configuration hadoop, long maxBytes, Findings findings) throws BadFile {
        return place.filter(FetchedFiles::isRemote).isEmpty()
                ? Optional.empty()
                : Optional.of(FetchedFiles.of(place.get(), key, hadoop, maxBytes, findings));
    }

    /** A text that names files on this machine, with the names that they have where they come from. */
    String shown(String text) {
        String shown = text;
        for (FetchedFiles files : fetched) {
            shown = files.shown(shown);
        }
        return shown;
    }

    @Override
    public void close() {
        fetched.forEach(FetchedFiles::close);
    }
}
