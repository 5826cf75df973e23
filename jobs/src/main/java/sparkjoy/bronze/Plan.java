package sparkjoy.bronze;

import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import sparkjoy.UserError;
import sparkjoy.source.LogFile;
import sparkjoy.source.LogListing;
import sparkjoy.source.LogSelection;
import sparkjoy.source.Misplaced;
import sparkjoy.spec.Source;
import sparkjoy.spec.Source.ChangedObject;

/**
 * What a source holds that the ledger does not know.
 *
 * @param added objects under new paths
 * @param mended objects that came again with other content after nothing of the earlier one could be published
 * @param changed objects that came again under a published path with other content
 * @param misplaced objects that lie where Segment puts none
 */
record Plan(
        String source,
        Ledger ledger,
        List<LogFile> added,
        List<LogFile> mended,
        List<LogFile> changed,
        List<Misplaced> misplaced) {

    static Plan of(String name, Source source, Configuration hadoop, Ledger ledger) {
        LogListing listing =
                LogListing.of(hadoop, source.path(), LogSelection.everything().ofSources(source.ids()));
        List<LogFile> unknown =
                listing.files().stream().filter(file -> !ledger.knows(file)).toList();
        List<LogFile> again = unknown.stream().filter(ledger::knowsPath).toList();
        return new Plan(
                name,
                ledger,
                unknown.stream().filter(file -> !ledger.knowsPath(file)).toList(),
                again.stream().filter(file -> !ledger.hasPublishedOther(file)).toList(),
                again.stream().filter(ledger::hasPublishedOther).toList(),
                listing.misplaced().stream()
                        .filter(object -> !ledger.knowsMisplaced(object.path()))
                        .toList());
    }

    /** The batches to take in, by the policy for changed objects. */
    List<Batch> batches(ChangedObject policy) {
        if (!changed.isEmpty() && policy == ChangedObject.FAIL) {
            throw new UserError("The object " + changed.get(0).path() + " came again with other content (and "
                    + (changed.size() - 1) + " more): sources." + source
                    + ".on_changed_object is fail. Set it to replace"
                    + " or keep, or restore the object.");
        }
        List<LogFile> again = policy == ChangedObject.REPLACE
                ? Stream.concat(mended.stream(), changed.stream()).toList()
                : mended;
        return Stream.of(Batch.ofNew(source, added, misplaced), Batch.inPlace(source, again, ledger))
                .filter(batch -> !batch.isEmpty())
                .toList();
    }

    /** The changed objects that the policy keeps out and that the ledger has not been told of. */
    Batch keptOut(ChangedObject policy) {
        List<LogFile> unheard = policy == ChangedObject.KEEP
                ? changed.stream().filter(file -> !ledger.keptOut(file)).toList()
                : List.of();
        return Batch.ofNew(source, unheard, List.of());
    }
}
