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
 * @param added objects that are new
 * @param changed objects that came again under a known path with other content
 * @param misplaced objects that lie where Segment puts none
 */
record Plan(String source, List<LogFile> added, List<LogFile> changed, List<Misplaced> misplaced) {

    static Plan of(String name, Source source, Configuration hadoop, Ledger ledger) {
        LogListing listing =
                LogListing.of(hadoop, source.path(), LogSelection.everything().ofSources(source.ids()));
        List<LogFile> unknown =
                listing.files().stream().filter(file -> !ledger.knows(file)).toList();
        return new Plan(
                name,
                unknown.stream().filter(file -> !ledger.hasPublishedOther(file)).toList(),
                unknown.stream().filter(ledger::hasPublishedOther).toList(),
                listing.misplaced().stream()
                        .filter(object -> !ledger.knows(object.path(), Intake.NO_VERSION))
                        .toList());
    }

    /** The batches to take in by the holder of a lease's generation, by the policy for changed objects. */
    List<Batch> batches(ChangedObject policy, long generation) {
        if (!changed.isEmpty() && policy == ChangedObject.FAIL) {
            throw new UserError("The object " + changed.get(0).path() + " came again with other content (and "
                    + (changed.size() - 1) + " more): sources." + source
                    + ".on_changed_object is fail. Set it to replace"
                    + " or keep, or restore the object.");
        }
        Batch additions = new Batch(source, generation, added, misplaced, false);
        List<LogFile> replacing = policy == ChangedObject.REPLACE ? changed : List.of();
        Batch replacements = new Batch(source, generation, replacing, List.of(), true);
        return Stream.of(additions, replacements)
                .filter(batch -> !batch.isEmpty())
                .toList();
    }
}
