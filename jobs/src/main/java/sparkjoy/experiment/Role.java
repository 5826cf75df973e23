package sparkjoy.experiment;

import sparkjoy.spec.Experiment;
import sparkjoy.spec.Metric;

/** What a metric is for in an experiment. */
enum Role {
    /** A reason to choose a variant or to keep the baseline. */
    PRIMARY,
    /** Read next to the primary ones; a harm spoils a win, a gain alone decides nothing. */
    SECONDARY,
    /** Must not get worse. */
    GUARDRAIL;

    static Role of(Experiment experiment, String name, Metric metric) {
        if (metric.guardrail()) {
            return GUARDRAIL;
        }
        return experiment.secondary().contains(name) ? SECONDARY : PRIMARY;
    }
}
