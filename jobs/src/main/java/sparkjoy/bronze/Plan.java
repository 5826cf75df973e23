package sparkjoy.bronze;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import sparkjoy.error.UserError;
import sparkjoy.run.Amount;
import sparkjoy.run.Workspace;
import sparkjoy.source.LogFile;
import sparkjoy.source.LogListing;
import sparkjoy.source.LogSelection;
import sparkjoy.source.Misplaced;
import sparkjoy.spec.Source;

/**
 * What a source holds that the ledger does not know.
 *
 * @param name of the source in the specification
 * @param added objects under new paths
 * @param recovered objects that came again after nothing of the earlier one was published, or that could not be read
 * @param changed objects that came again under a published path with other content
 * @param misplaced objects that lie where Segment puts none
 */
record Plan(
        String name,
        Source source,
        Ledger ledger,
        List<LogFile> added,
        List<LogFile> recovered,
        List<LogFile> changed,
        List<Misplaced> misplaced) {
    private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

    /**
     * Lists the newest day folders, all of them for a sweep, and compares with the ledger's entries of these days.
     *
     * @param since gives the ledger from a day on
     */
    static Plan of(
            String name, Source source, Workspace workspace, boolean isSweep, Function<LocalDate, Ledger> since) {
        LogSelection days = LogSelection.everything()
                .ofSources(source.ids())
                .in(source.format())
                .newest(isSweep ? Integer.MAX_VALUE : source.recentDays());
        LogListing listing = LogListing.of(workspace.spark().sessionState().newHadoopConf(), source.path(), days);
        LocalDate first =
                listing.files().stream().map(LogFile::receivedDay).findFirst().orElse(LAST_DAY);
        Ledger ledger = since.apply(first);
        List<LogFile> unknown =
                listing.files().stream().filter(file -> !ledger.knows(file)).toList();
        List<LogFile> again = unknown.stream().filter(ledger::knowsPath).toList();
        return new Plan(
                name,
                source,
                ledger,
                unknown.stream().filter(file -> !ledger.knowsPath(file)).toList(),
                again.stream().filter(file -> !ledger.hasPublishedOther(file)).toList(),
                again.stream().filter(ledger::hasPublishedOther).toList(),
                listing.misplaced().stream()
                        .filter(object -> !ledger.knowsMisplaced(object.path()))
                        .toList());
    }

    /**
     * The batches to take in by the holder of a lease's generation, by the policy for changed objects: the oldest day
     * first, none larger than the source allows.
     */
    List<Batch> batches(long generation) {
        List<LogFile> again =
                switch (source.onChangedObject()) {
                    case FAIL -> unchangedOrFail();
                    case REPLACE ->
                        Stream.concat(recovered.stream(), changed.stream()).toList();
                    case KEEP -> recovered;
                };
        return Stream.of(
                        Stream.of(Batch.ofNew(name, generation, List.of(), misplaced)),
                        Batch.bounded(added, source).map(files -> Batch.ofNew(name, generation, files, List.of())),
                        Batch.bounded(again, source).map(files -> Batch.inPlace(name, generation, files, ledger)))
                .flatMap(batches -> batches)
                .filter(batch -> !batch.isEmpty())
                .toList();
    }

    private List<LogFile> unchangedOrFail() {
        if (!changed.isEmpty()) {
            throw new UserError("The object " + changed.get(0).path()
                    + " was delivered again with different content (and " + (changed.size() - 1)
                    + " more): sources." + name
                    + ".on_changed_object is fail. Set it to replace or keep, or restore the object.");
        }
        return recovered;
    }

    /** The changed objects that the policy keeps out and that the ledger does not have yet. */
    Batch keptOut(long generation) {
        List<LogFile> unknown = keptOut().filter(file -> !ledger.keptOut(file)).toList();
        return Batch.ofNew(name, generation, unknown, List.of());
    }

    private Stream<LogFile> keptOut() {
        return switch (source.onChangedObject()) {
            case FAIL, REPLACE -> Stream.empty();
            case KEEP -> changed.stream();
        };
    }

    /** What it holds, in a sentence. */
    String summary() {
        String days = added.isEmpty()
                ? ""
                : " of " + added.get(0).receivedDay() + " to "
                        + added.get(added.size() - 1).receivedDay();
        long bytes = added.stream().mapToLong(LogFile::size).sum();
        long unread = recovered.stream().filter(ledger::isUnread).count();
        String again = unread == 0 ? "" : String.format(", %,d to try again", unread);
        long keptOut = keptOut().filter(ledger::keptOut).count();
        String kept = keptOut == 0 ? "" : String.format(", %,d changed and kept out before", keptOut);
        return String.format(
                "source %s: %s%s (%s), %,d changed%s%s, %,d misplaced",
                name,
                Amount.of(added.size(), "new file", "new files"),
                days,
                Amount.of(bytes, "byte", "bytes"),
                recovered.size() + changed.size() - unread - keptOut,
                kept,
                again,
                misplaced.size());
    }
}
