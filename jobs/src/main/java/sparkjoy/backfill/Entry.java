package sparkjoy.backfill;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import sparkjoy.run.Days;

/**
 * One row of ops.backfills.
 *
 * @param backfill the run that began it
 * @param days of this step
 * @param versions of tables, where the step fixes some
 */
record Entry(
        String backfill,
        Step step,
        Instant at,
        String pipeline,
        List<String> jobs,
        Days days,
        boolean isStaged,
        String specHash,
        String runId,
        Map<String, Long> versions) {

    /** What a backfill can have come to, in this order. */
    enum Step {
        STARTED,
        RECOMPUTED,
        FINISHED,
        PROMOTING,
        PROMOTED_DAY,
        PROMOTED,
        ROLLED_BACK
    }

    /** A later step of the same backfill. */
    Entry then(Step next, Days ofDays, Instant now, String run, Map<String, Long> fixed) {
        return new Entry(backfill, next, now, pipeline, jobs, ofDays, isStaged, specHash, run, fixed);
    }
}
