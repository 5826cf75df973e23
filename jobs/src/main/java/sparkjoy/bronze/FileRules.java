package sparkjoy.bronze;

import java.util.Optional;
import sparkjoy.spec.Source;
import sparkjoy.spec.Thresholds;

/** What the specification lets through of an object, and why it holds the others back. */
record FileRules(Thresholds thresholds, Source.BrokenObject onBrokenFile) {
    /** The reason of an object that is withheld for its many refused lines. */
    static final String TOO_MANY = "TOO_MANY_REFUSED_LINES";

    /** Why nothing of the object may be published; empty where its sound lines may. */
    Optional<String> withheldFor(FileTally tally) {
        boolean isHeld =
                onBrokenFile == Source.BrokenObject.HOLD && tally.fault().isPresent();
        if (tally.isUnreadable() || isHeld) {
            return tally.fault().map(Enum::name);
        }
        return broken(tally).map(threshold -> TOO_MANY);
    }

    /** What is wrong with the object as a whole, or its tail; empty where nothing is. */
    Optional<String> reason(FileTally tally) {
        return tally.fault().<String>map(Enum::name).or(() -> withheldFor(tally));
    }

    FileStatus status(FileTally tally) {
        boolean isEmptyHanded = tally.rows() == 0 && (tally.fault().isPresent() || tally.faults() > 0);
        if (withheldFor(tally).isPresent() || isEmptyHanded) {
            return FileStatus.QUARANTINED;
        }
        return tally.faults() > 0 || tally.fault().isPresent() ? FileStatus.PARTIAL : FileStatus.COMMITTED;
    }

    long publishedRows(FileTally tally) {
        return withheldFor(tally).isPresent() ? 0 : tally.rows();
    }

    /** Lines that are not published: the faulty ones, or all where the object is withheld. */
    long quarantinedLines(FileTally tally) {
        return tally.lines() - publishedRows(tally);
    }

    /** Whether the ledger counts as many lines as have an entry in quarantine, as {@link StandingBalance} expects it. */
    boolean hasEntryOfEachRefusal(FileTally tally) {
        return status(tally) != FileStatus.QUARANTINED || reason(tally).isEmpty();
    }

    /** What an object with too many refused lines is above, and how to fix it. */
    String tooMany(FileTally tally) {
        return String.format(
                "%,d of %,d lines are refused, above %s: fix the object, or raise the limit and replay",
                tally.faults(), tally.lines(), broken(tally).orElse("the limit"));
    }

    /** The hard limit that the object's refused lines are above. */
    private Optional<String> broken(FileTally tally) {
        if (tally.lines() > 0 && (double) tally.faults() / tally.lines() > thresholds.refusedFileShare()) {
            return Optional.of("thresholds.refused_file_share " + thresholds.refusedFileShare());
        }
        return thresholds
                .refusedFileLines()
                .filter(most -> tally.faults() > most)
                .map(most -> "thresholds.refused_file_lines " + most);
    }
}
