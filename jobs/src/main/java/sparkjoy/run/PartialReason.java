package sparkjoy.run;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why a job did not do all of its work, in a sentence.
 *
 * @param table that was not computed and is as the run before left it; empty where the sentence is about something else
 */
public record PartialReason(Optional<String> table, String sentence) {
    private static final int SHOWN = 10;

    public static PartialReason of(String sentence) {
        return new PartialReason(Optional.empty(), sentence);
    }

    public static PartialReason ofTable(String table, String sentence) {
        return new PartialReason(Optional.of(table), sentence);
    }

    /** The sentences of the first ten, the worst, and how many more there are. */
    public static List<String> worst(List<PartialReason> reasons) {
        Stream<String> shown = reasons.stream().limit(SHOWN).map(PartialReason::sentence);
        return reasons.size() <= SHOWN
                ? shown.toList()
                : Stream.concat(shown, Stream.of("and " + (reasons.size() - SHOWN) + " more"))
                        .toList();
    }
}
