package sparkjoy.experiment;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import sparkjoy.experiment.statistics.ArmEstimate;
import sparkjoy.experiment.statistics.Finding;
import sparkjoy.experiment.statistics.Stratification;
import sparkjoy.experiment.statistics.Stratum;

/** The estimates of a baseline and a variant that are compared with each other. */
record Pair(Finding<ArmEstimate> control, Finding<ArmEstimate> variant) {

    /** Epoch by epoch and put together by their units, where units of the two arms lie in several epochs of weights. */
    static Pair of(String baseline, String variant, ArmMoments arms, Estimator estimator) {
        List<LocalDate> epochs = arms.epochs(baseline, variant);
        if (epochs.size() < 2) {
            ArmMoments own = epochs.isEmpty() || arms.isPooled() ? arms : arms.only(epochs.get(0));
            return new Pair(estimator.estimate(baseline, own), estimator.estimate(variant, own));
        }
        List<Stratum> strata = epochs.stream()
                .map(arms::only)
                .map(own -> new Stratum(estimator.estimate(baseline, own), estimator.estimate(variant, own)))
                .toList();
        Stratification all = Stratification.of(baseline, variant, strata);
        return new Pair(all.control(), all.variant());
    }

    /** What history takes away from the variance of just these estimates. */
    Optional<Double> reduction() {
        return control.flatMap(baseline -> variant.flatMap(other -> ArmEstimate.varianceReduction(baseline, other)))
                .value();
    }
}
