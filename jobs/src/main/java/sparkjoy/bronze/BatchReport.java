package sparkjoy.bronze;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sparkjoy.source.Fault;
import sparkjoy.source.LogFile;

/**
 * What a batch brought, object by object.
 *
 * @param tallies of the objects that entered the ledger
 * @param unread objects that could not be read in place of an earlier version, which therefore stays
 * @param causes path to why an object could not be read
 */
record BatchReport(
        Batch batch, List<FileTally> tallies, List<FileTally> unread, FileRules rules, Map<String, String> causes) {

    /** Lines of objects that were read to be judged. */
    long lines() {
        return judgedTallies().mapToLong(FileTally::lines).sum();
    }

    /** Rows of bronze that stay. */
    long rows() {
        return tallies.stream().mapToLong(rules::publishedRows).sum();
    }

    /** Refused lines; an object that was refused as a whole or in its tail counts as one more. */
    long refused() {
        return judgedTallies().mapToLong(rules::quarantinedLines).sum() + refusedFiles();
    }

    /** What the share of refusals is a share of: the lines and the objects that were refused. */
    long judged() {
        return lines() + refusedFiles();
    }

    Map<String, LogFile> filesByPath() {
        return batch.files().stream().collect(Collectors.toMap(LogFile::path, Function.identity()));
    }

    /** A sentence for each object that could not be read, of the new ones and of those that come in place of others. */
    Stream<String> unreadable() {
        return Stream.concat(
                tallies.stream().filter(FileTally::isUnreadable).map(tally -> unreadable(tally, "")),
                unread.stream().map(tally -> unreadable(tally, "what was ingested of it before stays, ")));
    }

    private String unreadable(FileTally tally, String meanwhile) {
        Fault fault = tally.fault().orElseThrow();
        String cause = causes.getOrDefault(tally.path(), fault.meaning());
        String next =
                fault == Fault.FILE_VANISHED ? "it is ingested if it is delivered again" : "the next run tries again";
        return tally.path() + " could not be read (" + fault + "): " + cause + "; " + meanwhile + next;
    }

    private Stream<FileTally> judgedTallies() {
        return tallies.stream().filter(tally -> !tally.isUnreadable());
    }

    private long refusedFiles() {
        return judgedTallies().filter(tally -> tally.fault().isPresent()).count()
                + batch.misplaced().size();
    }
}
