package sparkjoy.models;

import java.time.Instant;
import java.util.List;

/** A reading of a source, as meta.model_crawls has it. */
record PastCrawl(String source, Crawl.Status status, Instant at, List<String> errors, long errorCount) {
    PastCrawl {
        errors = List.copyOf(errors);
    }
}
