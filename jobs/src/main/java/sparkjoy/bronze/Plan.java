package sparkjoy.bronze;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import sparkjoy.UserError;
import sparkjoy.run.Workspace;
import sparkjoy.source.LogFile;
import sparkjoy.source.LogListing;
import sparkjoy.source.LogSelection;
import sparkjoy.source.Misplaced;
import sparkjoy.spec.Source;
import sparkjoy.spec.Source.ChangedObject;

/**
 * What a source holds that the ledger does not know.
 *
 * @param name of the source in the specification
 * @param added objects that are new
 * @param changed objects that came again under a known path with other content
 * @param misplaced objects that lie where Segment puts none
 */
record Plan(String name, Source source, List<LogFile> added, List<LogFile> changed, List<Misplaced> misplaced) {
    private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

    /** Lists the newest day folders, all of them for a sweep, and compares with the ledger's entries of these days. */
    static Plan of(String name, Source source, Workspace workspace, boolean isSweep) {
        LogSelection days = LogSelection.everything()
                .ofSources(source.ids())
                .newest(isSweep ? Integer.MAX_VALUE : source.recentDays());
        LogListing listing = LogListing.of(workspace.spark().sessionState().newHadoopConf(), source.path(), days);
        LocalDate first =
                listing.files().stream().map(LogFile::receivedDay).findFirst().orElse(LAST_DAY);
        Ledger ledger = Ledger.since(workspace.lake(), first);
        List<LogFile> unknown =
                listing.files().stream().filter(file -> !ledger.knows(file)).toList();
        return new Plan(
                name,
                source,
                unknown.stream().filter(file -> !ledger.hasPublishedOther(file)).toList(),
                unknown.stream().filter(ledger::hasPublishedOther).toList(),
                listing.misplaced().stream()
                        .filter(object -> !ledger.knows(object.path(), Intake.NO_VERSION))
                        .toList());
    }

    /** The batches to take in, by the policy for changed objects: the oldest day first, none larger than the source allows. */
    List<Batch> batches() {
        ChangedObject policy = source.onChangedObject();
        if (!changed.isEmpty() && policy == ChangedObject.FAIL) {
            throw new UserError("The object " + changed.get(0).path() + " came again with other content (and "
                    + (changed.size() - 1) + " more): sources." + name
                    + ".on_changed_object is fail. Set it to replace"
                    + " or keep, or restore the object.");
        }
        List<LogFile> replacing = policy == ChangedObject.REPLACE ? changed : List.of();
        return Stream.of(
                        Stream.of(new Batch(name, List.of(), misplaced, false)),
                        bounded(added).map(files -> new Batch(name, files, List.of(), false)),
                        bounded(replacing).map(files -> new Batch(name, files, List.of(), true)))
                .flatMap(batches -> batches)
                .filter(batch -> !batch.isEmpty())
                .toList();
    }

    /** Cuts files, in their order, where a batch would have too many or too many bytes; a larger file goes alone. */
    private Stream<List<LogFile>> bounded(List<LogFile> files) {
        List<List<LogFile>> batches = new ArrayList<>();
        long bytes = 0;
        for (LogFile file : files) {
            bytes += file.size();
            boolean isFull =
                    batches.isEmpty() || last(batches).size() == source.batchFiles() || bytes > source.batchBytes();
            if (isFull) {
                batches.add(new ArrayList<>());
                bytes = file.size();
            }
            last(batches).add(file);
        }
        return batches.stream();
    }

    private static List<LogFile> last(List<List<LogFile>> batches) {
        return batches.get(batches.size() - 1);
    }
}
