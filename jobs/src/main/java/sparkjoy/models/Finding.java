package sparkjoy.models;

/**
 * Something about the models that somebody should look at.
 *
 * @param node what it is about
 * @param message what is wrong, with the values
 * @param evidence where that is written
 * @param next what to do
 */
public record Finding(Check check, String node, String message, String evidence, String next) {

    /** What is looked for. */
    public enum Check {
        UNKNOWN_MODEL,
        DEPLOYS_RETIRED,
        VERSION_CHANGED_DURING_EXPERIMENT,
        TRAFFIC_DISAGREES,
        ARM_WITHOUT_VERSION,
        NO_RETRAIN_JOB,
        RETRAIN_LATE,
        CHART_DRIFT,
        AMBIGUOUS,
        NO_OWNER,
        SOURCE_STALE
    }
}
