package sparkjoy.backfill;

import java.time.LocalDate;
import java.util.List;
import java.util.NavigableSet;

/**
 * What a backfill did.
 *
 * @param backfill its id
 * @param jobs whose days it recomputed
 * @param days that this run recomputed
 * @param earlier days that an earlier run of the same backfill had recomputed
 */
public record BackfillResult(
        String backfill,
        List<String> jobs,
        boolean isStaged,
        NavigableSet<LocalDate> days,
        NavigableSet<LocalDate> earlier,
        boolean isPartial) {}
