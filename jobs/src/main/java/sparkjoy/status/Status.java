package sparkjoy.status;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import sparkjoy.review.Finding;

/**
 * How a pipeline stands: what has come in, how far its tables are, and what somebody should look at.
 *
 * @param jobs the last run of each job that has run
 * @param reconciliation of these runs
 * @param conflicts copies of events that say something else than the event that stands
 * @param runs the last runs, newest first, as many as were asked for
 * @param findings what looks mapped in the events of the last week's runs and is not
 * @param alarms sentences; empty where all is well
 */
public record Status(
        String pipeline,
        Instant at,
        List<SourceStatus> sources,
        List<TableStatus> tables,
        Map<String, RunStatus> jobs,
        Reconciliation reconciliation,
        Conflicts conflicts,
        List<RunStatus> runs,
        List<Finding> findings,
        List<String> alarms) {}
