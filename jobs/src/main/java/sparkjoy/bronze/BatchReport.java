package sparkjoy.bronze;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import sparkjoy.source.LogFile;

/**
 * What a batch brought, object by object.
 *
 * @param tallies of the objects that entered the ledger
 * @param unread objects that could not be read in place of an earlier version, which therefore stays
 */
record BatchReport(Batch batch, List<FileTally> tallies, List<FileTally> unread, FileRules rules) {

    long lines() {
        return tallies.stream().mapToLong(FileTally::lines).sum();
    }

    /** Rows of bronze that stay. */
    long rows() {
        return tallies.stream().mapToLong(rules::publishedRows).sum();
    }

    /** Refused lines; an object that was refused as a whole or in its tail counts as one more. */
    long refused() {
        return tallies.stream().mapToLong(rules::quarantinedLines).sum() + refusedFiles();
    }

    /** What the share of refusals is a share of: the lines and the objects that were refused. */
    long judged() {
        return lines() + refusedFiles();
    }

    Map<String, LogFile> filesByPath() {
        return batch.files().stream().collect(Collectors.toMap(LogFile::path, Function.identity()));
    }

    private long refusedFiles() {
        return tallies.stream().filter(tally -> tally.fault().isPresent()).count()
                + unread.size()
                + batch.misplaced().size();
    }
}
