package sparkjoy.backfill;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sparkjoy.lake.Lake;

/** The staging lake of a backfill, in `<lake>/_stage/<backfill>`: shares bronze and silver at one version each, holds gold of its own. */
final class Stage {
    private static final List<String> SHARED =
            List.of("bronze.files", "bronze.segment_logs", "bronze.quarantine", "silver.events", "silver.rejected");

    private Stage() {}

    /** The versions that a new stage shares: the newest. */
    static Map<String, Long> versions(Lake lake) {
        Stream<String> present = SHARED.stream().filter(lake::exists);
        return present.collect(Collectors.toMap(Function.identity(), lake::version));
    }

    static Lake of(Lake lake, Backfill backfill) {
        return lake.scratchAt("_stage/" + backfill.id(), backfill.started().versions());
    }
}
