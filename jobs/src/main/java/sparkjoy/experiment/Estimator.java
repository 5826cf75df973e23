package sparkjoy.experiment;

import sparkjoy.experiment.statistics.ArmEstimate;
import sparkjoy.experiment.statistics.Finding;

/** How the units of one arm become one number with its variance. */
@FunctionalInterface
interface Estimator {
    /** Of the units of an arm in these epochs: one, or all of an experiment whose weights do not count. */
    Finding<ArmEstimate> estimate(String arm, ArmMoments some);
}
