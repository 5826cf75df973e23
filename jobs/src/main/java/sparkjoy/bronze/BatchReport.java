package sparkjoy.bronze;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import sparkjoy.source.LogFile;
import sparkjoy.spec.Thresholds;

/** What a batch brought, object by object. */
record BatchReport(Batch batch, List<FileTally> tallies, Thresholds thresholds) {

    long lines() {
        return tallies.stream().mapToLong(FileTally::lines).sum();
    }

    /** Rows of bronze that stay. */
    long rows() {
        return tallies.stream()
                .filter(tally -> !isWithheld(tally))
                .mapToLong(FileTally::rows)
                .sum();
    }

    /** Refused lines; an object that was refused as a whole or in its tail counts as one more. */
    long refused() {
        long lines = tallies.stream().mapToLong(this::quarantinedLines).sum();
        return lines
                + tallies.stream().filter(tally -> tally.fault().isPresent()).count()
                + batch.misplaced().size();
    }

    /** Lines that are not published: the faulty ones, or all where the object is withheld. */
    long quarantinedLines(FileTally tally) {
        return isWithheld(tally) ? tally.lines() : tally.faults();
    }

    boolean isWithheld(FileTally tally) {
        return tally.isWithheld(thresholds.refusedFileShare());
    }

    FileStatus status(FileTally tally) {
        return tally.status(thresholds.refusedFileShare());
    }

    Map<String, LogFile> filesByPath() {
        return batch.files().stream().collect(Collectors.toMap(LogFile::path, Function.identity()));
    }
}
