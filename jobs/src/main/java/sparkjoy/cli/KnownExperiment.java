package sparkjoy.cli;

import sparkjoy.spec.Experiment;
import sparkjoy.spec.Nearest;
import sparkjoy.spec.Spec;

/** Finds the experiment that a command line names. */
final class KnownExperiment {
    private KnownExperiment() {}

    /**
     * The experiment of an id.
     *
     * @throws UsageError where the specification does not have it; names the nearest, and the known ones
     */
    static Experiment of(Spec spec, String id) {
        if (!spec.experiments().containsKey(id)) {
            throw new UsageError("the specification has no experiment '" + id + "'"
                    + (spec.experiments().isEmpty()
                            ? "; it has none at all: declare one under experiments."
                            : Nearest.hint(id, spec.experiments().keySet())));
        }
        return spec.experiments().get(id);
    }
}
