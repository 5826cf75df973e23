package sparkjoy.experiment.statistics;

/** Baseline and variant within one epoch of weights. */
public record Stratum(Finding<ArmEstimate> control, Finding<ArmEstimate> variant) {

    /** Whether both arms have a value and a variance. */
    boolean isComparable() {
        return hasVariance(control) && hasVariance(variant);
    }

    /** Of both arms; only where they are comparable. */
    double units() {
        return (double) control.value().orElseThrow().units()
                + variant.value().orElseThrow().units();
    }

    private static boolean hasVariance(Finding<ArmEstimate> arm) {
        return arm.value().filter(estimate -> estimate.units() > 1).isPresent();
    }
}
