package sparkjoy.run;

import java.time.Duration;
import java.util.List;

/** What a run did, job by job. */
public record RunResult(String runId, Status status, List<JobResult> jobs) {

    /** How a run ended. */
    public enum Status {
        DONE,
        /** Done, but data was refused beyond the thresholds. */
        PARTIAL,
        FAILED
    }

    /** One job's outcome and how long it took. */
    public record JobResult(String job, Duration took, Outcome outcome) {}
}
